"""What line edits and text edits have in common: a cursor in a line of text.

Qt counts places in UTF-16 code units, Python in code points; here they are translated.
"""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

Edit = QLineEdit | QPlainTextEdit


def around_cursor(edit: Edit) -> tuple[str, str]:
    """The cursor's line: what is before it, and what after."""
    if isinstance(edit, QLineEdit):
        return _cut(edit.text(), edit.cursorPosition())
    cursor = edit.textCursor()
    return _cut(cursor.block().text(), cursor.positionInBlock())


def replace(edit: Edit, before: str, after: str, text: str) -> None:
    """Put `text` in place of what is `before` and `after` the cursor; it can be undone."""
    back, forth = units(before), units(after)
    if isinstance(edit, QLineEdit):
        edit.setSelection(edit.cursorPosition() - back, back + forth)
        edit.insert(text)
        return
    cursor = edit.textCursor()
    place = cursor.position()
    cursor.setPosition(place - back)
    cursor.setPosition(place + forth, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)
    edit.setTextCursor(cursor)


def drop_selection(edit: Edit) -> None:
    """Delete what is selected, such as the rest that a completer of whole lines suggests."""
    if isinstance(edit, QLineEdit):
        if edit.hasSelectedText():
            edit.del_()
    else:
        edit.textCursor().removeSelectedText()


def cursor_box(edit: Edit) -> QRect:
    """Where the cursor is on the screen."""
    if isinstance(edit, QLineEdit):
        box = edit.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        return QRect(edit.mapToGlobal(box.topLeft()), box.size())
    box = edit.cursorRect()
    return QRect(edit.viewport().mapToGlobal(box.topLeft()), box.size())


def canvas(edit: Edit) -> QWidget:
    """The widget that gets the events of the mouse."""
    return edit if isinstance(edit, QLineEdit) else edit.viewport()


def under(edit: Edit, point: QPoint) -> tuple[str, int]:
    """The line under `point` of the canvas, and the place in it: the nearest gap between two
    characters. -1 where there is nothing but room."""
    if isinstance(edit, QLineEdit):
        text = edit.text()
        return text, len(_cut(text, edit.cursorPositionAt(point))[0])
    cursor = edit.cursorForPosition(point)
    text = cursor.block().text()
    box = edit.cursorRect(cursor)
    if not box.adjusted(-box.height(), 0, box.height(), 0).contains(point):
        return text, -1
    return text, len(_cut(text, cursor.positionInBlock())[0])


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def _cut(text: str, place: int) -> tuple[str, str]:
    """`text` in two at `place`, which is in UTF-16 code units."""
    if not text.isascii() and max(text) > "\uffff":
        wide = text.encode("utf-16-le", "surrogatepass")
        place = len(wide[: 2 * place].decode("utf-16-le", "surrogatepass"))
    return text[:place], text[place:]
