"""Environments: made, edited with their secrets, copied and deleted."""

from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QLineEdit

from inspector.library import Environment, Workspace
from inspector.ui.library.environment_dialog import EnvironmentDialog
from inspector.ui.library.variables_table import NAME, VALUE, VariablesTable
from tests.support.app import back, dialog, find, until
from tests.support.desk import press, running_desk
from tests.ui.library.conftest import MemoryKeyring

STAGING = Environment(
    name="staging", colour="green", variables={"host": "s.example", "port": 1}, secrets=("key",)
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path / "home")
    workspace.environments.save(STAGING)
    return workspace


def table_of(box: EnvironmentDialog) -> VariablesTable:
    return box.findChild(VariablesTable)


async def test_one_is_made_and_chosen(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    async with running_desk(tmp_path / "home") as desk:
        chosen = QSignalSpy(desk.keeper.environment_chosen)
        desk.sidebar.environment.asked.emit("new")
        box = await dialog(desk.keeper.window, EnvironmentDialog)
        ok = box.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        assert not ok.isEnabled(), "it has no name"
        find(box, QLineEdit, "nameEdit").setText("production")
        find(box, QComboBox, "colourBox").setCurrentText("red")
        table_of(box).show_variables({"port": 443}, {"key": "hunter2"})
        assert "keyring" in find(box, QLabel, "secretsAbout").text()
        ok.click()
        await until(lambda: desk.sidebar.environment.current == "production", "it chosen")
        assert list(chosen.at(0)) == ["production"]
        workspace = desk.keeper.workspace
        made = workspace.environments.get("production")
        assert made == Environment(
            name="production", colour="red", variables={"port": 443}, secrets=("key",)
        )
        assert "hunter2" not in (workspace.root / "environments/production.toml").read_text()
        assert list(memory_keyring.kept.values()) == ["hunter2"]
        assert await desk.keeper.secrets_of(made) == {"key": "hunter2"}


async def test_values_and_secrets_are_edited(
    workspace: Workspace, memory_keyring: MemoryKeyring
) -> None:
    async with running_desk(workspace.root) as desk:
        await desk.keeper.take("environment", "staging")
        await desk.keeper.keep_secrets(STAGING, {"key": "old"})
        changed = QSignalSpy(desk.keeper.contents_changed)
        desk.sidebar.environment.asked.emit("edit")
        box = await dialog(desk.keeper.window, EnvironmentDialog)
        table = table_of(box)
        assert table.secrets() == {"key": "old"}
        table.table.item(2, VALUE).setText("new")
        box.accept()
        await until(lambda: list(memory_keyring.kept.values()) == ["new"], "the new secret")
        await until(lambda: changed.count() == 1, "the tabs to hear of it")
        assert workspace.environments.get("staging") == STAGING


async def test_secrets_follow_a_new_name(
    workspace: Workspace, memory_keyring: MemoryKeyring
) -> None:
    async with running_desk(workspace.root) as desk:
        followed = QSignalSpy(desk.keeper.path_changed)
        await desk.keeper.take("environment", "staging")
        await desk.keeper.keep_secrets(STAGING, {"key": "hunter2"})
        desk.sidebar.environment.asked.emit("edit")
        box = await dialog(desk.keeper.window, EnvironmentDialog)
        find(box, QLineEdit, "nameEdit").setText("testing")
        box.accept()
        await until(lambda: followed.count() == 1, "the new name")
        assert list(followed.at(0)) == ["environment", "staging", "testing"]
        [testing] = workspace.environments.list()
        assert testing.name == "testing"
        assert await desk.keeper.secrets_of(testing) == {"key": "hunter2"}
        assert len(memory_keyring.kept) == 1


async def test_a_secret_that_is_none_any_more_is_forgotten(
    workspace: Workspace, memory_keyring: MemoryKeyring
) -> None:
    async with running_desk(workspace.root) as desk:
        await desk.keeper.take("environment", "staging")
        await desk.keeper.keep_secrets(STAGING, {"key": "hunter2"})
        desk.sidebar.environment.asked.emit("edit")
        box = await dialog(desk.keeper.window, EnvironmentDialog)
        table_of(box).show_variables({"host": "s.example"})
        box.accept()
        await until(lambda: memory_keyring.kept == {}, "it forgotten")
        assert workspace.environments.get("staging").secrets == ()


async def test_without_a_keyring_it_says_how_long_they_last(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: str) -> None:
        raise RuntimeError("locked")

    monkeypatch.setattr(MemoryKeyring, "get_password", refuse)
    monkeypatch.setattr(MemoryKeyring, "set_password", refuse)
    async with running_desk(workspace.root) as desk:
        await desk.keeper.take("environment", "staging")
        desk.sidebar.environment.asked.emit("edit")
        box = await dialog(desk.keeper.window, EnvironmentDialog)
        about = find(box, QLabel, "secretsAbout")
        assert "until you quit" in about.text()
        assert "locked" in about.toolTip()
        table_of(box).table.item(2, VALUE).setText("hunter2")
        box.accept()
        await back(desk.keeper.window, box)
        await until(lambda: desk.keeper.secrets._in_memory, "it in memory")
        assert await desk.keeper.secrets_of(STAGING) == {"key": "hunter2"}


async def test_what_cannot_be_kept_keeps_the_dialog_open(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        await desk.keeper.take("environment", "staging")
        desk.sidebar.environment.asked.emit("edit")
        box = await dialog(desk.keeper.window, EnvironmentDialog)
        table_of(box).table.item(1, NAME).setText("host")
        problem = find(box, QLabel, "environmentProblem")
        assert "two variables named host" in problem.text()
        ok = box.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        assert not ok.isEnabled()
        table_of(box).table.item(1, NAME).setText("port")
        assert ok.isEnabled()
        assert not problem.isVisible()
        box.reject()
        await back(desk.keeper.window, box)


async def test_a_copy_has_the_secrets_too(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        await desk.keeper.take("environment", "staging")
        await desk.keeper.keep_secrets(STAGING, {"key": "hunter2"})
        desk.sidebar.environment.asked.emit("duplicate")
        await until(lambda: desk.sidebar.environment.current == "staging copy", "it chosen")
        copy = workspace.environments.get("staging copy")
        assert copy.variables == STAGING.variables
        assert await desk.keeper.secrets_of(copy) == {"key": "hunter2"}


async def test_deleting_is_asked_for_and_forgets_the_secrets(
    workspace: Workspace, memory_keyring: MemoryKeyring
) -> None:
    async with running_desk(workspace.root) as desk:
        await desk.keeper.take("environment", "staging")
        await desk.keeper.keep_secrets(STAGING, {"key": "hunter2"})
        chosen = QSignalSpy(desk.keeper.environment_chosen)
        desk.sidebar.environment.asked.emit("delete")
        assert "staging" in await press(desk, "Cancel")
        assert len(workspace.environments.list()) == 1
        desk.sidebar.environment.asked.emit("delete")
        await press(desk, "Delete")
        await until(lambda: chosen.count() == 1, "the tab to have none")
        assert list(chosen.at(0)) == [None]
        assert desk.sidebar.environment.current is None
        assert memory_keyring.kept == {}


async def test_a_name_that_is_taken_is_explained(workspace: Workspace) -> None:
    async with running_desk(workspace.root) as desk:
        desk.sidebar.environment.asked.emit("new")
        box = await dialog(desk.keeper.window, EnvironmentDialog)
        find(box, QLineEdit, "nameEdit").setText("staging")
        box.accept()
        await back(desk.keeper.window, box)
        assert "staging" in await press(desk, "OK")
        assert workspace.environments.get("staging") == STAGING
