"""Forms give back what they were shown, and tell of what a person changes."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from inspector.automation.actions import (
    CloseConnection,
    Mark,
    Notify,
    Pause,
    Ping,
    Reply,
    SetVariable,
    Stop,
)
from inspector.library.match import Match
from inspector.library.rule import AnyAction
from inspector.sending.context import Context
from inspector.ui.forms.actions import Actions
from inspector.ui.forms.match_form import MatchForm
from inspector.ui.forms.ordered_list import OrderedList
from inspector.ui.forms.sources import KnownPaths, Paths

W = TypeVar("W", bound=QWidget)
PATHS = Paths(KnownPaths(None, ["Auth/answer", "ping"]), KnownPaths(None, ["demo"]))

ACTIONS: tuple[AnyAction, ...] = (
    SetVariable(name="token", json_path="$.token"),
    SetVariable(name="nonce", group="2"),
    SetVariable(name="count", value=7),
    SetVariable(name="text"),
    Reply(template="Auth/answer"),
    Ping(payload="p"),
    Mark(colour="purple"),
    Notify(text="look"),
    Pause(),
    Stop(),
    CloseConnection(code=4000, reason="enough"),
)


def shown(qtbot: QtBot, widget: W) -> W:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_every_action_is_given_back_as_it_was(qtbot: QtBot) -> None:
    actions = shown(qtbot, Actions(PATHS))
    actions.set_value(ACTIONS)
    assert actions.value() == ACTIONS
    actions.set_value(ACTIONS[3:5])
    assert actions.value() == ACTIONS[3:5]


def test_actions_are_added_filled_in_moved_and_removed(qtbot: QtBot) -> None:
    actions = shown(qtbot, Actions(PATHS))
    changed = QSignalSpy(actions.changed)
    menu = actions.findChild(QWidget, "addActionButton").menu()
    for title in ("Set variable", "Reply with"):
        next(action for action in menu.actions() if action.text() == title).trigger()
    assert actions.value() == (SetVariable(name="", json_path="$"), Reply(template=""))
    QTest.keyClicks(actions.findChild(QLineEdit, "setNameEdit"), "who")
    box = actions.findChild(QComboBox, "setSourceBox")
    box.setCurrentText("regex group")
    reply = actions.findChild(QLineEdit, "replyTemplateEdit")
    reply.setText("ping")
    want = SetVariable(name="who", group="1"), Reply(template="ping")
    assert actions.value() == want
    assert changed.count() >= 6

    with qtbot.waitActive(actions):
        actions.activateWindow()
    reply.setFocus()
    QTest.keyClick(reply, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert actions.value() == want[::-1]
    QTest.mouseClick(
        actions.findChildren(QWidget, "removeActionButton")[0], Qt.MouseButton.LeftButton
    )
    assert len(actions.value()) == 1


def test_a_template_that_is_not_there_is_marked(qtbot: QtBot) -> None:
    actions = shown(qtbot, Actions(PATHS))
    actions.set_value([Reply(template="Auth/gone")])
    edit = actions.findChild(QLineEdit, "replyTemplateEdit")
    assert "no template “Auth/gone”" in edit.accessibleDescription()
    for there in ("Auth/answer", "answer"):
        edit.setText(there)
        assert edit.accessibleDescription() == ""


def test_all_templates_are_offered_with_down(qtbot: QtBot) -> None:
    actions = shown(qtbot, Actions(PATHS))
    actions.set_value([Reply(template="Auth/gone")])
    edit = actions.findChild(QLineEdit, "replyTemplateEdit")
    with qtbot.waitActive(actions):
        actions.activateWindow()
    QTest.keyClick(edit, Qt.Key.Key_Down)
    popup = edit.completer().popup()
    assert popup.isVisible()
    assert popup.model().rowCount() == 2
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert actions.value() == (Reply(template="Auth/answer"),)


@pytest.mark.parametrize(
    ("name", "written"), [("setNameEdit", "a{"), ("setPathEdit", "$."), ("setPathEdit", "id")]
)
def test_what_no_variable_can_be_set_from_is_marked(qtbot: QtBot, name: str, written: str) -> None:
    actions = shown(qtbot, Actions(PATHS))
    actions.set_value([SetVariable(name="id", json_path="$.id")])
    edit = actions.findChild(QLineEdit, name)
    assert edit.accessibleDescription() == ""
    edit.setText(written)
    assert edit.accessibleDescription()


def test_for_the_whole_text_there_is_nothing_to_fill_in(qtbot: QtBot) -> None:
    actions = shown(qtbot, Actions(PATHS))
    actions.set_value([SetVariable(name="id", group="2")])
    group = actions.findChild(QLineEdit, "setGroupEdit")
    qtbot.waitUntil(group.isVisible)
    actions.findChild(QComboBox, "setSourceBox").setCurrentText("whole text")
    assert not group.isVisible()
    assert actions.value() == (SetVariable(name="id"),)


@pytest.mark.parametrize(
    ("match", "said"),
    [
        (Match(regex="(a"), "The regex, at character 3"),
        (Match(json_path="$.["), "The JSONPath"),
        (Match(contains="{{missing}}"), "missing"),
        (Match(type="close", contains="1000", regex="a+", json_path="$.a", equals=True), ""),
    ],
)
def test_a_match_is_judged_while_it_is_typed(qtbot: QtBot, match: Match, said: str) -> None:
    form = shown(qtbot, MatchForm(Context()))
    form.set_value(match)
    assert form.value() == match
    assert said in form.problem.text()
    assert (form.matcher is None) == bool(said)


def test_rows_are_moved_by_the_keyboard(qtbot: QtBot) -> None:
    rows = shown(qtbot, OrderedList("rows", "Rows", ["Row"]))
    rows.set_count(3)
    with qtbot.waitActive(rows):
        rows.activateWindow()
    rows.setFocus()
    moved, removed = QSignalSpy(rows.moved), QSignalSpy(rows.remove_requested)
    rows.row = 1
    QTest.keyClick(rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    rows.row = 2
    QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    added = QSignalSpy(rows.add_requested)
    QTest.keyClick(rows, Qt.Key.Key_Insert)
    assert added.count() == 1
    assert [moved.at(n) for n in range(moved.count())] == [[1, 0], [1, 2]]
    assert removed.count() == 1
    rows.row = 9
    assert rows.row == 2
    rows.set_count(0)
    assert rows.row == -1
