"""The variables of a tab's session: seen, set and forgotten by hand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from inspector.sending.context import Context
from inspector.ui import theme
from inspector.ui.library.variables_table import VariablesTable
from inspector.ui.loop import ask

_ABOUT = (
    "They hold in this tab until it is closed, and are stronger than those of its endpoint, folders"
    " and environment. Rules and scenarios set them, too."
)


async def edit_session(parent: QWidget, context: Context, missing: Sequence[str] = ()) -> None:
    """Let a person change the session's variables; `missing` are names that want a value."""
    dialog = SessionDialog(parent, context, missing)
    if await ask(dialog) == QDialog.DialogCode.Accepted:
        dialog.apply()


class SessionDialog(QDialog):
    def __init__(self, parent: QWidget, context: Context, missing: Sequence[str]) -> None:
        super().__init__(parent)
        self.setObjectName("sessionDialog")
        self.setWindowTitle("Session variables")
        self._context = context
        self._before = dict(context.session)
        self._missing = [name for name in dict.fromkeys(missing) if name not in self._before]
        about = QLabel(_ABOUT)
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        about.setStyleSheet(f"color: {theme.colours().muted.name()}")
        self._table = VariablesTable()
        self._table.show_variables({**self._before, **dict.fromkeys(self._missing, "")})
        self._problem = QLabel()
        self._problem.setObjectName("sessionProblem")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setStyleSheet(f"color: {theme.colours().problem.name()}")
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (about, self._table, self._problem, self._buttons):
            column.addWidget(widget)
        self._table.changed.connect(self._check)
        self.resize(520, 320)
        self._check()
        self._table.begin(len(self._before))

    def apply(self) -> None:
        """Set what was edited, and forget what was taken out. What rules set meanwhile stays."""
        now = {
            name: value
            for name, value in self._table.variables().items()
            if value != "" or name not in self._missing
        }
        for name in self._before.keys() - now.keys():
            self._context.unset(name)
        for name, value in now.items():
            if name not in self._before or self._before[name] != value:
                self._context.set(name, value)

    def _check(self) -> None:
        problem = self._table.problem
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)
