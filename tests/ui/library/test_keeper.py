"""Taking and saving, over real files that others write, too."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox

from inspector.library import Endpoint, Environment, Scenario, Template, Workspace
from inspector.ui.library.details_dialog import DetailsDialog
from inspector.ui.library.shelved import Key
from inspector.ui.loop import spawn
from tests.support.app import back, dialog, find, until
from tests.support.desk import answer, choose, press, rows, running_desk

HELLO = Template(name="hello", folder="Greetings", kind="text", content="Hi")


def told(spy: QSignalSpy) -> list[list[object]]:
    return [list(spy.at(index)) for index in range(spy.count())]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """As another program sees it."""
    workspace = Workspace(tmp_path / "home")
    workspace.templates.save(HELLO)
    workspace.endpoints.save(Endpoint(name="feed", url="ws://feed/"))
    workspace.environments.save(Environment(name="staging", colour="green"))
    workspace.scenarios.save(Scenario(name="smoke"))
    return workspace


async def test_what_is_there_is_shown(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        assert rows(desk.sidebar.endpoints.tree) == ["feed"]
        assert rows(desk.sidebar.templates.tree) == ["Greetings"]
        assert rows(desk.sidebar.scenarios.tree) == ["smoke"]
        assert desk.sidebar.environment.box.itemText(1) == "staging"


async def test_everything_can_be_taken(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        keeper = desk.keeper
        spies = {
            "template": QSignalSpy(keeper.template_taken),
            "endpoint": QSignalSpy(keeper.endpoint_taken),
            "scenario": QSignalSpy(keeper.scenario_taken),
            "environment": QSignalSpy(keeper.environment_chosen),
        }
        sent = QSignalSpy(keeper.send_requested)
        await keeper.take("template", "Greetings/hello")
        await keeper.take("endpoint", "feed")
        await keeper.take("scenario", "smoke")
        await keeper.take("environment", "staging")
        assert {noun: told(spy) for noun, spy in spies.items()} == {
            "template": [[HELLO]],
            "endpoint": [[Endpoint(name="feed", url="ws://feed/")]],
            "scenario": [["smoke"]],
            "environment": [["staging"]],
        }
        assert desk.sidebar.environment.current == "staging"
        assert sent.count() == 0
        await keeper.take("template", "Greetings/hello", send=True)
        assert sent.count() == 1
        assert keeper.state.used()[:2] == [
            ("template", "Greetings/hello"),
            ("environment", "staging"),
        ]


async def test_what_changed_a_moment_ago_is_taken_as_it_is_now(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        taken = QSignalSpy(desk.keeper.template_taken)
        workspace.templates.save(replace(HELLO, content="Good morning"), replace=True)
        await desk.keeper.take("template", HELLO.path)
        assert told(taken) == [[replace(HELLO, content="Good morning")]]


async def test_what_somebody_deleted_is_gone_with_a_word(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        workspace.endpoints.delete("feed")
        taking = spawn(desk.keeper.take("endpoint", "feed"), "take")
        assert "'feed'" in await press(desk, "OK")
        await taking
        assert rows(desk.sidebar.endpoints.tree) == []


async def test_what_others_write_is_seen_and_told(workspace: Workspace, tmp_path: Path) -> None:
    async with running_desk(workspace.root) as desk:
        outside = QSignalSpy(desk.keeper.changed_outside)
        desk.sidebar.templates.tree.opened.add("Greetings")
        desk.keeper.show()
        choose(desk.sidebar.templates, HELLO.path)
        workspace.templates.save(replace(HELLO, content="Good morning"), replace=True)
        workspace.templates.save(Template(name="bye", kind="text", content="Bye"))
        (workspace.root / "templates" / "Greetings" / "odd.toml").write_text("name = ")
        await until(
            lambda: (
                rows(desk.sidebar.templates.tree) == ["Greetings", "  hello", "  odd.toml", "bye"]
            ),
            "the new files",
        )
        assert told(outside) == [["template", HELLO.path]]
        assert desk.sidebar.templates.current().path == HELLO.path, "still chosen"


async def test_nothing_is_read_where_nothing_changed(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        changed = QSignalSpy(desk.keeper.contents_changed)
        await desk.keeper.refresh()
        await desk.keeper.refresh()
        assert changed.count() == 0


async def test_the_own_changes_are_no_news(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        outside = QSignalSpy(desk.keeper.changed_outside)
        saved = await desk.keeper.save(replace(HELLO, content="mine"), base=HELLO)
        assert saved == replace(HELLO, content="mine")
        assert workspace.templates.get(HELLO.path).content == "mine"
        assert told(outside) == []


@pytest.mark.parametrize(
    ("button", "kept", "returned"),
    [
        ("Keep mine", "mine", "mine"),
        ("Keep theirs", "theirs", "theirs"),
        ("Cancel", "theirs", None),
    ],
)
async def test_a_conflict_is_asked_about(
    workspace: Workspace, button: str, kept: str, returned: str | None
) -> None:
    async with running_desk(workspace.root) as desk:
        workspace.templates.save(replace(HELLO, content="theirs"), replace=True)
        saving = spawn(desk.keeper.save(replace(HELLO, content="mine"), base=HELLO), "save")
        assert "changed by somebody else" in await press(desk, button)
        result = await saving
        assert workspace.templates.get(HELLO.path).content == kept
        assert (result and result.content) == returned


async def test_mine_is_saved_under_another_name(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        workspace.templates.save(replace(HELLO, content="theirs"), replace=True)
        saving = spawn(desk.keeper.save(replace(HELLO, content="mine"), base=HELLO), "save")
        await press(desk, "Save mine under another name…")
        await answer(desk, DetailsDialog, "nameEdit", "hello of mine")
        saved = await saving
        assert saved == workspace.templates.get("Greetings/hello of mine")
        assert saved.content == "mine"
        assert workspace.templates.get(HELLO.path).content == "theirs"


async def test_what_was_deleted_meanwhile_is_asked_about(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        workspace.templates.delete(HELLO.path)
        saving = spawn(desk.keeper.save(replace(HELLO, content="mine"), base=HELLO), "save")
        box = await dialog(desk.keeper.window, QMessageBox)
        assert "moved or deleted" in box.text()
        assert "Keep theirs" not in [button.text() for button in box.buttons()]
        box.reject()
        await back(desk.keeper.window, box)
        assert await saving is None


async def test_the_first_save_needs_a_name_and_no_more(tmp_path: Path) -> None:
    async with running_desk(tmp_path / "home") as desk:
        saving = spawn(desk.keeper.save_as(replace(HELLO, folder="")), "save")
        box = await dialog(desk.keeper.window, DetailsDialog)
        assert find(box, QLineEdit, "nameEdit").selectedText() == "hello"
        QTest.keyClick(find(box, QLineEdit, "nameEdit"), Qt.Key.Key_Return)
        assert (await saving).path == "hello"
        assert rows(desk.sidebar.templates.tree) == ["hello"]
        assert (tmp_path / "home" / "templates" / "hello.toml").exists()


async def test_a_folder_is_chosen_or_made_on_saving(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        saving = spawn(desk.keeper.save_as(replace(HELLO, name="bye", folder="")), "save")
        box = await dialog(desk.keeper.window, DetailsDialog)
        folders = find(box, QComboBox, "folderBox")
        assert [folders.itemText(i) for i in range(folders.count())] == ["(top)", "Greetings"]
        folders.setCurrentText(" Greetings / Late /")
        box.accept()
        assert (await saving).path == "Greetings/Late/bye"
        assert workspace.templates.get("Greetings/Late/bye").content == "Hi"
        tree = desk.sidebar.templates.tree
        assert tree.current() == Key("thing", "Greetings/Late/bye"), "it is to be seen"
        assert tree.currentItem().parent().isExpanded()


@pytest.mark.parametrize(("button", "url"), [("Cancel", "ws://feed/"), ("Replace", "ws://new/")])
async def test_replacing_is_asked_for_and_keeps_the_rest(
    workspace: Workspace, button: str, url: str
) -> None:
    old = Endpoint(name="feed", url="ws://feed/", description="of ticks", variables={"a": 1})
    workspace.endpoints.save(old, replace=True)
    async with running_desk(workspace.root) as desk:
        saving = spawn(desk.keeper.save_as(Endpoint(name="feed", url="ws://new/")), "save")
        box = await dialog(desk.keeper.window, DetailsDialog)
        box.accept()
        await back(desk.keeper.window, box)
        assert "exists already" in await press(desk, button)
        await saving
        assert workspace.endpoints.get("feed") == replace(old, url=url)


async def test_what_cannot_be_written_is_told(workspace: Workspace, tmp_path: Path) -> None:
    async with running_desk(tmp_path / "new") as desk:
        (tmp_path / "new").write_text("a file where the folder should be")
        saving = spawn(desk.keeper.save(HELLO), "save")
        assert str(tmp_path / "new") in await press(desk, "OK")
        assert await saving is None


async def test_another_workspace_is_shown_instead(workspace: Workspace, tmp_path: Path) -> None:
    async with running_desk(workspace.root) as desk:
        shown = QSignalSpy(desk.keeper.workspace_changed)
        outside = QSignalSpy(desk.keeper.changed_outside)
        other = Workspace(tmp_path / "other")
        other.templates.save(Template(name="there", kind="text", content=""))
        desk.keeper.use(other)
        await until(lambda: rows(desk.sidebar.templates.tree) == ["there"], "its templates")
        assert told(shown) == [[other]]
        assert told(outside) == []


async def test_what_is_open_and_folded_is_so_at_the_next_start(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        desk.sidebar.templates.tree.topLevelItem(0).setExpanded(True)
        desk.sidebar.scenarios._heading.click()
    async with running_desk(workspace.root) as desk:
        assert rows(desk.sidebar.templates.tree) == ["Greetings", "  hello"]
        assert desk.sidebar.scenarios.folded
        assert not desk.sidebar.endpoints.folded


async def test_a_search_goes_through_all_shelves(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        search = desk.sidebar.search
        search.setFocus()
        QTest.keyClicks(search, "hi")
        assert rows(desk.sidebar.templates.tree) == ["Greetings", "  hello"], "by its content"
        assert rows(desk.sidebar.endpoints.tree) == []
        QTest.keyClick(search, Qt.Key.Key_Down)
        assert desk.sidebar.templates.tree.hasFocus()
        search.setFocus()
        QTest.keyClick(search, Qt.Key.Key_Escape)
        assert search.text() == ""
        assert rows(desk.sidebar.endpoints.tree) == ["feed"]


async def test_after_a_save_of_ours_changes_by_others_are_told(workspace: Workspace) -> None:
    """Of one that changed nothing, one that failed, and one that met another's change."""
    path = workspace.templates.files()[HELLO.path]
    theirs = replace(HELLO, content="theirs")
    async with running_desk(workspace.root) as desk:
        keeper = desk.keeper
        outside = QSignalSpy(keeper.changed_outside)
        assert await keeper.save(HELLO) == HELLO
        workspace.templates.save(theirs, replace=True)
        await keeper.refresh()
        assert told(outside) == [["template", HELLO.path]]

        path.write_text("name = ", encoding="utf-8")
        await keeper.refresh()
        saving = spawn(
            keeper.do(
                lambda: keeper.workspace.templates.rename(HELLO.path, "x"),
                [("template", HELLO.path)],
            ),
            "rename",
        )
        await press(desk, "OK")
        await saving
        path.unlink()
        workspace.templates.save(HELLO)
        await keeper.refresh()
        workspace.templates.save(theirs, replace=True)
        await keeper.refresh()
        assert told(outside)[-1] == ["template", HELLO.path]

        count = outside.count()
        _, stamp = workspace.templates.read(HELLO.path)
        workspace.templates.save(HELLO, replace=True)
        mine = replace(HELLO, content="mine")
        saving = spawn(keeper._write(mine, stamp), "save over what another changed")
        await press(desk, "OK")
        await saving
        assert told(outside)[count:] == [["template", HELLO.path]]
