"""Import and export, as a person does them: by the Library menu."""

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
)

from inspector.library import SecretStore, Template, Workspace
from inspector.ui.library.coming_dialog import ComingDialog
from inspector.ui.main_window import MainWindow
from tests.support.app import back, click, dialog, find, retype, running_window, until

FILES = Path(__file__).parents[2] / "library" / "imports" / "files"


@contextlib.asynccontextmanager
async def library_window(tmp_path: Path) -> AsyncIterator[MainWindow]:
    async with running_window(tmp_path / "home") as window:
        await until(lambda: window.keeper.contents, "the library")
        yield window


async def choose(window: MainWindow, path: Path) -> None:
    """Answer the question for a file or a directory."""
    box = await dialog(window, QFileDialog)
    find(box, QLineEdit, "fileNameEdit").setText(str(path))  # typed, it would open a completer
    box.accept()
    await back(window, box)


async def open_file(window: MainWindow, path: Path) -> ComingDialog:
    window.commands["import_file"].trigger()
    await choose(window, path)
    return await dialog(window, ComingDialog)


def listed(box: QDialog) -> list[tuple[str, str]]:
    tree = find(box, QTreeWidget, "comingList")
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items]


async def test_a_file_is_shown_first_and_then_taken(tmp_path: Path) -> None:
    async with library_window(tmp_path) as window:
        box = await open_file(window, FILES / "insomnia_v4.json")
        assert listed(box) == [
            ("Exchange/Market/trades", "{{base}}/trades/{{pair}}?from={{$timestamp}}"),
            (
                "Exchange/Market/trades",
                '{"user": "{{user.name}}", "sent": "{{$isoTimestamp}}"}',
            ),
            ("Exchange/plain", "ws://localhost:4010"),
            ("Exchange/plain", "ping {{user name}}"),
            ("Base Environment", "environment"),
            ("Live", "environment"),
        ]
        notes = find(box, QPlainTextEdit, "comingNotes").toPlainText()
        assert "• scripts, which are never run here: Exchange/Market\n" in notes
        assert notes.endswith(
            "• the value of a secret goes into the system's keyring, and into no file"
        )
        assert not list(window.keeper.workspace.root.rglob("*.toml"))

        retype(find(box, QComboBox, "folderBox"), "Others")
        QTest.keyClick(box, Qt.Key.Key_Return)
        await until(lambda: window.statusBar().currentMessage(), "the message")
        said = "Imported: 2 endpoints, 2 templates, 2 environments."
        assert window.statusBar().currentMessage() == said
        held = window.keeper.contents
        assert [*held.endpoints.things] == [
            "Others/Exchange/plain",
            "Others/Exchange/Market/trades",
        ]
        assert [*held.environments.things] == ["Base Environment", "Live"]
        id_ = window.keeper.workspace.id
        assert window.keeper.secrets.get(id_, "Live", "token") == "t0k3n"


async def test_a_secret_that_no_keyring_takes_is_told(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(SecretStore, "keeps", "this system has none")
    async with library_window(tmp_path) as window:
        box = await open_file(window, FILES / "staging.postman_environment.json")
        click(find(box, QPushButton, "importButton"))
        told = await dialog(window, QMessageBox)
        assert told.text() == (
            "Imported: 1 environment.\n"
            "• values of secrets are kept until you quit: this system has none"
        )
        told.accept()
        await back(window, told)


async def test_cancel_takes_nothing(tmp_path: Path) -> None:
    async with library_window(tmp_path) as window:
        box = await open_file(window, FILES / "chat.postman_collection.json")
        QTest.keyClick(box, Qt.Key.Key_Escape)
        await back(window, box)
        assert not list(window.keeper.workspace.root.rglob("*.toml"))


async def test_a_file_with_nothing_to_take(tmp_path: Path) -> None:
    async with library_window(tmp_path) as window:
        file = tmp_path / "rest.json"
        file.write_text(json.dumps({"info": {}, "item": [{"name": "x", "request": "http://x"}]}))
        box = await open_file(window, file)
        assert not find(box, QPushButton, "importButton").isEnabled()
        assert not box.findChildren(QTreeWidget)
        assert not box.findChildren(QComboBox)
        box.reject()
        await back(window, box)


async def test_a_file_that_nobody_knows(tmp_path: Path) -> None:
    async with library_window(tmp_path) as window:
        file = tmp_path / "notes.txt"
        file.write_text("my notes")
        window.commands["import_file"].trigger()
        await choose(window, file)
        told = await dialog(window, QMessageBox)
        assert "no tool that is known here wrote it" in told.text()
        told.accept()
        await back(window, told)


async def test_a_folder_is_exported_and_got_from_there(tmp_path: Path) -> None:
    async with library_window(tmp_path) as window:
        mine, theirs = window.keeper.workspace, Workspace(tmp_path / "theirs")
        for folder in ("Chat/Rooms", "Feed"):
            mine.templates.save(Template(name="hi", folder=folder, kind="text", content="hello"))
        theirs.found()
        await window.keeper.refresh()
        window.commands["export_folder"].trigger()
        box = await dialog(window, QDialog)
        retype(find(box, QComboBox, "folderBox"), "Chat")
        QTest.keyClick(box, Qt.Key.Key_Return)
        await back(window, box)
        await choose(window, theirs.root)
        await until(lambda: window.statusBar().currentMessage(), "the message")
        assert window.statusBar().currentMessage() == f"Exported to {theirs.root}: 1 thing."
        assert [it.path for it in theirs.templates.list()] == ["Chat/Rooms/hi"]

        theirs.templates.save(Template(name="ho", kind="text", content="ho"))
        window.commands["import_workspace"].trigger()
        await choose(window, theirs.root)
        box = await dialog(window, ComingDialog)
        assert listed(box) == [("ho", "ho"), ("Chat/Rooms/hi", "hello")]
        click(find(box, QPushButton, "importButton"))
        told = await dialog(window, QMessageBox)
        assert told.text() == "Imported: 1 thing.\n• there already: template Chat/Rooms/hi"
        told.accept()
        await back(window, told)
        assert [*window.keeper.contents.templates.things] == ["ho", "Chat/Rooms/hi", "Feed/hi"]


async def test_a_folder_with_nothing_in_it(tmp_path: Path) -> None:
    async with library_window(tmp_path) as window:
        window.commands["import_workspace"].trigger()
        await choose(window, tmp_path)
        told = await dialog(window, QMessageBox)
        assert f"there is nothing in {tmp_path}" in told.text()
        told.accept()
        await back(window, told)


async def test_an_import_can_update_the_one_before(tmp_path: Path) -> None:
    async with library_window(tmp_path) as window:
        workspace = window.keeper.workspace
        for update in (False, True):
            box = await open_file(window, FILES / "insomnia_v4.json")
            assert not find(box, QCheckBox, "updateBox").isChecked()
            find(box, QCheckBox, "updateBox").setChecked(update)
            box.accept()
            await until(lambda: len(workspace.endpoints.list()) == 2, "both endpoints")
            await back(window, box)
            if not update:
                workspace.endpoints.delete("Exchange/plain")
        paths = [it.path for it in workspace.endpoints.list()]
        assert paths == ["Exchange/plain", "Exchange/Market/trades"]
        assert [it.name for it in workspace.environments.list()] == ["Base Environment", "Live"]
