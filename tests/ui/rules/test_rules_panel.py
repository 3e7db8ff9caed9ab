"""Rules in the window: made with mouse and keyboard, at work at once, kept with the endpoint."""

import asyncio
import threading
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)

from inspector.automation.actions import Mark, Notify, Reply, SetVariable, Stop
from inspector.events import ReadyState
from inspector.library import Endpoint, Template
from inspector.library.match import Match
from inspector.library.rule import Rule
from inspector.ui.forms.ordered_list import OrderedList
from inspector.ui.main_window import MainWindow
from inspector.ui.rules import panel
from inspector.ui.rules.trial import trial
from inspector.ui.session_tab import SessionTab
from tests.support.app import back, click, dialog, find, retype, running_window, until
from tests.support.rude_server import Peer, rude_server

W = TypeVar("W", bound=QWidget)

CHALLENGE = b'{"op":"challenge","nonce":"abc"}'
ANSWER = Template(name="answer", folder="Auth", kind="json", content='{"answer": "{{nonce}}"}')


def text(payload: bytes) -> bytes:
    return bytes((0x81, len(payload))) + payload


async def until_close(peer: Peer) -> None:
    """Read on, and answer the Close frame."""
    while (await peer.read_frame())[0] != 8:
        pass
    await peer.send(b"\x88\x00")


async def accept(peer: Peer) -> None:
    await peer.accept()
    await until_close(peer)


async def opened(window: MainWindow, url: str, *rules: Rule) -> SessionTab:
    workspace = window.library.workspace
    workspace.templates.save(ANSWER)
    workspace.endpoints.save(Endpoint(name="feed", url=url, rules=rules))
    window.connect_endpoint(workspace.endpoints.get("feed"))
    tab = window.tabs.current
    await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
    window.commands["rules"].trigger()
    return tab


def rows(tab: SessionTab) -> list[tuple[str, ...]]:
    listed = find(tab, OrderedList, "ruleList")
    return [
        (listed.item(n).text(0), listed.item(n).text(1)) for n in range(listed.topLevelItemCount())
    ]


async def add_action(tab: SessionTab, title: str, field: str) -> None:
    menu = find(tab, QPushButton, "addActionButton").menu()
    next(action for action in menu.actions() if action.text() == title).trigger()
    await until(lambda: tab.area.findChild(QWidget, field).isVisible(), field)


async def test_a_rule_made_in_the_window_answers_a_challenge(tmp_path: Path) -> None:
    ready = asyncio.Event()
    answered: list[tuple[int, bytes]] = []

    async def challenge(peer: Peer) -> None:
        await peer.accept()
        await ready.wait()
        await peer.send(text(CHALLENGE))
        answered.append(await peer.read_frame())
        await until_close(peer)

    async with rude_server(challenge) as server, running_window(tmp_path) as window:
        tab = await opened(window, server.url)
        click(find(tab, QToolButton, "addRuleButton"))
        retype(find(tab, QLineEdit, "ruleNameEdit"), "answer it")
        retype(find(tab, QLineEdit, "matchPathEdit"), "$.op")
        retype(find(tab, QLineEdit, "matchEqualsEdit"), "challenge")
        await add_action(tab, "Set variable", "setNameEdit")
        retype(find(tab, QLineEdit, "setNameEdit"), "nonce")
        find(tab, QComboBox, "setSourceBox").setCurrentText("JSONPath")
        retype(find(tab, QLineEdit, "setPathEdit"), "$.nonce")
        await add_action(tab, "Reply with", "replyTemplateEdit")
        retype(find(tab, QLineEdit, "replyTemplateEdit"), "Auth/answer")
        await add_action(tab, "Mark row", "markColourBox")
        find(tab, QComboBox, "markColourBox").setCurrentText("green")
        rule = Rule(
            name="answer it",
            when=Match(json_path="$.op", equals="challenge"),
            then=(
                SetVariable(name="nonce", json_path="$.nonce"),
                Reply(template="Auth/answer"),
                Mark(colour="green"),
            ),
        )
        await until(lambda: tab.rules.rules == (rule,), "the rule at work")

        ready.set()
        await until(lambda: answered, "the answer")
        assert answered == [(1, b'{"answer": "abc"}')]
        await until(lambda: rows(tab) == [("answer it", "1 time")], "how often it fired")
        [(seq, (colour, *_))] = tab.session.recording.notes().items()
        assert colour == "green"
        tab.log.select_seq(seq)
        trial = find(tab.area, QWidget, "ruleForm").findChild(QLabel, "ruleTrial")
        await until(lambda: trial.text() == f"Matches #{seq}; nonce = abc", "the trial")
        assert tab.log.model.note(tab.log.model.view_row_of(seq)).colour == "green"

        click(find(tab, QPushButton, "saveRulesButton"))
        store = window.library.workspace.endpoints
        await until(lambda: store.get("feed").rules == (rule,), "the file")
        save = find(tab, QPushButton, "saveRulesButton")
        await until(lambda: not save.isEnabled(), "nothing left to save")


