"""A template that is open in the composer, and its file: in the real window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QMessageBox, QPlainTextEdit, QPushButton

from inspector.library import Template, Workspace
from inspector.library.send_as import Repeat
from inspector.ui.library.details_dialog import DetailsDialog
from inspector.ui.main_window import MainWindow
from tests.support.app import back, click, dialog, find, retype, running_window, until

HELLO = Template(name="hello", folder="Greetings", kind="text", content="Hi", repeat=Repeat())


async def opened(window: MainWindow) -> Workspace:
    """HELLO is saved and in the composer; the workspace as another program sees it."""
    workspace = Workspace(window.library.workspace.root)
    await until(lambda: window.keeper.contents is not None, "the library read")
    workspace.templates.save(HELLO)
    await window.keeper.refresh()
    window.insert_template(HELLO)
    return workspace


async def test_saving_asks_for_a_name_and_then_saves_over_it(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        await until(lambda: window.keeper.contents is not None, "the library read")
        composer = window.tabs.current.composer
        editor = find(window, QPlainTextEdit, "composerEdit")
        retype(editor, "good morning")
        QTest.keySequence(editor, "Ctrl+Shift+S")
        box = await dialog(window, DetailsDialog)
        retype(find(box, QLineEdit, "nameEdit"), "greet")
        QTest.keyClick(find(box, QLineEdit, "nameEdit"), Qt.Key.Key_Return)
        await back(window, box)
        await until(lambda: composer.open_template, "the open template")
        assert not composer.is_modified
        retype(editor, "good night")
        assert composer.is_modified
        click(find(window, QPushButton, "saveTemplateButton"))
        await until(lambda: not composer.is_modified, "saved")
        saved = Workspace(window.library.workspace.root).templates.get("greet")
        assert saved == Template(name="greet", kind="text", content="good night")


async def test_revert_takes_what_is_in_the_file(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        await opened(window)
        composer = window.tabs.current.composer
        assert composer.submission().repeat == Repeat()
        retype(find(window, QPlainTextEdit, "composerEdit"), "changed")
        menu = window.tabs.current.findChild(QMenu, "templateMenu")
        revert = next(it for it in menu.actions() if it.text().startswith("&Revert"))
        revert.trigger()
        assert composer.content() == ("text", "Hi")
        assert not composer.is_modified


async def test_what_others_write_comes_into_a_composer_that_nobody_wrote_in(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        workspace = await opened(window)
        composer = window.tabs.current.composer
        other = Template(name="hello", folder="Greetings", kind="text", content="Hello there")
        workspace.templates.save(other, replace=True)
        await window.keeper.refresh()
        assert composer.content() == ("text", "Hello there")

        retype(find(window, QPlainTextEdit, "composerEdit"), "mine")
        workspace.templates.save(HELLO, replace=True)
        await window.keeper.refresh()
        assert composer.content() == ("text", "mine")
        click(find(window, QPushButton, "saveTemplateButton"))
        box = await dialog(window, QMessageBox)
        box.reject()
        await back(window, box)
        assert composer.is_modified
        assert workspace.templates.get("hello") == HELLO


async def test_a_file_that_broke_meanwhile_is_left_alone(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        workspace = await opened(window)
        composer = window.tabs.current.composer
        retype(find(window, QPlainTextEdit, "composerEdit"), "mine")
        file = workspace.templates.files()["Greetings/hello"]
        broken = "<<<<<<< a\n=======\n>>>>>>> b\n"
        file.write_text(broken, encoding="utf-8")
        click(find(window, QPushButton, "saveTemplateButton"))
        box = await dialog(window, QMessageBox)
        assert f"{file}: a merge left both versions" in box.text()
        assert "Keep mine" not in [button.text() for button in box.buttons()]
        box.reject()
        await back(window, box)
        assert composer.is_modified
        assert file.read_text(encoding="utf-8") == broken


async def test_a_template_that_moves_stays_open(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        await opened(window)
        composer = window.tabs.current.composer
        window.keeper.path_changed.emit("template", "Greetings/hello", "Polite/good day")
        assert composer.open_template.path == "Polite/good day"
        assert composer.content() == ("text", "Hi")
        window.keeper.path_changed.emit("endpoint", "Polite/good day", "x")
        assert composer.open_template.path == "Polite/good day"
