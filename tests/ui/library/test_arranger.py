"""Folders and things are made, named, moved, copied, described, deleted: on disk and on screen."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
)

from inspector.library import Endpoint, LibraryError, Scenario, Template, Workspace
from inspector.ui.library.desk import LibraryDesk
from inspector.ui.library.details_dialog import DetailsDialog
from inspector.ui.library.shelved import Key
from inspector.ui.library.variables_table import NAME, VALUE, VariablesTable
from tests.support.app import back, dialog, find, retype, until
from tests.support.desk import choose, item_of, press, rows, running_desk


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path / "home")
    for name in ("login", "logout"):
        workspace.templates.save(
            Template(name=name, folder="Exchange/Auth", kind="text", content=name)
        )
    workspace.templates.save(Template(name="hello", kind="text", content="Hi"))
    workspace.templates.make_folder("Other")
    workspace.endpoints.save(Endpoint(name="feed", folder="EU", url="ws://feed/"))
    return workspace


def open_all(desk: LibraryDesk) -> None:
    for noun, shelf in desk.sidebar.shelves.items():
        shelf.tree.opened |= set(desk.keeper.held(noun).folders)
    desk.keeper.show()


def paths(workspace: Workspace) -> list[str]:
    return [template.path for template in workspace.templates.list()]


async def test_a_folder_is_made_where_one_is(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        open_all(desk)
        choose(shelf, "Exchange/Auth/login")
        shelf.ask("folder")
        box = await dialog(desk.keeper.window, QInputDialog)
        assert "Exchange/Auth" in box.labelText()
        box.setTextValue("Tokens")
        box.accept()
        await back(desk.keeper.window, box)
        await until(lambda: shelf.current() == Key("folder", "Exchange/Auth/Tokens"), "it chosen")
        assert (workspace.root / "templates/Exchange/Auth/Tokens/folder.toml").exists()


async def test_a_thing_is_renamed_in_place(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        followed = QSignalSpy(desk.keeper.path_changed)
        open_all(desk)
        desk.keeper.state.favourites.toggle("template", "Exchange/Auth/login")
        choose(shelf, "Exchange/Auth/login")
        QTest.keyClick(shelf.tree, Qt.Key.Key_F2)
        edit = find(shelf, QLineEdit, "renameEdit")
        QTest.keyClicks(edit, "sign in & <out>")
        QTest.keyClick(edit, Qt.Key.Key_Return)
        new = "Exchange/Auth/sign in & <out>"
        await until(lambda: new in paths(workspace), "the new name on disk")
        await until(lambda: shelf.current() == Key("thing", new), "it still chosen")
        await until(lambda: followed.count() == 1, "the others to hear of it")
        assert list(followed.at(0)) == ["template", "Exchange/Auth/login", new]
        assert desk.keeper.state.favourites.paths("template") == [new]


async def test_a_name_that_is_taken_is_explained(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        open_all(desk)
        shelf.renamed.emit(Key("thing", "Exchange/Auth/login"), "logout")
        assert "already" in await press(desk, "OK")
        assert len(paths(workspace)) == 3


async def test_a_folder_is_renamed_with_all_in_it(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        followed = QSignalSpy(desk.keeper.path_changed)
        outside = QSignalSpy(desk.keeper.changed_outside)
        open_all(desk)
        shelf.renamed.emit(Key("folder", "Exchange"), "Börse")
        await until(lambda: followed.count() == 2, "both templates to follow")
        assert [list(followed.at(i))[1:] for i in range(2)] == [
            ["Exchange/Auth/login", "Börse/Auth/login"],
            ["Exchange/Auth/logout", "Börse/Auth/logout"],
        ]
        assert "Börse/Auth/login" in paths(workspace)
        assert rows(shelf.tree)[0] == "Börse"
        assert shelf.current() == Key("folder", "Börse")
        assert outside.count() == 0


async def test_rules_and_scenarios_follow_a_new_name(workspace: Workspace) -> None:
    """In one line each, with no word of somebody else."""
    files = [workspace.root / "endpoints/EU/feed.toml", workspace.root / "scenarios/log-in.toml"]
    files[1].parent.mkdir()
    with files[0].open("a", encoding="utf-8") as file:
        file.write(
            '\n[[rules]]\nname = "a"\nthen = [\n  { do = "reply", template = "login" },\n]\n'
        )
    files[1].write_text(
        'format = 1\nname = "log in"\nsteps = [\n'
        '  { do = "send", template = "Exchange/Auth/login" },\n  { do = "sleep" },\n]\n',
        encoding="utf-8",
    )
    before = [file.read_text(encoding="utf-8") for file in files]
    async with running_desk(workspace.root) as desk:
        others = QSignalSpy(desk.keeper.changed_outside)
        open_all(desk)
        desk.sidebar.templates.renamed.emit(Key("thing", "Exchange/Auth/login"), "sign in")
        await until(lambda: "Exchange/Auth/sign in" in paths(workspace), "the new name")
        await until(lambda: "sign in" in files[1].read_text(encoding="utf-8"), "the scenario")
        after = [file.read_text(encoding="utf-8") for file in files]
        assert after == [
            before[0].replace('"login"', '"Exchange/Auth/sign in"'),
            before[1].replace("Auth/login", "Auth/sign in"),
        ]
        await desk.keeper.refresh()
        assert others.count() == 0


async def test_a_reference_that_cannot_follow_is_told_and_everything_else_goes_on(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [workspace.root / f"scenarios/{name}.toml" for name in ("first", "second", "third")]
    files[0].parent.mkdir()
    for file in files:
        step = '{ do = "send", template = "Exchange/Auth/login" }'
        file.write_text(f'format = 1\nname = "{file.stem}"\nsteps = [{step}]\n', encoding="utf-8")
    async with running_desk(workspace.root) as desk:
        followed = QSignalSpy(desk.keeper.path_changed)
        others = QSignalSpy(desk.keeper.changed_outside)
        scenarios = desk.keeper.workspace.scenarios
        save = scenarios.save

        def refuse(thing: Scenario, **how: object) -> object:
            if thing.name == "second":
                raise LibraryError("the disk is full")
            return save(thing, **how)

        monkeypatch.setattr(scenarios, "save", refuse)
        desk.sidebar.templates.renamed.emit(Key("thing", "Exchange/Auth/login"), "sign in")
        box = await dialog(desk.keeper.window, QMessageBox)
        assert box.windowTitle() == "Not everything could be changed"
        assert "“Exchange/Auth/login” is “Exchange/Auth/sign in” now" in box.text()
        assert "scenario “second” still refers" in box.text()
        assert "the disk is full" in box.text()
        box.accept()
        await back(desk.keeper.window, box)
        assert [list(followed.at(i)) for i in range(followed.count())] == [
            ["template", "Exchange/Auth/login", "Exchange/Auth/sign in"]
        ]
        texts = [file.read_text(encoding="utf-8") for file in files]
        assert ["sign in" in text for text in texts] == [True, False, True]
        await desk.keeper.refresh()
        assert others.count() == 0
        workspace.scenarios.save(Scenario(name="second"), replace=True)
        await desk.keeper.refresh()
        assert [list(others.at(i)) for i in range(others.count())] == [["scenario", "second"]]


@pytest.mark.parametrize("folder", [False, True])
async def test_a_new_name_and_folder_come_together_or_not_at_all(
    workspace: Workspace, folder: bool
) -> None:
    """The folder has what has that name already."""
    workspace.templates.save(Template(name="Auth", folder="Other", kind="text", content=""))
    workspace.templates.make_folder("Other/Auth")
    async with running_desk(workspace.root) as desk:
        followed = QSignalSpy(desk.keeper.path_changed)
        open_all(desk)
        key = Key("folder", "Exchange") if folder else Key("thing", "hello")
        desk.sidebar.templates.asked.emit("details", key)
        box = await dialog(desk.keeper.window, DetailsDialog)
        retype(find(box, QLineEdit, "nameEdit"), "Auth")
        find(box, QComboBox, "folderBox").setCurrentText("Other")
        box.accept()
        told = await dialog(desk.keeper.window, QMessageBox)
        assert told.windowTitle() == "Nothing was changed"
        told.accept()
        await back(desk.keeper.window, told)
        assert "hello" in paths(workspace)
        assert "Exchange/Auth/login" in paths(workspace)
        assert followed.count() == 0


@pytest.mark.parametrize(
    ("path", "kind", "into", "there"),
    [
        ("hello", "thing", "Exchange/Auth", "Exchange/Auth/hello"),
        ("Exchange/Auth/login", "thing", "", "login"),
        ("Exchange/Auth", "folder", "Other", "Other/Auth/login"),
        ("Exchange/Auth", "folder", "", "Auth/login"),
    ],
)
async def test_things_and_folders_are_dropped_elsewhere(
    workspace: Workspace, path: str, kind: str, into: str, there: str
) -> None:
    async with running_desk(workspace.root) as desk:
        tree = desk.sidebar.templates.tree
        open_all(desk)
        data = tree.model().mimeData([tree.indexFromItem(item_of(tree, path, kind))])
        parent = item_of(tree, into, "folder") if into else None
        tree.dropMimeData(parent, 0, data, Qt.DropAction.MoveAction)
        await until(lambda: there in paths(workspace), "it on disk")
        name = path.rpartition("/")[2]
        where = f"{into}/{name}" if into else name
        await until(lambda: tree.current() == Key(kind, where), "it chosen where it is now")
        assert len(paths(workspace)) == 3


async def test_the_dialog_moves_as_well(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        open_all(desk)
        choose(shelf, "Exchange", "folder")
        shelf.ask("move")
        box = await dialog(desk.keeper.window, QDialog)
        folders = find(box, QComboBox, "folderBox")
        offered = [folders.itemText(i) for i in range(folders.count())]
        assert offered == ["(top)", "Other"], "not into itself"
        folders.setCurrentText("Other/New")
        QTest.keyClick(folders, Qt.Key.Key_Return)
        await until(lambda: "Other/New/Exchange/Auth/login" in paths(workspace), "it moved")


async def test_a_copy_stands_beside(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        open_all(desk)
        choose(shelf, "Exchange/Auth/login")
        shelf.ask("duplicate")
        await until(
            lambda: shelf.current() == Key("thing", "Exchange/Auth/login copy"), "it chosen"
        )
        assert workspace.templates.get("Exchange/Auth/login copy").content == "login"


async def test_a_favourite_gets_a_star_and_loses_it(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        choose(shelf, "hello")
        shelf.ask("favourite")
        assert rows(shelf.tree)[:2] == ["Favourites", "  hello"]
        shelf.ask("favourite")
        assert rows(shelf.tree)[0] == "Exchange"


async def test_details_of_an_endpoint(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.endpoints
        open_all(desk)
        choose(shelf, "EU/feed")
        shelf.ask("details")
        box = await dialog(desk.keeper.window, DetailsDialog)
        find(box, QLineEdit, "nameEdit").setText("ticks")
        find(box, QComboBox, "folderBox").setCurrentText("EU/Fast")
        find(box, QPlainTextEdit, "descriptionEdit").setPlainText("Every tick")
        table = box.findChild(VariablesTable)
        table._add()
        table.table.item(0, NAME).setText("depth")
        table.table.item(0, VALUE).setText("10")
        box.accept()
        await until(lambda: shelf.current() == Key("thing", "EU/Fast/ticks"), "it chosen")
        [endpoint] = workspace.endpoints.list()
        assert endpoint == Endpoint(
            name="ticks",
            folder="EU/Fast",
            url="ws://feed/",
            description="Every tick",
            variables={"depth": 10},
        )


async def test_details_that_somebody_else_changed_are_asked_about(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        choose(shelf, "hello")
        shelf.ask("details")
        box = await dialog(desk.keeper.window, DetailsDialog)
        find(box, QPlainTextEdit, "descriptionEdit").setPlainText("mine")
        hello = workspace.templates.get("hello")
        workspace.templates.save(replace(hello, description="theirs"), replace=True)
        box.accept()
        await back(desk.keeper.window, box)
        assert "changed by somebody else" in await press(desk, "Keep theirs")
        await until(lambda: not desk.keeper.window.findChildren(QDialog), "the end")
        assert workspace.templates.get("hello").description == "theirs"


async def test_details_that_cannot_be_kept_are_explained(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.endpoints
        open_all(desk)
        choose(shelf, "EU/feed")
        shelf.ask("details")
        box = await dialog(desk.keeper.window, DetailsDialog)
        ok = box.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        problem = box.findChild(QLabel, "detailsProblem")
        assert ok.isEnabled()
        box.findChild(VariablesTable).show_variables({"$guid": 1})
        box.findChild(VariablesTable).changed.emit()
        assert not ok.isEnabled()
        assert "built-ins" in problem.text()
        box.findChild(VariablesTable).show_variables({})
        find(box, QLineEdit, "nameEdit").setText("  ")
        assert not ok.isEnabled()
        assert problem.text() == "The name is empty: write one"
        find(box, QLineEdit, "nameEdit").setText("feed")
        find(box, QComboBox, "folderBox").setEditText("EU/a:b")
        assert not ok.isEnabled()
        assert problem.text() == "A folder's name cannot hold :"
        find(box, QComboBox, "folderBox").setEditText(" EU / new")
        assert ok.isEnabled()
        box.reject()
        await back(desk.keeper.window, box)


async def test_details_of_a_folder(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        open_all(desk)
        choose(shelf, "Exchange/Auth", "folder")
        shelf.ask("details")
        box = await dialog(desk.keeper.window, DetailsDialog)
        find(box, QPlainTextEdit, "descriptionEdit").setPlainText("Sign in first")
        box.findChild(VariablesTable).show_variables({"user": "me"})
        find(box, QLineEdit, "nameEdit").setText("Access")
        box.accept()
        await until(lambda: "Exchange/Access/login" in paths(workspace), "it renamed")
        folder = next(f for f in workspace.templates.folders() if f.path == "Exchange/Access")
        assert (folder.description, folder.variables) == ("Sign in first", {"user": "me"})


async def test_an_edit_that_changes_nothing_writes_nothing(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        changed = QSignalSpy(desk.keeper.contents_changed)
        choose(shelf, "hello")
        shelf.ask("details")
        box = await dialog(desk.keeper.window, DetailsDialog)
        box.accept()
        await back(desk.keeper.window, box)
        await desk.keeper.refresh()
        assert changed.count() == 0


async def test_deleting_is_asked_for(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        open_all(desk)
        for button, left in (("Cancel", 3), ("Delete", 2)):
            await until(desk.keeper.window.isActiveWindow)
            choose(shelf, "hello")
            QTest.keyClick(shelf.tree, Qt.Key.Key_Delete)
            assert "Delete the template “hello”?" in await press(desk, button)
            await until(lambda left=left: len(paths(workspace)) == left, "it gone")
        await until(lambda: "hello" not in rows(shelf.tree), "it gone from the tree")
        choose(shelf, "Exchange", "folder")
        shelf.ask("delete")
        assert "2 templates in it" in await press(desk, "Delete")
        await until(lambda: rows(shelf.tree) == ["Other"], "the folder gone")
        choose(shelf, "Other", "folder")
        shelf.ask("delete")
        assert "It is empty" in await press(desk, "Delete")
        await until(lambda: rows(shelf.tree) == [], "all gone")


async def test_files_are_shown_by_the_system(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toLocalFile())
    )
    bad = workspace.root / "templates" / "Exchange" / "bad.toml"
    bad.write_text("?")
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        open_all(desk)
        for path, kind, verb in (
            ("Exchange/Auth/login", "thing", "show"),
            ("Exchange", "folder", "show"),
            (str(bad), "broken", "show"),
            (str(bad), "broken", "open"),
        ):
            choose(shelf, path, kind)
            shelf.ask(verb)
        await until(lambda: len(opened) == 4, "all of them")
    templates = workspace.root / "templates"
    shown = [templates / "Exchange/Auth", templates / "Exchange", bad.parent, bad]
    assert opened == [str(path) for path in shown]


async def test_a_changed_mind_changes_nothing(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        shelf = desk.sidebar.templates
        choose(shelf, "hello")
        for verb in ("folder", "move", "details"):
            shelf.ask(verb)
            box = await dialog(desk.keeper.window, QDialog)
            QTest.keyClick(box, Qt.Key.Key_Escape)
            await back(desk.keeper.window, box)
        assert len(paths(workspace)) == 3
        assert len(workspace.templates.folders()) == 3
