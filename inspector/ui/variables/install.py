"""One line for an editor to know variables."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QHelpEvent, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QToolTip

from inspector.library import LibraryError
from inspector.ui import theme
from inspector.ui.text import plain_tip
from inspector.ui.variables.completer import VariableCompleter
from inspector.ui.variables.edits import Edit, canvas, under
from inspector.ui.variables.marks import mark_line
from inspector.ui.variables.tips import tip
from inspector.variables import Counters, Draw, Scopes, render


def install(edit: Edit, scopes: Callable[[], Scopes]) -> "Installed":
    """Let `edit` offer variables, explain them under the mouse, and, a line edit, mark them.

    `scopes` is asked whenever the variables are needed; what it raises as LibraryError is told
    where the mouse asks. A text edit's marks are its owner's: `selections` makes them. The answer
    belongs to `edit`.
    """
    return Installed(edit, scopes)


class Installed(QObject):
    def __init__(self, edit: Edit, scopes: Callable[[], Scopes]) -> None:
        super().__init__(edit)
        self._edit = edit
        self._scopes = scopes
        self._composing = False
        """Whether an input method has text that is not yet the editor's."""
        self._marking = False
        self.completer = VariableCompleter(edit, self._known)
        canvas(edit).installEventFilter(self)
        if isinstance(edit, QLineEdit):
            edit.textChanged.connect(self.refresh)
            theme.notifier().changed.connect(self.refresh)
            self.refresh()

    def refresh(self) -> None:
        """Mark a line edit's variables anew: another environment was chosen, or one has changed."""
        edit = self._edit
        if not isinstance(edit, QLineEdit) or self._composing or self._marking:
            return
        self._marking = True
        try:
            mark_line(edit, render(edit.text(), self._scopes(), Draw(Counters())).uses)
        except LibraryError:
            mark_line(edit, ())  # it is not known which are known
        finally:
            self._marking = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._show_tip(event)
        if isinstance(event, QInputMethodEvent) and not self._marking:
            self._composing = bool(event.preeditString())
        return False

    def _known(self) -> Scopes:
        try:
            return self._scopes()
        except LibraryError:
            return Scopes()

    def _show_tip(self, event: QHelpEvent) -> bool:
        line, place = under(self._edit, event.pos())
        try:
            words = tip(line, place, self._scopes())
        except LibraryError as error:
            words = str(error)
        if words:
            QToolTip.showText(event.globalPos(), plain_tip(words), canvas(self._edit), QRect())
        return bool(words)
