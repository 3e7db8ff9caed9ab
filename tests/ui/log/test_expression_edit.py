"""The field for an expression: reading, the mark at a mistake, what was typed before."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QSignalSpy, QTest

from inspector.filtering import Everything, parse
from inspector.ui.log.expression_edit import ExpressionEdit

Key = Qt.Key


class Marks(QObject):
    """What the field tells Qt to underline: texts of its own."""

    def __init__(self, edit: ExpressionEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self.texts: list[str] = []
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent) and not event.preeditString():
            text = self._edit.text().encode("utf-16-le")
            starts = [(a.start + self._edit.cursorPosition(), a.length) for a in event.attributes()]
            self.texts = [text[2 * s : 2 * (s + n)].decode("utf-16-le") for s, n in starts]
        return False


@pytest.fixture
def edit(qtbot) -> Iterator[ExpressionEdit]:
    edit = ExpressionEdit("edit")
    qtbot.addWidget(edit)
    edit.resize(300, 30)
    edit.show()
    edit.setFocus()
    return edit


def press(edit: ExpressionEdit, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(edit, key)


def test_it_reads_when_typing_pauses(qtbot, edit):
    with qtbot.waitSignal(edit.was_read, timeout=2000):
        QTest.keyClicks(edit, "dir:in x")
    assert (edit.term, edit.mistake) == (parse("dir:in x"), "")


def test_it_reads_once_and_at_once_when_asked(edit):
    read = QSignalSpy(edit.was_read)
    QTest.keyClicks(edit, "abc")
    assert read.count() == 0
    edit.apply()
    edit.apply()
    press(edit, Key.Key_Return)
    assert read.count() == 1


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("dir:in tpye:ping", "tpye:"),
        ("\U0001f600 é dir:sideways x", "sideways"),
        ("size:", "size:"),
        ('a "b', '"b'),
        ("(a", "(a"),
    ],
)
def test_a_mistake_is_marked_at_its_place_and_the_last_good_one_stays(edit, typed, marked):
    marks = Marks(edit)
    edit.setText("good")
    edit.apply()
    edit.setText(typed)
    edit.setCursorPosition(2)
    edit.apply()
    assert edit.term == parse("good")
    assert edit.mistake
    assert edit.accessibleDescription() == edit.mistake
    assert marks.texts == [marked]
    assert (edit.text(), edit.cursorPosition()) == (typed, 2)
    edit.clear()
    edit.apply()
    assert marks.texts == []
    assert (edit.term, edit.mistake, edit.accessibleDescription()) == (Everything(), "", "")


def test_an_input_method_is_not_disturbed(edit):
    marks = Marks(edit)
    edit.setText("type:")
    edit.inputMethodEvent(QInputMethodEvent("か", []))
    edit.apply()
    assert edit.mistake
    assert marks.texts == []


def test_up_and_down_bring_back_what_was_applied(edit):
    for expression in ("one", "two", "dir:wrong"):
        edit.setText(expression)
        press(edit, Key.Key_Return)
    edit.setText("draft")
    press(edit, Key.Key_Up)
    assert edit.text() == "two"
    press(edit, Key.Key_Up, Key.Key_Up)
    assert edit.text() == "one"
    press(edit, Key.Key_Down, Key.Key_Down, Key.Key_Down)
    assert edit.text() == "draft"


def test_escape_is_for_who_holds_the_field(edit):
    escaped = QSignalSpy(edit.escaped)
    edit.setText("x")
    press(edit, Key.Key_Escape)
    assert escaped.count() == 1
    assert edit.text() == "x"