async def test_a_rule_that_fires_itself_is_stopped_and_goes_on_when_asked(tmp_path: Path) -> None:
    async def echo(peer: Peer) -> None:
        await peer.accept(then=text(b"x"))
        opcode = 1
        while opcode != 8:
            opcode, payload = await peer.read_frame()
            await peer.send(bytes((0x80 | opcode, len(payload))) + payload)

    loop = Rule(name="loop", then=(Reply(template="x"),), limit=3)
    async with rude_server(echo) as server, running_window(tmp_path) as window:
        window.library.workspace.templates.save(Template(name="x", kind="text", content="x"))
        tab = await opened(window, server.url, loop)
        await until(lambda: rows(tab) == [("loop", "stopped")], "the rule stopped")
        assert "fired more than 3 times" in find(tab, QLabel, "ruleProblem").text()
        [running] = tab.rules.runner.rules
        fired = running.fired
        click(find(tab, QPushButton, "resumeRulesButton"))
        assert rows(tab) == [("loop", f"{fired} times")]
        assert not tab.area.findChild(QPushButton, "resumeRulesButton").isVisible()
        await tab.session.websocket.send("x")
        await until(lambda: running.fired > fired and running.stopped, "stopped again")


async def test_rules_that_one_of_them_stopped_say_so_until_they_are_resumed(tmp_path: Path) -> None:
    async def say(peer: Peer) -> None:
        await peer.accept(then=text(b"halt"))
        await until_close(peer)

    rules = Rule(name="calm"), Rule(name="halt", then=(Stop(),))
    async with rude_server(say) as server, running_window(tmp_path) as window:
        tab = await opened(window, server.url, *rules)
        problem = tab.area.findChild(QLabel, "ruleProblem")
        await until(lambda: "All rules are stopped" in problem.text(), "what happened")
        click(find(tab, QPushButton, "resumeRulesButton"))
        assert problem.text() == ""


async def test_rules_are_switched_moved_copied_and_removed(tmp_path: Path) -> None:
    async with rude_server(accept) as server, running_window(tmp_path) as window:
        tab = await opened(window, server.url, *(Rule(name=name) for name in "abc"))
        listed = find(tab, OrderedList, "ruleList")
        listed.setFocus()
        listed.row = 1
        QTest.keyClick(listed, Qt.Key.Key_Space)
        assert [rule.enabled for rule in tab.rules.rules] == [True, False, True]
        QTest.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert [rule.name for rule in tab.rules.rules] == ["b", "a", "c"]
        assert [rule.enabled for rule in tab.rules.rules] == [False, True, True]
        click(find(tab, QToolButton, "copyRuleButton"))
        assert [rule.name for rule in tab.rules.rules] == ["b", "b 2", "a", "c"]
        click(find(tab, QToolButton, "removeRuleButton"))
        listed.row = 2
        QTest.keyClick(listed, Qt.Key.Key_Delete)
        assert [rule.name for rule in tab.rules.rules] == ["b", "a"]
        # What was typed last is not lost by going elsewhere at once.
        retype(find(tab, QLineEdit, "ruleNameEdit"), "z")
        listed.row = 0
        assert [rule.name for rule in tab.rules.rules] == ["b", "z"]
        assert find(tab, QLineEdit, "ruleNameEdit").text() == "b"


