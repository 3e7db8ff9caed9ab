"""The fields of a value that is a struct, in a row or one below the other."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QSizePolicy, QWidget

from inspector.library.value import Value
from inspector.ui.forms.fields import Field

V = TypeVar("V", bound=Value)


class StructFields(QWidget, Generic[V]):
    """Edits a `kind` by a field for each of its attributes that is in `fields`.

    Signals: changed: `value()` is another one.
    """

    changed = Signal()

    def __init__(self, kind: type[V], fields: Mapping[str, Field], *, in_row: bool = False) -> None:
        super().__init__()
        self._kind = kind
        self._fields = fields
        if in_row:
            self._lay_in_row()
        else:
            self._lay_in_form()
        for field in fields.values():
            field.changed.connect(self._on_changed)
        self._enable()
        if fields:
            self.setFocusProxy(next(iter(fields.values())).widget)

    def value(self) -> V:
        return self._kind(**{name: field.value() for name, field in self._fields.items()})

    def set_value(self, value: V) -> None:
        for name, field in self._fields.items():
            field.set_value(getattr(value, name))

    def _on_changed(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        for field in self._fields.values():
            if field.unless:
                field.widget.setEnabled(not self._fields[field.unless].value())

    def _lay_in_row(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for field in self._fields.values():
            row.addWidget(field.widget, _takes_room(field.widget))
        if not any(_takes_room(field.widget) for field in self._fields.values()):
            row.addStretch(1)

    def _lay_in_form(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        for field in self._fields.values():
            if isinstance(field.widget, QCheckBox):
                form.addRow("", field.widget)
            else:
                form.addRow(field.label, field.widget)


def _takes_room(widget: QWidget) -> bool:
    return widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding
