"""Another workspace: opened, made, found again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QToolButton

from inspector.library import Template, Workspace, library_folder
from inspector.ui.library import LibraryDesk, last_workspace
from inspector.ui.loop import spawn
from tests.support.app import back, dialog, find, until
from tests.support.desk import press, rows, running_desk


async def choose_folder(desk: LibraryDesk, folder: Path) -> None:
    box = await dialog(desk.keeper.window, QFileDialog)
    find(box, QLineEdit, "fileNameEdit").setText(str(folder))  # typed, it would open a completer
    box.accept()
    await back(desk.keeper.window, box)


def menu_of(desk: LibraryDesk) -> list[str]:
    find(desk.sidebar, QToolButton, "workspaceButton").click()
    menu = desk.sidebar.findChild(QMenu, "workspaceMenu")
    assert menu.isVisible()
    texts = [action.text() for action in menu.actions()]
    menu.close()
    return texts


async def test_the_head_tells_which_is_open(tmp_path: Path) -> None:
    async with running_desk(tmp_path / "Team & friends") as desk:
        head = find(desk.sidebar, QToolButton, "workspaceButton")
        assert head.text() == "Team && friends"
        assert str(tmp_path) in head.toolTip()
    async with running_desk(library_folder()) as desk:
        assert find(desk.sidebar, QToolButton, "workspaceButton").text() == "My library"


async def test_a_workspace_is_opened_and_found_again(tmp_path: Path) -> None:
    other = Workspace(tmp_path / "other")
    other.templates.save(Template(name="there", kind="text", content=""))
    async with running_desk(tmp_path / "home") as desk:
        spawn(desk.workspaces.ask_open(), "open")
        await choose_folder(desk, other.root)
        await until(lambda: rows(desk.sidebar.templates.tree) == ["there"], "its templates")
        assert menu_of(desk)[:3] == ["other", "My library", ""]
        assert last_workspace().root == other.root
    other.root.rename(tmp_path / "moved")
    assert last_workspace().root == library_folder(), "it is not there any more"


@pytest.mark.parametrize("button", ["Keep them there", "Cancel"])
async def test_any_other_folder_becomes_one_only_if_so_wanted(tmp_path: Path, button: str) -> None:
    (tmp_path / "plain").mkdir()
    async with running_desk(tmp_path / "home") as desk:
        spawn(desk.workspaces.ask_open(), "open")
        await choose_folder(desk, tmp_path / "plain")
        assert "no workspace yet" in await press(desk, button)
        wanted = tmp_path / ("plain" if button != "Cancel" else "home")
        await until(lambda: desk.keeper.workspace.root == wanted, "it open")


async def test_a_new_one_is_made(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    async with running_desk(tmp_path / "home") as desk:
        spawn(desk.workspaces.ask_new(), "new")
        await choose_folder(desk, tmp_path / "new")
        await until(lambda: desk.keeper.workspace.root == tmp_path / "new", "it open")
        assert (tmp_path / "new" / "workspace.toml").exists()


async def test_its_folder_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    async with running_desk(tmp_path / "home") as desk:
        desk.workspaces.show_folder()
        assert opened == [QUrl.fromLocalFile(str(tmp_path / "home"))]
        assert (tmp_path / "home").is_dir()
