import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from inspector.ui.variables.edits import (
    Edit,
    around_cursor,
    canvas,
    cursor_box,
    drop_selection,
    replace,
    under,
    units,
)


@pytest.fixture(params=[QLineEdit, QPlainTextEdit])
def edit(request, qtbot) -> Edit:
    edit = request.param()
    qtbot.addWidget(edit)
    edit.resize(400, 100)
    edit.show()
    return edit


def write(edit: Edit, text: str, place: int) -> None:
    """`text` with the cursor at `place`, in UTF-16 code units."""
    if isinstance(edit, QLineEdit):
        edit.setText(text)
        edit.setCursorPosition(place)
    else:
        edit.setPlainText(text)
        cursor = edit.textCursor()
        cursor.setPosition(place)
        edit.setTextCursor(cursor)


def text(edit: Edit) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


@pytest.mark.parametrize(("place", "before"), [(0, ""), (1, "a"), (3, "a😀"), (5, "a😀é!")])
def test_around_the_cursor(edit, place, before):
    write(edit, "a😀é!", place)
    assert around_cursor(edit) == (before, "a😀é!"[len(before) :])


def test_a_text_edit_has_lines(qtbot):
    edit = QPlainTextEdit()
    qtbot.addWidget(edit)
    write(edit, "one\n😀two\nthree", 7)
    assert around_cursor(edit) == ("😀t", "wo")


def test_what_is_around_the_cursor_is_replaced_and_comes_back(edit):
    write(edit, "😀{{ho😀st}} x", 8)
    assert around_cursor(edit)[0].endswith("{{ho😀")
    replace(edit, "ho😀", "st}}", "né😀w}}")
    assert text(edit) == "😀{{né😀w}} x"
    assert around_cursor(edit)[0] == "😀{{né😀w}}"
    edit.undo()
    assert text(edit) == "😀{{ho😀st}} x"


def test_the_selected_rest_goes(edit):
    write(edit, "abc", 3)
    drop_selection(edit)
    assert text(edit) == "abc"
    edit.selectAll()
    drop_selection(edit)
    assert text(edit) == ""


def test_the_cursor_is_found_on_the_screen(edit):
    write(edit, "some text", 4)
    box = cursor_box(edit)
    assert box.height() > 5
    place = canvas(edit).mapFromGlobal(box.center())
    assert under(edit, place) == ("some text", 4)


def test_beside_the_text_of_a_text_edit_there_is_nothing(qtbot):
    edit = QPlainTextEdit("short")
    qtbot.addWidget(edit)
    edit.resize(400, 100)
    edit.show()
    assert under(edit, QPoint(300, 10)) == ("short", -1)
    assert under(edit, QPoint(10, 90)) == ("short", -1)


def test_units():
    assert [units(text) for text in ("", "aé", "a😀", "\ud800")] == [0, 2, 3, 1]
