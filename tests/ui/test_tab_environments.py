"""Each tab has its environment; the sidebar chooses that of the tab on top."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from inspector.library import Environment, Workspace
from inspector.ui.library.secret_prompt import SecretDialog
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from tests.support.app import back, click, dialog, find, retype, running_window, until


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
        assert find(window, QComboBox, "environmentBox").count() == 1
