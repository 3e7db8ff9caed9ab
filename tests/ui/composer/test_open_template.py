"""Which template is open, whether it was changed, and what is kept across restarts."""

import json

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from inspector.library import Template
from inspector.library.send_as import Repeat, SendAs
from inspector.ui.composer.state import State, from_dict
from tests.support.composer_desk import Desk

SIGN_IN = Template(
    name="sign in",
    folder="Exchange/Auth",
    description="first of all",
    kind="json",
    content='{"op": "auth"}\r\n',
    send_as=SendAs(mode="message", size=5),
    repeat=Repeat(interval=2),
)


def opened(desk: Desk) -> str:
    label = desk.find(QLabel, "openTemplateLabel")
    return label.text() if label.isVisible() else ""


def words(action: QAction) -> str:
    return action.text().replace("&", "").partition("\t")[0]


def action(desk: Desk, text: str):
    menu = desk.find(QMenu, "templateMenu")
    return next(action for action in menu.actions() if words(action) == text)


def test_a_template_is_open_and_tells_of_changes(desk: Desk) -> None:
    assert opened(desk) == ""
    desk.composer.use_template(SIGN_IN)
    assert opened(desk) == "sign in"
    assert not desk.composer.is_modified
    assert desk.composer.content() == ("json", '{"op": "auth"}\r\n')
    assert desk.composer.submission().repeat == Repeat(interval=2)
    assert desk.composer.submission().title == "sign in"
    desk.type("[]")
    assert opened(desk) == "• sign in"
    assert desk.composer.is_modified
    saved = desk.composer.template(SIGN_IN.name, SIGN_IN.folder, SIGN_IN.description)
    desk.composer.keep_template(saved)
    assert opened(desk) == "sign in"
    desk.composer._choices.choose(SendAs(), None)
    assert opened(desk) == "• sign in"


def test_the_button_saves_over_what_is_open_and_asks_for_a_name_else(desk: Desk) -> None:
    over, under = (
        QSignalSpy(desk.composer.save_requested),
        QSignalSpy(desk.composer.save_template_requested),
    )
    button = desk.find(QPushButton, "saveTemplateButton")
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (over.count(), under.count()) == (0, 1)
    desk.composer.use_template(SIGN_IN)
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (over.count(), under.count()) == (1, 1)
    action(desk, "Save as template…").trigger()
    assert (over.count(), under.count()) == (1, 2)


def test_revert_and_leave(desk: Desk) -> None:
    reverted = QSignalSpy(desk.composer.revert_requested)
    assert not action(desk, "Leave the template").isEnabled()
    desk.composer.use_template(SIGN_IN)
    assert not action(desk, "Revert to what was saved").isEnabled()
    desk.type("[]")
    action(desk, "Revert to what was saved").trigger()
    assert reverted.count() == 1
    action(desk, "Leave the template").trigger()
    assert opened(desk) == ""
    assert desk.composer.content() == ("json", "[]")


def test_a_message_of_the_log_leaves_the_template(desk: Desk) -> None:
    desk.composer.use_template(SIGN_IN)
    desk.composer.take("text", "received")
    assert desk.composer.open_template is None
    assert desk.composer.submission()[:4] == ("text", "received", SendAs(), None)


def test_what_is_written_comes_back_after_a_restart(desk: Desk) -> None:
    desk.composer.use_template(SIGN_IN)
    desk.type('{"op": "auth", "n": {{n}}}')
    state = json.loads(json.dumps(desk.composer.state()))
    assert state["template"] == "Exchange/Auth/sign in"
    before = desk.composer.submission()
    desk.composer.take("text", "")
    desk.composer.set_state(state, SIGN_IN)
    assert desk.composer.submission() == before
    assert opened(desk) == "• sign in"


def test_a_change_is_one_of_what_was_there_whatever_is_there_after_a_restart(desk: Desk) -> None:
    """So that saving it does not write over what somebody else changed meanwhile."""
    desk.composer.use_template(SIGN_IN)
    desk.type('{"op": "mine"}')
    state = json.loads(json.dumps(desk.composer.state()))
    for there in (replace(SIGN_IN, content='{"op": "theirs"}'), None):
        desk.composer.take("text", "")
        desk.composer.set_state(state, there)
        assert desk.composer.open_template == SIGN_IN
        assert desk.composer.content() == ("json", '{"op": "mine"}')
        assert desk.composer.is_modified


def test_what_nobody_changed_follows_its_file_after_a_restart(desk: Desk) -> None:
    desk.composer.use_template(SIGN_IN)
    state = json.loads(json.dumps(desk.composer.state()))
    theirs = replace(SIGN_IN, content='{"op": "theirs"}')
    desk.composer.set_state(state, theirs)
    assert desk.composer.content() == ("json", '{"op": "theirs"}')
    assert not desk.composer.is_modified
    desk.composer.set_state(state)
    assert desk.composer.content() == ("json", SIGN_IN.content)
    assert desk.composer.open_template is None


@pytest.mark.parametrize(
    "state", [{}, {"kind": "nonsense"}, {"content": 7}, {"send_as": {"mode": "x"}}]
)
def test_what_is_no_state_is_an_empty_composer(state: dict[str, object]) -> None:
    assert from_dict(state) == State()


def test_an_empty_composer_says_nothing() -> None:
    assert State().to_dict() == {}
