"""A match that may be left out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.library.match import Match
from inspector.ui.forms.match_form import MatchForm
from inspector.ui.options.fields import check_box


class OptionalMatch(QWidget):
    """Signals: changed: `value()` is another one."""

    changed = Signal()

    def __init__(self, text: str, tip: str) -> None:
        """`text`: what it says when there is a match."""
        super().__init__()
        self._on = check_box("matchBox", text, tip)
        self._form = MatchForm(None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._on)
        column.addWidget(self._form)
        self.setFocusProxy(self._on)
        self._on.toggled.connect(self._on_toggled)
        self._form.changed.connect(self.changed)
        self._on_toggled()

    def value(self) -> Match | None:
        return self._form.value() if self._on.isChecked() else None

    def set_value(self, match: Match | None) -> None:
        self._on.setChecked(match is not None)
        self._form.set_value(match or Match())

    def _on_toggled(self) -> None:
        self._form.setVisible(self._on.isChecked())
        self.changed.emit()
