"""What is offered while an expression is typed, and the tooltip that tells the language."""

import html
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractItemView

from inspector.filtering import KEYS, parse
from inspector.ui.log.expression_edit import ExpressionEdit
from inspector.ui.log.expression_hints import ExpressionHints, cheat_sheet


@pytest.fixture
def edit(qtbot) -> Iterator[ExpressionEdit]:
    edit = ExpressionEdit("edit")
    qtbot.addWidget(edit)
    edit.resize(300, 30)
    edit.show()
    edit.activateWindow()
    edit.setFocus()
    yield edit
    hints(edit).popup().hide()


def hints(edit: ExpressionEdit) -> ExpressionHints:
    completer = edit.completer()
    assert isinstance(completer, ExpressionHints)
    return completer


def offers(edit: ExpressionEdit) -> list[str]:
    """What the list on the screen says."""
    model = hints(edit).completionModel()
    if not hints(edit).is_shown:
        return []
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose_first(edit: ExpressionEdit) -> None:
    popup: QAbstractItemView = hints(edit).popup()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)


def test_a_key_and_then_its_words(edit):
    QTest.keyClicks(edit, "abc -di")
    assert offers(edit)[:3] == ["dir:  received or sent", "dir:in", "dir:received"]
    choose_first(edit)
    assert edit.text() == "abc -dir:"
    QTest.keyClicks(edit, "ou")
    assert offers(edit) == ["dir:out"]
    choose_first(edit)
    assert edit.text() == "abc -dir:out"


def test_a_word_is_a_way_to_its_key(edit):
    QTest.keyClicks(edit, "(PING")
    assert offers(edit)[0] == "type:ping"
    choose_first(edit)
    assert edit.text() == "(type:ping"


@pytest.mark.parametrize("typed", ["t", "abc ", "xyzzy", "type:ping "])
def test_no_offers_where_there_is_nothing_to_say(edit, typed):
    QTest.keyClicks(edit, typed)
    assert offers(edit) == []


def test_no_offers_for_what_stands_in_the_middle(edit):
    edit.setText("x type:ping")
    edit.setCursorPosition(1)
    QTest.keyClicks(edit, "y")
    assert offers(edit) == []


def test_escape_takes_the_offers_away_and_nothing_else(edit):
    QTest.keyClicks(edit, "type:pi")
    QTest.keyClick(hints(edit).popup(), Qt.Key.Key_Escape)
    assert (edit.text(), offers(edit)) == ("type:pi", [])


def test_enter_takes_an_offer_only_where_one_is_chosen(edit):
    entered = QSignalSpy(edit.entered)
    QTest.keyClicks(edit, "type:pi")
    choose_first(edit)
    assert (edit.text(), entered.count()) == ("type:ping", 0)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, "g")
    assert offers(edit) == ["type:ping"]
    QTest.keyClick(hints(edit).popup(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert entered.at(0) == [-1]
    assert offers(edit) == []


def test_everything_that_is_offered_is_right(edit):
    model = hints(edit).model()
    written = [
        model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())
    ]
    for expression in written:
        if not expression.endswith(":"):
            parse(expression)
    assert {key for key in written if key.endswith(":")} == {f"{name}:" for name in KEYS}


def test_the_tooltip_tells_every_key():
    tip = cheat_sheet()
    for key in KEYS.values():
        assert f"{key.name}:" in tip
        assert html.escape(key.about) in tip
    assert "size:&gt;1k" in tip
