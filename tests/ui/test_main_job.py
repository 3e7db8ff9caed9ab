"""The main job with mouse and keyboard: connect, watch, send, keep, export, reopen."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QTreeWidget,
)

from inspector.demo import DemoServer
from inspector.events import ReadyState
from inspector.ui.library.details_dialog import DetailsDialog
from inspector.ui.main_window import MainWindow
from tests.support.app import back, click, dialog, find, retype, running_window, until


def row_texts(window: MainWindow) -> list[str]:
    model = find(window, QAbstractItemView, "logView").model()
    return [str(model.index(row, 0, QModelIndex()).data()) for row in range(model.rowCount())]


async def connect(window: MainWindow, url: str) -> None:
    edit = find(window, QLineEdit, "urlEdit")
    retype(edit, url)
    click(find(window, QPushButton, "connectButton"))
    label = find(window, QLabel, "readyStateLabel")
    await until(lambda: label.text() == "OPEN 1", "OPEN")


async def send_text(window: MainWindow, text: str) -> None:
    editor = find(window, QPlainTextEdit, "composerEdit")
    retype(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: sum(text in row for row in row_texts(window)) == 2, "the echo")


async def choose_file(window: MainWindow, path: Path, filter_start: str) -> None:
    box = await dialog(window, QFileDialog)
    assert isinstance(box, QFileDialog)
    chosen = next(f for f in box.nameFilters() if f.startswith(filter_start))
    box.selectNameFilter(chosen)
    find(box, QLineEdit, "fileNameEdit").setText(str(path))  # typed, it would open a completer
    box.accept()
    await back(window, box)


async def name_it(window: MainWindow, name: str) -> None:
    box = await dialog(window, DetailsDialog)
    retype(find(box, QLineEdit, "nameEdit"), name)
    QTest.keyClick(box, Qt.Key.Key_Return)
    await back(window, box)


async def test_connect_send_see_the_echo_read_its_frame(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        await connect(window, server.url("/echo"))
        await send_text(window, '{"op":"hello","n":9007199254740993}')

        log = find(window, QAbstractItemView, "logView")
        rows = row_texts(window)
        echo = max(i for i, row in enumerate(rows) if "hello" in row)
        log.setFocus()
        QTest.mouseClick(
            log.viewport(),
            Qt.MouseButton.LeftButton,
            pos=log.visualRect(log.model().index(echo, 0, QModelIndex())).center(),
        )
        details = find(window, QTabWidget, "detailTabs")
        tabs = [details.tabText(i).replace("&", "") for i in range(details.count())]
        assert tabs == ["Message", "Frames", "Handshake", "Timeline", "Statistics"]
        message = details.widget(0).findChild(QPlainTextEdit)
        await until(lambda: '"n": 9007199254740993' in message.toPlainText(), "the pretty JSON")
        details.setCurrentIndex(tabs.index("Frames"))
        texts = " ".join(
            edit.toPlainText() for edit in details.widget(1).findChildren(QPlainTextEdit)
        )
        await until(lambda: "c1" in texts or "81" in texts, "the header's first byte")


async def test_templates_are_saved_listed_inserted_and_sent(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        await connect(window, server.url("/echo"))
        editor = find(window, QPlainTextEdit, "composerEdit")
        retype(editor, "first things first")
        click(find(window, QPushButton, "saveTemplateButton"))
        await name_it(window, "opening words")
        tree = find(window, QTreeWidget, "templateTree")
        await until(lambda: tree.topLevelItemCount() == 1, "the template in the sidebar")
        assert tree.topLevelItem(0).text(0) == "opening words"
        assert len(list((tmp_path / "templates").glob("*.toml"))) == 1

        retype(editor, "something else")
        tree.setCurrentItem(tree.topLevelItem(0))
        tree.setFocus()
        QTest.keyClick(tree, Qt.Key.Key_Return)
        await until(lambda: editor.toPlainText() == "first things first", "the template inserted")
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: sum("first things" in row for row in row_texts(window)) == 2)


async def test_a_session_is_saved_exported_and_opened_again(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        await connect(window, server.url("/echo"))
        await send_text(window, "to be kept")
        saved, exported = tmp_path / "kept.wsrec", tmp_path / "kept.jsonl"
        window.commands["save"].trigger()
        await choose_file(window, saved, "WebSocket recording")
        await until(saved.exists, "the recording saved")
        window.commands["export"].trigger()
        await choose_file(window, exported, "JSON Lines")
        await until(exported.exists, "the export")
        lines = [json.loads(line) for line in exported.read_text().splitlines()]
        assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
        frames = [line for line in lines if line["kind"] == "frame"]
        assert [(f["direction"], f["text"]) for f in frames] == [
            ("sent", "to be kept"),
            ("received", "to be kept"),
        ]

        before = row_texts(window)
        window.commands["open"].trigger()
        await choose_file(window, saved, "WebSocket recording")
        await until(lambda: window.tabs.count() == 2, "the recording in a tab of its own")
        await until(lambda: row_texts(window) == before, "the same rows")


async def test_reconnecting_keeps_the_log(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        await connect(window, server.url("/echo"))
        await send_text(window, "before")
        click(find(window, QPushButton, "connectButton"))
        state = find(window, QLabel, "readyStateLabel")
        await until(lambda: state.text() == "CLOSED 3", "CLOSED")
        rows = row_texts(window)
        click(find(window, QPushButton, "connectButton"))
        await until(lambda: state.text() == "OPEN 1", "OPEN again")
        await until(lambda: len(row_texts(window)) > len(rows), "more rows")
        assert row_texts(window)[: len(rows)] == rows


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ws://127.0.0.1:9/", "Connection refused"),
        ("ftp://127.0.0.1/", "ws"),
        ("ws://name.invalid/", "name.invalid"),
    ],
)
async def test_an_endpoint_that_fails_is_explained(tmp_path: Path, url: str, words: str) -> None:
    async with running_window(tmp_path) as window:
        retype(find(window, QLineEdit, "urlEdit"), url)
        click(find(window, QPushButton, "connectButton"))
        problem = window.findChild(QLabel, "problemLabel")
        await until(lambda: problem.isVisible() and words in problem.text(), "the sentence", 12)
        assert window.tabs.current.session.ready_state == ReadyState.CLOSED


async def test_the_first_start_leads_to_the_demo_server_in_one_click(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        click(find(window, QPushButton, "demoButton"))
        state = window.findChild(QLabel, "readyStateLabel")
        await until(lambda: state.text() == "OPEN 1", "OPEN")
        await until(lambda: len(row_texts(window)) > 6, "live frames")


async def test_every_payload_type_is_sent(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        await connect(window, server.url("/echo"))
        kinds = find(window, QComboBox, "payloadTypeBox")
        editor = find(window, QPlainTextEdit, "composerEdit")
        for kind, content, seen in [
            ("JSON", '{"a": 1}', '{"a": 1}'),
            ("Binary (hex)", "00 ff 10", "00 ff 10"),
            ("Binary (base64)", "AP8Q", "00 ff 10"),
            ("Ping", "are you there", "are you there"),
            ("Pong", "unasked", "unasked"),
        ]:
            kinds.setCurrentText(kind)
            before = len(row_texts(window))
            retype(editor, content)
            click(find(window, QPushButton, "sendButton"))
            await until(
                lambda before=before, seen=seen: any(seen in r for r in row_texts(window)[before:]),
                f"{kind} in the log",
            )
        kinds.setCurrentText("Close")
        click(find(window, QPushButton, "sendButton"))
        state = find(window, QLabel, "readyStateLabel")
        await until(lambda: state.text() == "CLOSED 3", "the close")
        assert any("1000" in row for row in row_texts(window))
