"""Each tab has its environment; the sidebar chooses that of the tab on top."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from inspector.demo import DemoServer
from inspector.events import ReadyState
from inspector.library import Endpoint, Environment, Folder, Template, Workspace
from inspector.ui.library.environment_dialog import EnvironmentDialog
from inspector.ui.library.secret_prompt import SecretDialog
from inspector.ui.library.shelved import Key
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from tests.support.app import back, click, dialog, find, retype, running_window, until
from tests.support.desk import rows


def workspace(home: Path) -> Workspace:
    made = Workspace(home)
    made.environments.save(
        Environment(name="staging", colour="orange", variables={"host": "staging.test"})
    )
    made.environments.save(
        Environment(name="production", colour="red", variables={"host": "example.test"})
    )
    return made


async def choose(window: MainWindow, name: str) -> SessionTab:
    box = find(window, QComboBox, "environmentBox")
    await until(lambda: box.findText(name) >= 0, name)
    box.setCurrentIndex(box.findText(name))
    box.activated.emit(box.currentIndex())
    tab = window.tabs.current
    await until(lambda: tab.environment is not None and tab.environment.name == name, name)
    return tab


async def test_each_tab_has_its_own_and_shows_it(tmp_path: Path) -> None:
    workspace(tmp_path)
    async with running_window(tmp_path) as window:
        await choose(window, "staging")
        second = window.new_tab()
        await until(lambda: second.environment is not None, "that which was chosen last")
        await choose(window, "production")
        bar, box = window.tabs.tabBar(), find(window, QComboBox, "environmentBox")
        assert [bar.tabText(0), bar.tabText(1)] == ["New tab · staging", "New tab · production"]
        assert [bar.tabData(0), bar.tabData(1)] == ["orange", "red"]
        window.tabs.setCurrentIndex(0)
        assert box.currentText() == "staging"
        window.tabs.setCurrentIndex(1)
        assert box.currentText() == "production"


async def test_a_new_name_goes_with_the_tabs(tmp_path: Path) -> None:
    kept = workspace(tmp_path)
    async with running_window(tmp_path) as window:
        tab = await choose(window, "staging")
        window.sidebar.environment.asked.emit("edit")
        box = await dialog(window, EnvironmentDialog)
        retype(find(box, QLineEdit, "nameEdit"), "testing")
        box.accept()
        await until(lambda: tab.environment.name == "testing", "the new name")
        assert window.tabs.tabText(0) == "New tab · testing"
        await until(lambda: find(window, QComboBox, "environmentBox").currentText() == "testing")
        kept.environments.save(
            Environment(name="testing", variables={"host": "other.test"}), replace=True
        )
        window.keeper.reload()
        await until(lambda: tab.environment.variables == {"host": "other.test"}, "the new value")
        second = window.new_tab()
        await until(lambda: second.environment is not None, "that which was chosen last")
        assert second.environment.name == "testing"


async def test_one_whose_file_broke_still_holds_and_is_shown(tmp_path: Path) -> None:
    workspace(tmp_path)
    async with running_window(tmp_path) as window:
        await choose(window, "staging")
        (tmp_path / "environments" / "staging.toml").write_text("<<<<<<< a\n=======\n>>>>>>> b\n")
        window.keeper.reload()
        button = window.sidebar.broken
        await until(button.isVisible, "the broken file to be told of")
        assert button.text() == "1 file unreadable"
        assert "environments/staging.toml: a merge left both versions" in button.toolTip()
        assert window.tabs.tabText(0) == "New tab · staging"
        assert find(window, QComboBox, "environmentBox").currentText() == "staging (as it was)"


async def test_another_workspace_takes_over_nothing_that_was_saved_in_the_first(
    tmp_path: Path,
) -> None:
    """Though it may have things of the same names."""
    first, other = workspace(tmp_path), workspace(tmp_path / "other")
    hello = Template(name="hello", kind="text", content="Hi")
    first.templates.save(hello)
    first.endpoints.save(Endpoint(name="feed", url="ws://feed/", variables={"key": 1}))
    other.templates.save(Template(name="hello", kind="text", content="of the other"))
    async with running_window(tmp_path) as window:
        tab = await choose(window, "staging")
        tab.connector.use(first.endpoints.get("feed"))
        tab.use_template(hello)
        window.desk.workspaces.open(other.root)
        await until(lambda: tab.environment is None, "no environment")
        await until(lambda: "hello" in rows(window.sidebar.templates.tree), "the other")
        assert tab.composer.content() == ("text", "Hi")
        assert tab.composer.open_template is None
        assert (tab.connector.saved, tab.address.url) == (None, "ws://feed/")
        assert tab.context.context.scopes().find("key") is None


async def test_an_endpoint_that_is_moved_is_still_the_tabs(tmp_path: Path) -> None:
    kept = workspace(tmp_path)
    kept.endpoints.save(Endpoint(name="feed", url="ws://feed/"))
    kept.endpoints.save_folder(Folder(path="EU", variables={"region": "eu"}))
    async with running_window(tmp_path) as window:
        await until(lambda: "feed" in rows(window.sidebar.endpoints.tree), "it read")
        tab = window.tabs.current
        tab.connector.use(kept.endpoints.get("feed"))
        window.sidebar.endpoints.moved.emit(Key("thing", "feed"), "EU")
        await until(lambda: tab.connector.saved.path == "EU/feed", "it moved")
        window.sidebar.endpoints.renamed.emit(Key("thing", "EU/feed"), "prices")
        await until(lambda: tab.connector.saved.path == "EU/prices", "it renamed")
        assert window.tabs.tabText(0) == "prices"
        assert tab.context.context.scopes().find("region").value == "eu"


async def test_a_new_tab_connects_with_the_environment_that_it_gets(tmp_path: Path) -> None:
    """It is read meanwhile; the variables of the address must not be looked up before."""
    kept = workspace(tmp_path)
    async with DemoServer() as server, running_window(tmp_path) as window:
        kept.environments.save(
            Environment(name="staging", variables={"host": server.url("").split("/")[2]}),
            replace=True,
        )
        window.tabs.current.address.url = "ws://used.test/"
        await choose(window, "staging")
        window.tabs.current.is_kept = True
        window.connect_endpoint(Endpoint(name="demo", url="ws://{{host}}/echo"))
        tab = window.tabs.current
        assert tab.environment is None, "it is on its way"
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")


async def test_what_others_change_in_the_file_holds_at_once(tmp_path: Path) -> None:
    kept = workspace(tmp_path)
    async with running_window(tmp_path) as window:
        tab = await choose(window, "staging")
        kept.environments.save(
            Environment(name="staging", colour="green", variables={"host": "other.test"}),
            replace=True,
        )
        window.keeper.reload()
        await until(lambda: tab.environment.variables == {"host": "other.test"}, "the new value")
        assert window.tabs.tabBar().tabData(0) == "green"


async def test_a_secret_without_a_value_is_asked_for_once(tmp_path: Path) -> None:
    kept = workspace(tmp_path)
    kept.environments.save(Environment(name="secret", secrets=("token", "other")))
    async with running_window(tmp_path) as window:
        tab = await choose(window, "secret")
        box = await dialog(window, SecretDialog)
        retype(find(box, QLineEdit, "secretEdit"), "s3cret")
        box.accept()
        await back(window, box)
        box = await dialog(window, SecretDialog)
        box.reject()
        await back(window, box)
        await until(lambda: tab.context.context.secrets == {"token": "s3cret"}, "the secret")
        tab.address.url = "ws://{{other}}/"
        click(find(window, QPushButton, "connectButton"))
        why = tab.strip.findChild(QLabel, "problemLabel")
        await until(lambda: "has no value" in why.text(), "why not")


async def test_another_workspace_has_other_environments(tmp_path: Path) -> None:
    workspace(tmp_path)
    (tmp_path / "other").mkdir()
    async with running_window(tmp_path) as window:
        tab = await choose(window, "staging")
        window.keeper.use(Workspace(tmp_path / "other"))
        await until(lambda: tab.environment is None, "none")
        assert window.library.workspace.root == tmp_path / "other"
        box = find(window, QComboBox, "environmentBox")
        await until(lambda: box.count() == 1, "no environment to choose")
