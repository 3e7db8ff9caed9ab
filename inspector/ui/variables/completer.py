"""Offers variables while `{{` is typed."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from inspector.ui.variables.edits import (
    Edit,
    around_cursor,
    cursor_box,
    drop_selection,
    replace,
)
from inspector.ui.variables.offers import Offer, begun, offers, rest
from inspector.ui.variables.popup import VariablePopup
from inspector.variables import Scopes

_PAGE = 9
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_PAGE,
    Qt.Key.Key_PageDown: _PAGE,
}
_TAKE = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ENDS = (QEvent.Type.FocusOut, QEvent.Type.Hide)
_WINDOW_ENDS = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowDeactivate)


class VariableCompleter(QObject):
    """While its list is open, arrows choose, Tab and Enter take, Escape closes it for this name.
    While it is closed, every key is the editor's."""

    def __init__(self, edit: Edit, scopes: Callable[[], Scopes]) -> None:
        super().__init__(edit)
        self._edit = edit
        self._scopes = scopes
        self._typed = False
        """Whether what changes now was done by a person's key."""
        self._dismissed = ""
        """What stood before the name whose list was closed with Escape."""
        self._watched: list[QWidget] = [edit]
        box = edit.parentWidget()
        if isinstance(edit, QLineEdit) and isinstance(box, QComboBox):
            self._watched.append(box)  # it has the focus and gets the keys of its editor
        for widget in self._watched:
            widget.installEventFilter(self)
        edit.textChanged.connect(self._on_changed)
        edit.cursorPositionChanged.connect(self._on_changed)

    @cached_property
    def _popup(self) -> VariablePopup:
        """Built when there is something to offer for the first time."""
        popup = VariablePopup(self._edit)
        popup.taken.connect(self._take)
        return popup

    @property
    def is_open(self) -> bool:
        return "_popup" in vars(self) and self._popup.isVisible()

    def close(self) -> None:
        """Take the list away."""
        if self.is_open:
            self._popup.hide()
            self._watch_window(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent):
            if kind == QEvent.Type.ShortcutOverride and self._takes(event):
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress:
                return self._on_key(event)
            self._typed = False
        elif isinstance(event, QInputMethodEvent):
            self._typed = self._typed or bool(event.commitString())
        elif self.is_open and kind in (_ENDS if watched in self._watched else _WINDOW_ENDS):
            self.close()
        return False

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether a key is the list's."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = (*_MOVES, *_TAKE, Qt.Key.Key_Escape)
        return self.is_open and plain and event.key() in keys

    def _on_key(self, event: QKeyEvent) -> bool:
        if not self._takes(event):
            if not self._head():
                self._dismissed = ""
            erases = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
            self._typed = erases or (event.text() != "" and event.text().isprintable())
            return False
        if event.key() in _TAKE:
            self._take(self._popup.current)
        elif event.key() == Qt.Key.Key_Escape:
            self._dismissed = self._head()
            self.close()
        else:
            self._popup.move_choice(_MOVES[Qt.Key(event.key())])
        return True

    def _on_changed(self) -> None:
        """Text or cursor: a completer of whole lines changes both back and forth at each key."""
        if self._typed or self.is_open:
            self._offer()

    def _offer(self) -> None:
        """Show what fits, if there is anything to fit into."""
        before, after = around_cursor(self._edit)
        name = begun(before)
        if name is None or self._head() == self._dismissed:
            self.close()
            return
        fitting = offers(self._scopes(), name)
        is_written = [offer.name for offer in fitting] == [name] and rest(after) == "}}"
        if not fitting or is_written:
            self.close()
            return
        if not self.is_open:
            self._watch_window(True)
            self._quiet_others()
        self._popup.show_offers(fitting, cursor_box(self._edit))

    def _take(self, offer: Offer) -> None:
        self.close()
        drop_selection(self._edit)
        before, after = around_cursor(self._edit)
        name = begun(before) or ""
        replace(self._edit, name, rest(after), offer.name + ("}}" if offer.is_whole else ""))
        if not offer.is_whole:
            self._offer()

    def _watch_window(self, watch: bool) -> None:
        """The list stays where it is when the window goes away from under it."""
        window = self._edit.window()
        if window not in self._watched:
            (window.installEventFilter if watch else window.removeEventFilter)(self)

    def _quiet_others(self) -> None:
        """A list of whole lines would lie over this one."""
        if isinstance(self._edit, QLineEdit) and (other := self._edit.completer()):
            popup = other.popup()
            if popup is not None:
                popup.hide()

    def _head(self) -> str:
        """The line up to the name that is begun; "" without one."""
        before = around_cursor(self._edit)[0]
        name = begun(before)
        return "" if name is None else before[: len(before) - len(name)]
