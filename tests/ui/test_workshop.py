"""The workshop end to end: mouse and keyboard in the window, bytes on a raw server."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from inspector.demo import DemoServer
from inspector.events import Opcode, ReadyState
from inspector.library import Environment, Workspace
from inspector.ui.library.details_dialog import DetailsDialog
from inspector.ui.library.palette import QuickInsert
from inspector.ui.main_window import MainWindow
from tests.support.app import back, click, dialog, find, retype, running_window, until
from tests.support.rude_server import Peer, rude_server

CONTROL = Qt.KeyboardModifier.ControlModifier


async def press(window: MainWindow, command: str) -> None:
    await until(window.isActiveWindow, "the window")
    QTest.keySequence(window, window.commands[command].shortcut())


async def choose(window: MainWindow, name: str) -> None:
    box = find(window, QComboBox, "environmentBox")
    await until(lambda: box.findText(name) > 0, "the environments")
    box.setCurrentText(name)
    box.activated.emit(box.currentIndex())
    context = window.tabs.current.context
    await until(lambda: context.environment and context.environment.name == name, name)


async def test_a_template_with_a_variable_goes_out_with_each_environments_value(
    tmp_path: Path,
) -> None:
    received: list[tuple[int, bytes]] = []

    async def listen(peer: Peer) -> None:
        await peer.accept()
        while (frame := await peer.read_frame())[0] != Opcode.CLOSE:
            received.append(frame)
        await peer.send(bytes([0x80 | Opcode.CLOSE, len(frame[1])]) + frame[1])

    async with rude_server(listen) as server, running_window(tmp_path) as window:
        host = server.url.removeprefix("ws://").rstrip("/")
        for name, channel in (("staging", "trades"), ("production", 7)):
            Workspace(tmp_path).environments.save(
                Environment(name=name, variables={"host": host, "channel": channel})
            )
        await choose(window, "staging")
        retype(find(window, QLineEdit, "urlEdit"), "ws://{{host}}/")
        click(find(window, QPushButton, "connectButton"))
        tab = window.tabs.current
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")

        find(window, QComboBox, "payloadTypeBox").setCurrentText("JSON")
        retype(find(window, QPlainTextEdit, "composerEdit"), '{"op": "subscribe", "channel": {{')
        QTest.keyClicks(find(window, QPlainTextEdit, "composerEdit"), "channel}}}")
        await press(window, "save_template")
        box = await dialog(window, DetailsDialog)
        retype(find(box, QLineEdit, "nameEdit"), "subscribe")
        QTest.keyClick(box, Qt.Key.Key_Return)
        await back(window, box)
        click(find(window, QPushButton, "sendButton"))
        await until(lambda: len(received) == 1, "the first message")

        await choose(window, "production")
        retype(find(window, QPlainTextEdit, "composerEdit"), "something else")
        await press(window, "insert_template")
        palette = window.findChild(QuickInsert)
        await until(palette.isVisible, "quick insert")
        search = find(palette, QLineEdit, "quickInsertEdit")
        QTest.keyClicks(search, "subs")
        QTest.keyClick(search, Qt.Key.Key_Return)
        await until(lambda: "subscribe" in tab.composer.content()[1], "the template")
        edit = find(window, QPlainTextEdit, "composerEdit")
        QTest.keyClick(edit, Qt.Key.Key_Return, CONTROL)
        await until(lambda: len(received) == 2, "the second message")

        retype(edit, "{{chanel}}")
        QTest.keyClick(edit, Qt.Key.Key_Return, CONTROL)
        note = find(window, QWidget, "composerNote")
        assert "did you mean channel?" in note.text()
        retype(edit, r"\{{channel}}")
        QTest.keyClick(edit, Qt.Key.Key_Return, CONTROL)
        await until(lambda: len(received) == 3, "the third message")
    assert received == [
        (Opcode.TEXT, b'{"op": "subscribe", "channel": "trades"}'),
        (Opcode.TEXT, b'{"op": "subscribe", "channel": 7}'),
        (Opcode.TEXT, b"{{channel}}"),
    ]


async def test_a_secret_that_comes_back_out_of_the_log_is_in_no_file(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        workspace = Workspace(tmp_path)
        workspace.environments.save(Environment(name="staging", secrets=("key",)))
        window.library.secrets.set(workspace.lasting_id, "staging", "key", "s3cret-value")
        await choose(window, "staging")
        tab = window.connect_to(server.url("/echo"))
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        tab.composer.set_content("text", "key {{key}}")
        await until(find(window, QPushButton, "sendButton").isEnabled, "Send")
        tab.composer.send()
        await until(lambda: tab.session.recording.totals.messages_received == 1, "the echo")
        tab.to_composer(tab.session.recording.count)
        assert tab.composer.content() == ("text", "key {{key}}")
    kept = (tmp_path / "tabs.json").read_text(encoding="utf-8")
    assert "{{key}}" in kept
    assert "s3cret-value" not in kept
