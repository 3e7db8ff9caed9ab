"""The small fields of the options panel."""

from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QSpinBox,
    QWidget,
)

from inspector.wire.options.sizes import UNITS, split_size

_Field = TypeVar("_Field", bound=QWidget)
_DAY = 24 * 60 * 60
_LARGEST = 2**63 - 1


def check_box(name: str, text: str, tip: str) -> QCheckBox:
    box = QCheckBox(text)
    _dress(box, name, text, tip)
    return box


def choice(name: str, label: str, tip: str, texts: list[str]) -> QComboBox:
    box = QComboBox()
    box.addItems(texts)
    return _calm(_dress(box, name, label, tip))


def number(name: str, label: str, tip: str, most: int, *, least: int = 0) -> QSpinBox:
    """A number from `least` to `most`."""
    box = QSpinBox()
    box.setRange(least, most)
    box.setMaximumWidth(box.fontMetrics().horizontalAdvance("0") * 13)
    return _calm(_dress(box, name, label, tip))


def seconds(name: str, label: str, tip: str) -> QDoubleSpinBox:
    """A time from a millisecond to a day."""
    box = _Seconds()
    box.setDecimals(3)
    box.setRange(0.001, _DAY)
    box.setSuffix(" s")
    box.setMaximumWidth(box.fontMetrics().horizontalAdvance("0") * 13)
    return _calm(_dress(box, name, label, tip))


class SizeField(QWidget):
    """A number of bytes with its unit.

    Signals:
    changed: of the number or the unit.
    """

    changed = Signal()

    def __init__(self, name: str, label: str, tip: str, units: dict[str, int] = UNITS) -> None:
        """`units`: their names and bytes, the smallest first."""
        super().__init__()
        self._units = units
        self.amount = QDoubleSpinBox()
        self.amount.setDecimals(0)
        self.amount.setRange(1, 2**53)
        self.amount.setGroupSeparatorShown(True)
        self.unit = QComboBox()
        self.unit.addItems(list(units))
        _calm(_dress(self.amount, f"{name}Spin", label, tip))
        _calm(_dress(self.unit, f"{name}UnitBox", f"{label}: unit", tip))
        self.amount.valueChanged.connect(self.changed)
        self.unit.currentIndexChanged.connect(self.changed)
        # The range is for 2^53 bytes; nobody needs the width to show them.
        self.amount.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 7)
        self.amount.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 16)
        _side_by_side(self, self.amount, self.unit)

    @property
    def size_in_bytes(self) -> int:
        return min(int(self.amount.value()) * self._units[self.unit.currentText()], _LARGEST)

    @size_in_bytes.setter
    def size_in_bytes(self, size: int) -> None:
        amount, unit = split_size(size, self._units)
        self.amount.setValue(amount)
        self.unit.setCurrentText(unit)


class OptionalNumber(QWidget):
    """A number that may be left out: a check box with `text`, and the number after it.

    Signals:
    changed: of the number, or on and off.
    """

    changed = Signal()

    def __init__(
        self, name: str, label: str, tip: str, text: str, spin: QSpinBox | QDoubleSpinBox
    ) -> None:
        """`spin` holds what is proposed when it is switched on first."""
        super().__init__()
        self.active = check_box(name, text, tip)
        self.active.setAccessibleName(label)
        self.spin = spin
        self.spin.setEnabled(False)
        self.active.toggled.connect(self.spin.setEnabled)
        self.active.toggled.connect(self.changed)
        self.spin.valueChanged.connect(self.changed)
        _side_by_side(self, self.active, self.spin)

    def value(self) -> float | None:
        """None while it is off."""
        return self.spin.value() if self.active.isChecked() else None

    def set_value(self, value: Any) -> None:
        self.active.setChecked(value is not None)
        if value is not None:
            self.spin.setValue(value)


class _Seconds(QDoubleSpinBox):
    def textFromValue(self, value: float) -> str:
        """`10`, not `10.000`."""
        return f"{value:g}" if value < 1000 else super().textFromValue(value)


class _WheelKeeper(QObject):
    """Lets the wheel scroll the panel: a field takes it only once it has the focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel:
            return False
        has_focus = isinstance(watched, QWidget) and watched.hasFocus()
        if not has_focus:
            event.ignore()
        return not has_focus


def _calm(field: _Field) -> _Field:
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.installEventFilter(_WheelKeeper(field))
    return field


def _dress(field: _Field, name: str, label: str, tip: str) -> _Field:
    field.setObjectName(name)
    field.setAccessibleName(label)
    field.setToolTip(tip)
    return field


def _side_by_side(widget: QWidget, *parts: QWidget) -> None:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
