"""The panel in which a person chooses how often a message goes out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from inspector.library.match import Match
from inspector.library.send_as import Repeat
from inspector.sending.context import Context
from inspector.ui.forms.match_form import MatchForm

_LONGEST_S = 86_400.0


class RepeatPanel(QWidget):
    """Signals: changed: `value()` is another one."""

    changed = Signal()

    def __init__(self, context: Context | None) -> None:
        """`context` has the variables that a reply is held against: see `MatchForm`."""
        super().__init__()
        self._on = QCheckBox("&Repeat")
        self._interval, self._jitter = QDoubleSpinBox(), QDoubleSpinBox()
        self._limited, self._count = QCheckBox("&Stop after"), QSpinBox()
        self._until = QCheckBox("Stop when it &receives")
        self._match = MatchForm(context)
        self._build()
        self.set_value(None)

    def value(self) -> Repeat | None:
        if not self._on.isChecked():
            return None
        return Repeat(
            interval=self._interval.value(),
            jitter=self._jitter.value(),
            count=self._count.value() if self._limited.isChecked() else None,
            until=self._match.value() if self._until.isChecked() else None,
        )

    def set_value(self, repeat: Repeat | None) -> None:
        """None is once; what is below then keeps what it says."""
        self._on.setChecked(repeat is not None)
        repeat = repeat or Repeat()
        self._interval.setValue(repeat.interval)
        self._jitter.setValue(repeat.jitter)
        self._limited.setChecked(repeat.count is not None)
        self._count.setValue(repeat.count or 10)
        self._until.setChecked(repeat.until is not None)
        self._match.set_value(repeat.until or Match())
        self._on_changed()

    def _build(self) -> None:
        for box, least in ((self._interval, 0.001), (self._jitter, 0.0)):
            box.setRange(least, _LONGEST_S)
            box.setDecimals(3)
            box.setSingleStep(0.1)
            box.setSuffix(" s")
        self._count.setRange(1, 1_000_000_000)
        self._count.setGroupSeparatorShown(True)
        self._count.setSuffix(" times")
        for widget, name, words, tip in (
            (self._on, "repeatBox", "Repeat", "Send it again and again, until it is stopped"),
            (self._interval, "intervalBox", "Interval", "From one beginning to the next"),
            (self._jitter, "jitterBox", "Jitter", "Each comes earlier or later by up to this"),
            (self._limited, "limitedBox", "Stop after a number", "How often in all"),
            (self._count, "repeatCountBox", "Times", "How often in all"),
            (self._until, "untilBox", "Stop at a message", "Stop once such a message came"),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
            widget.setToolTip(tip)
        pace = _row(QLabel("every"), self._interval, QLabel("±"), self._jitter)
        form = QFormLayout()
        form.addRow(self._on, pace)
        form.addRow(self._limited, self._count)
        form.addRow(self._until)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addLayout(form)
        column.addWidget(self._match)
        self._match.setContentsMargins(22, 0, 0, 0)
        self.setFocusProxy(self._on)
        for switch in (self._on, self._limited, self._until):
            switch.toggled.connect(self._on_changed)
        for number in (self._interval, self._jitter, self._count):
            number.valueChanged.connect(self._on_changed)
        self._match.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        on = self._on.isChecked()
        for widget in (self._interval, self._jitter, self._limited, self._until):
            widget.setEnabled(on)
        self._count.setEnabled(on and self._limited.isChecked())
        self._match.setEnabled(on and self._until.isChecked())
        self.changed.emit()


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    return row
