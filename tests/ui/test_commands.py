"""The commands by their keys: the right one, once, wherever the focus is."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QWidget,
)

from inspector.demo import DemoServer
from inspector.events import ReadyState
from inspector.library import Template
from inspector.library.send_as import Repeat
from inspector.ui.composer import Submission
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from tests.support.app import back, click, dialog, find, running_window, until

EDITORS_OWN = {"follow"}
"""Ctrl+End, which goes to the end of what is being written."""


SENT, RECEIVED = 6, 7
"""`seq` of the messages in `echoing`, after states, handshake and connect phase."""


async def echoing(window: MainWindow, server: DemoServer) -> SessionTab:
    """A tab in which `hello` was sent and came back."""
    tab = window.connect_to(server.url("/echo"))
    await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
    await tab.session.websocket.send("hello")
    await until(lambda: tab.session.recording.totals.messages_received, "the echo")
    await until(
        lambda: tab.log.model.rowCount() == tab.session.recording.row_count == RECEIVED, "rows"
    )
    tab.log.select_seq(RECEIVED)
    return tab


def press(widget: QWidget, keys: QKeySequence | str) -> None:
    widget.setFocus()
    QTest.keySequence(widget, QKeySequence(keys))


async def test_every_shortcut_does_its_command_once_wherever_the_focus_is(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        window.new_tab()
        tab = await echoing(window, server)
        done: list[str] = []
        for name, action in window.commands.items():
            action.triggered.disconnect()
            action.triggered.connect(lambda _=False, name=name: done.append(name))
        editors = [
            find(tab, QLineEdit, "urlEdit"),
            find(tab, QPlainTextEdit, "composerEdit"),
            find(tab, QLineEdit, "filterEdit"),
        ]
        others = [
            find(tab, QPlainTextEdit, "messageText"),
            find(tab, QAbstractItemView, "logView"),
            window.sidebar.findChild(QTreeWidget, "templateTree"),
        ]
        for widget in (*editors, *others):
            for name, action in window.commands.items():
                for keys in action.shortcuts():
                    done.clear()
                    press(widget, keys)
                    expected = [] if widget in editors and name in EDITORS_OWN else [name]
                    assert done == expected, f"{keys.toString()} in {widget.objectName()}"


async def test_every_command_can_be_chosen_in_a_tab_without_a_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_folders: Path
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    async with running_window(tmp_path) as window:
        for name, action in window.commands.items():
            if name in {"quit", "demo"}:
                continue
            action.trigger()
            await asyncio.sleep(0)
            for box in window.findChildren(QDialog):
                if box.isVisible():
                    box.reject()
        assert {Path(url.toLocalFile()).name for url in opened} == {
            "recordings",
            tmp_path.name,
        }
        assert all(Path(url.toLocalFile()).is_dir() for url in opened)
        assert all(tab.is_blank for tab in window.tabs.all())


async def test_ctrl_return_in_the_composer_sends_once(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await echoing(window, server)
        editor = find(tab, QPlainTextEdit, "composerEdit")
        editor.setPlainText("once")
        press(editor, "Ctrl+Return")
        await until(lambda: tab.session.recording.totals.messages_received == 2, "the echo")
        assert tab.session.recording.totals.messages_sent == 2
        assert editor.toPlainText() == "once"


async def test_ctrl_f_finds_where_the_person_is(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await echoing(window, server)
        message = find(tab, QPlainTextEdit, "messageText")
        await until(lambda: message.toPlainText() == "hello", "the message")
        log = find(tab, QAbstractItemView, "logView")
        composer = find(tab, QPlainTextEdit, "composerEdit")
        for widget, name in (
            (message, "messageFindEdit"),
            (log, "logFindEdit"),
            (composer, "composerFindEdit"),
        ):
            for keys in ("Ctrl+F", "F3"):
                press(widget, keys)
                field = find(tab, QLineEdit, name)
                assert field.hasFocus()
                QTest.keySequence(field, QKeySequence("Esc"))
                assert not field.isVisible()
                assert widget.hasFocus()


async def test_f3_goes_on_with_what_was_looked_for(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await echoing(window, server)
        log = find(tab, QAbstractItemView, "logView")
        press(log, "Ctrl+F")
        field = find(tab, QLineEdit, "logFindEdit")
        QTest.keyClicks(field, "hello")
        press(field, "Return")
        told = tab.findChild(QLabel, "logFindWords")
        await until(lambda: "2 of 2" in told.text(), "Return: the row itself is one")
        log.setFocus()
        for keys, seq in (("F3", SENT), ("F3", RECEIVED), ("Shift+F3", SENT)):
            press(log, keys)
            await until(lambda seq=seq: tab.log.current_seq == seq, f"{keys} to {seq}")
        message = find(tab, QPlainTextEdit, "messageText")
        press(message, "Ctrl+F")
        QTest.keyClicks(find(tab, QLineEdit, "messageFindEdit"), "l")
        message.setFocus()
        press(message, "F3")
        assert message.textCursor().selectionStart() == 3


async def test_ctrl_shift_f_goes_to_the_filter_and_enter_to_the_log(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await echoing(window, server)
        log = find(tab, QAbstractItemView, "logView")
        press(log, "Ctrl+Shift+F")
        field = find(tab, QLineEdit, "filterEdit")
        assert field.hasFocus()
        QTest.keyClicks(field, "hello dir:out")
        press(field, "Return")
        assert log.hasFocus()
        await until(lambda: tab.log.model.rowCount() == 1, "the filter")
        assert tab.log.current_seq == SENT


async def test_copying_from_the_log_and_from_a_text_are_two_things(tmp_path: Path) -> None:
    clipboard = QGuiApplication.clipboard()
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await echoing(window, server)
        log = find(tab, QAbstractItemView, "logView")
        press(log, "Ctrl+C")
        assert clipboard.text() == "hello"
        url = find(tab, QLineEdit, "urlEdit")
        url.selectAll()
        press(url, "Ctrl+C")
        assert clipboard.text() == url.text()
        press(url, "Ctrl+Shift+X")
        assert clipboard.text().endswith("\thello")
        press(url, "Ctrl+Alt+C")
        assert clipboard.text() == "hello"


async def test_a_received_message_goes_to_the_composer(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await echoing(window, server)
        press(find(tab, QAbstractItemView, "logView"), "Ctrl+M")
        editor = find(tab, QPlainTextEdit, "composerEdit")
        assert editor.toPlainText() == "hello"
        assert editor.hasFocus()
        await tab.session.websocket.send(b"\x00\xff")
        await until(lambda: tab.log.model.rowCount() == RECEIVED + 2, "the binary echo")
        tab.log.select_seq(8)
        press(tab.log.table, "Ctrl+M")
        assert tab.composer.content() == ("binary-hex", "00 ff")


async def test_a_message_of_the_log_is_sent_again(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await echoing(window, server)
        sent = tab.session.recording.totals.messages_sent
        press(find(tab, QAbstractItemView, "logView"), "Ctrl+Shift+M")
        await until(lambda: tab.session.recording.totals.messages_sent == sent + 1, "it again")
        assert tab.log.model.line(tab.log.model.rowCount() - 1).is_frame


async def test_what_repeats_is_stopped_from_anywhere(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await echoing(window, server)
        tab.sending.submit(Submission("text", "beat", repeat=Repeat(interval=60)))
        await until(lambda: find(tab, QLabel, "runLabel").text(), "the strip")
        press(find(tab, QAbstractItemView, "logView"), "Ctrl+.")
        await until(lambda: not tab.sending.is_busy, "the end")


async def test_pausing_the_log_follows_its_resume_button(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await echoing(window, server)
        paused = window.commands["pause_display"]
        paused.trigger()
        await tab.session.websocket.send("unseen")
        await until(lambda: tab.log.waiting_count == 2, "rows waiting")
        assert tab.log.model.rowCount() == RECEIVED
        click(find(tab, QPushButton, "resumeButton"))
        await until(lambda: not paused.isChecked(), "the action to follow")
        await until(lambda: tab.log.model.rowCount() == RECEIVED + 2, "the rows")
        paused.trigger()
        window.new_tab()
        await until(lambda: not paused.isChecked(), "the new tab's state")
        window.commands["previous_tab"].trigger()
        await until(paused.isChecked, "the first tab's state")


async def test_the_connection_by_its_keys(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await echoing(window, server)
        url = find(tab, QLineEdit, "urlEdit")
        press(url, "Ctrl+Shift+P")
        await until(lambda: tab.session.websocket.latency is not None, "the pong")
        press(url, "Ctrl+Shift+D")
        await until(lambda: tab.session.ready_state == ReadyState.CLOSED, "CLOSED")
        assert tab.session.websocket.was_clean
        press(url, "Ctrl+Shift+C")
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN again")
        press(url, "Ctrl+Shift+B")
        await until(lambda: tab.session.ready_state == ReadyState.CLOSED, "aborted")
        assert not tab.session.websocket.was_clean
        press(url, "Ctrl+,")
        assert tab.options.isVisible()
        press(url, "Ctrl+L")
        assert url.hasFocus()
        assert url.selectedText() == url.text()


async def test_the_details_and_the_sidebar_by_their_keys(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await echoing(window, server)
        details = find(tab, QTabWidget, "detailTabs")
        for number in (2, 3, 4, 1):
            press(tab.log, f"Ctrl+{number}")
            assert details.currentIndex() == number - 1
        press(tab.log, "Ctrl+B")
        assert not window.sidebar.isVisible()
        window.library.workspace.templates.save(
            Template(name="greeting", kind="text", content="hi")
        )
        press(tab.log, "F5")
        press(tab.log, "Ctrl+Shift+L")
        assert find(window, QLineEdit, "librarySearch").hasFocus()
        assert window.commands["sidebar"].isChecked()
        tree = find(window, QTreeWidget, "templateTree")
        await until(lambda: tree.topLevelItemCount() == 1, "the template in the sidebar")
        press(tab.log, "Ctrl+P")
        palette = find(window, QLineEdit, "quickInsertEdit")
        assert palette.hasFocus()
        QTest.keyClick(palette, Qt.Key.Key_Return)
        await until(lambda: tab.composer.content() == ("text", "hi"), "the template")


@pytest.mark.parametrize(
    ("keys", "words"), [("F1", "Ctrl+Enter"), ("Shift+F1", "WebSocket Inspector 0")]
)
async def test_help_is_plain_text(tmp_path: Path, keys: str, words: str) -> None:
    async with running_window(tmp_path) as window:
        await until(window.isActiveWindow)
        press(find(window, QLineEdit, "urlEdit"), keys)
        box = await dialog(window, QMessageBox)
        assert words in box.text()
        box.accept()
        await back(window, box)
