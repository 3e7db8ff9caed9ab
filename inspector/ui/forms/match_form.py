"""What a message must be like, judged while it is typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from inspector.automation.errors import MatchError
from inspector.automation.matching import Matcher, compile_match
from inspector.library import LibraryError
from inspector.library.match import Match
from inspector.sending.context import Context
from inspector.ui import theme
from inspector.ui.details.controls import PlainLabel
from inspector.ui.forms.match_fields import MatchFields

_NAMES = {"regex": "The regex", "json_path": "The JSONPath", "contains": "The text"}
"""What the conditions are called that may be wrong."""


class MatchForm(QWidget):
    """Signals: changed: `value()` is another one."""

    changed = Signal()

    def __init__(self, context: Context | None) -> None:
        """Without a `context`, any variable may be in the conditions."""
        super().__init__()
        self._context = context
        self.fields = MatchFields()
        self.problem = PlainLabel("matchProblem", "problem")
        self.problem.setAccessibleName("What is wrong with the condition")
        self.matcher: Matcher | None = None
        """Ready to be held against messages; None while the fields make none."""
        for name in ("matchRegexEdit", "matchPathEdit"):
            self._edit(name).setFont(theme.fixed_font())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.fields)
        column.addWidget(self.problem)
        self.setFocusProxy(self.fields)
        self.fields.changed.connect(self._on_changed)
        self.judge()

    def value(self) -> Match:
        return self.fields.value()

    def set_value(self, match: Match) -> None:
        self.fields.set_value(match)
        self.judge()

    def _on_changed(self) -> None:
        self.judge()
        self.changed.emit()

    def judge(self) -> None:
        """Say what is wrong, with the values that variables have now."""
        self.matcher = None
        try:
            self.matcher = compile_match(self.value(), self._context)
        except MatchError as error:
            place = "" if error.position is None else f", at character {error.position + 1}"
            self.problem.setText(f"{_NAMES.get(error.field, 'This condition')}{place}: {error}")
        except (LibraryError, ValueError) as error:
            self.problem.setText(str(error))
        else:
            self.problem.setText("")

    def _edit(self, name: str) -> QLineEdit:
        edit = self.fields.findChild(QLineEdit, name)
        assert isinstance(edit, QLineEdit)
        return edit