async def test_rules_that_somebody_else_wrote_are_not_written_over_unasked(
    tmp_path: Path,
) -> None:
    async with rude_server(accept) as server, running_window(tmp_path) as window:
        tab = await opened(window, server.url, Rule(name="mine"))
        store = window.library.workspace.endpoints
        theirs = replace(store.get("feed"), rules=(Rule(name="theirs"),), description="theirs")
        store.save(theirs, replace=True)
        retype(find(tab, QLineEdit, "ruleNameEdit"), "edited")
        button = find(tab, QPushButton, "saveRulesButton")
        await until(button.isEnabled, "something to save")
        click(button)
        box = await dialog(window, QMessageBox)
        assert "somebody else" in box.text() + box.informativeText()
        assert store.get("feed") == theirs
        QTest.keyClick(box, Qt.Key.Key_Return)
        await back(window, box)
        click(button)
        mine = replace(theirs, rules=(Rule(name="edited"),))
        await until(lambda: store.get("feed") == mine, "the file")
        await until(lambda: not button.isEnabled(), "nothing left to save")


async def test_saving_waits_for_no_disk_and_is_no_change_from_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that answers late; what is typed meanwhile stays."""
    async with rude_server(accept) as server, running_window(tmp_path) as window:
        tab = await opened(window, server.url, Rule(name="mine"))
        store = window.library.workspace.endpoints
        outside: list[str] = []
        window.keeper.changed_outside.connect(lambda _, path: outside.append(path))
        threads: list[threading.Thread] = []
        go_on, save = threading.Event(), type(store).save

        def slow_save(*arguments, **options):
            threads.append(threading.current_thread())
            assert go_on.wait(20)
            return save(*arguments, **options)

        monkeypatch.setattr(type(store), "save", slow_save)
        retype(find(tab, QLineEdit, "ruleNameEdit"), "first")
        button = find(tab, QPushButton, "saveRulesButton")
        await until(button.isEnabled, "something to save")
        click(button)
        await until(lambda: threads, "the thread that saves")
        retype(find(tab, QLineEdit, "ruleNameEdit"), "second")
        go_on.set()
        await until(lambda: store.get("feed").rules == (Rule(name="first"),), "the file")
        await until(lambda: tab.connector.saved.rules == (Rule(name="first"),), "it is known")
        assert threads == [threads[0]] != [threading.main_thread()]
        assert tab.rules.rules == (Rule(name="second"),)
        await until(button.isEnabled, "the second to be saved")
        click(button)
        await until(lambda: store.get("feed").rules == (Rule(name="second"),), "the file again")
        await window.keeper.refresh()
        assert outside == []


async def test_a_rule_is_tried_again_only_when_its_answer_may_be_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[threading.Thread] = []

    def counted(*arguments):
        tries.append(threading.current_thread())
        return trial(*arguments)

    monkeypatch.setattr(panel, "trial", counted)
    plain = Rule(name="plain", when=Match(contains="{"))
    varied = Rule(name="varied", when=Match(contains="{{word}}"))

    async def tell(peer: Peer) -> None:
        await peer.accept(then=text(CHALLENGE))
        await until_close(peer)

    async with rude_server(tell) as server, running_window(tmp_path) as window:
        tab = await opened(window, server.url, plain, varied)
        said = tab.area.rules.form.trial
        await until(lambda: tab.session.recording.totals.messages_received == 1, "a message")
        recording, context = tab.session.recording, tab.context.context
        seq = next(e.seq for e in recording.entries() if getattr(e.event, "opcode", 0) == 1)
        tab.refresh()  # the log may not have the latest rows yet
        tab.log.select_seq(seq)
        await until(lambda: said.text().startswith("Matches"), "the answer")
        assert threading.main_thread() not in tries
        tries.clear()
        for number in range(20):
            context.set("word", number)
            await asyncio.sleep(0.01)
        assert tries == [], "there is no variable in it"
        context.set("word", "nonce")
        find(tab, OrderedList, "ruleList").row = 1
        await until(lambda: said.text().startswith("Matches"), "the other's answer")
        tries.clear()
        for number in range(30):
            context.set("word", f"x{number}")
            await asyncio.sleep(0.005)
        await until(lambda: said.text().startswith("Does not match"), "with other values")
        assert len(tries) <= 10, "not with each value"
        context.set("word", "nonce")
        await until(lambda: said.text().startswith("Matches"), "the latest value, too")


async def test_rules_follow_their_file_where_nobody_edited_them_here(tmp_path: Path) -> None:
    async with rude_server(accept) as server, running_window(tmp_path) as window:
        tab = await opened(window, server.url, Rule(name="before"))
        store = window.library.workspace.endpoints

        async def somebody_writes(name: str) -> None:
            there = store.get("feed")
            store.save(replace(there, rules=(Rule(name=name),)), replace=True)
            await window.keeper.refresh()

        await somebody_writes("theirs")
        assert tab.rules.rules == (Rule(name="theirs"),)
        await until(lambda: rows(tab)[0][0] == "theirs", "the list")
        assert not find(tab, QPushButton, "saveRulesButton").isEnabled()
        QTest.keyClick(find(tab, OrderedList, "ruleList"), Qt.Key.Key_Space)
        await somebody_writes("others")
        assert tab.rules.rules == (Rule(name="theirs", enabled=False),), "it was edited here"


async def test_rules_that_an_endpoint_brings_are_shown_and_not_edited_by_the_form_before(
    tmp_path: Path,
) -> None:
    async with rude_server(accept) as server, running_window(tmp_path) as window:
        tab = await opened(window, server.url, Rule(name="before"))
        name = find(tab, QLineEdit, "ruleNameEdit")
        retype(name, "half-typed")
        other = Rule(name="other", when=Match(contains="x"))
        tab.rules.runner.replace([other])
        await until(lambda: name.text() == "other", "the form of the other rule")
        find(tab, OrderedList, "ruleList").row = 0
        click(find(tab, QToolButton, "addRuleButton"))
        assert tab.rules.rules == (other, Rule(name="rule 2"))
        QTest.keyClicks(name, "its name")
        assert name.text() == "its name", "what is typed replaces the name"
        tab.rules.runner.replace([])
        await until(lambda: not name.isVisible(), "no form where there is no rule")
        assert not find(tab, QToolButton, "copyRuleButton").isEnabled()
        assert not find(tab, QToolButton, "removeRuleButton").isEnabled()


async def test_looking_at_a_rule_changes_nothing_that_a_field_cannot_show(tmp_path: Path) -> None:
    rules = Rule(name="lines", when=Match(contains="a\nb")), Rule(name="other")
    async with rude_server(accept) as server, running_window(tmp_path) as window:
        tab = await opened(window, server.url, *rules)
        listed = find(tab, OrderedList, "ruleList")
        for row in (1, 0, 1):
            listed.row = row
        assert tab.rules.rules == rules
        assert not find(tab, QPushButton, "saveRulesButton").isEnabled()


async def test_rules_that_were_not_saved_come_back_with_their_tab(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        window.tabs.current.rules.replace([Rule(name="kept", enabled=False)])
        window.tabs.current.area.rules_edited.emit()
    async with running_window(tmp_path) as window:
        assert window.tabs.current.rules.rules == (Rule(name="kept", enabled=False),)


async def test_a_notice_is_shown_and_leads_to_its_message(tmp_path: Path) -> None:
    async def tell(peer: Peer) -> None:
        await peer.accept(then=text(b"one") + text(b"two"))
        await until_close(peer)

    rule = Rule(name="look", then=(Notify(text="look here"),))
    async with rude_server(tell) as server, running_window(tmp_path) as window:
        tab = await opened(window, server.url, rule)
        strip = tab.rules.notices
        await until(lambda: "2 notices" in strip.text, "the notices")
        assert "look here" in strip.text
        click(find(tab, QPushButton, "ruleNoticeButton"))
        assert tab.details is not None
        assert not strip.isVisible()
        message = tab.session.recording.entry(tab.log.current_seq).event
        assert message.payload == b"two"
