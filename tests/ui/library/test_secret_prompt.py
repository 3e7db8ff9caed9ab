"""A secret that is needed and not known is asked for, once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit

from inspector.ui.library import ask_secret
from inspector.ui.library.secret_prompt import SecretDialog
from inspector.ui.loop import spawn
from tests.support.app import back, dialog, find
from tests.support.desk import running_desk
from tests.ui.library.conftest import MemoryKeyring


async def test_it_is_asked_for_and_kept(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    async with running_desk(tmp_path / "home") as desk:
        window, secrets = desk.keeper.window, desk.keeper.secrets
        asking = spawn(ask_secret(window, secrets, "id", "staging", "key"), "ask")
        box = await dialog(window, SecretDialog)
        edit = find(box, QLineEdit, "secretEdit")
        ok = box.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        assert not ok.isEnabled()
        assert "keyring" in find(box, QLabel, "secretAbout").text()
        QTest.keyClicks(edit, "hunter2")
        assert edit.echoMode() == QLineEdit.EchoMode.Password
        edit.actions()[-1].trigger()
        assert edit.echoMode() == QLineEdit.EchoMode.Normal
        QTest.keyClick(edit, Qt.Key.Key_Return)
        assert await asking == "hunter2"
        assert list(memory_keyring.kept.values()) == ["hunter2"]
        assert secrets.get("id", "staging", "key") == "hunter2"


async def test_a_changed_mind_keeps_nothing(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    async with running_desk(tmp_path / "home") as desk:
        window, secrets = desk.keeper.window, desk.keeper.secrets
        asking = spawn(ask_secret(window, secrets, "id", "staging", "key"), "ask")
        box = await dialog(window, SecretDialog)
        QTest.keyClick(box, Qt.Key.Key_Escape)
        await back(window, box)
        assert await asking is None
        assert memory_keyring.kept == {}


async def test_without_a_keyring_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: str) -> None:
        raise RuntimeError("locked")

    monkeypatch.setattr(MemoryKeyring, "get_password", refuse)
    monkeypatch.setattr(MemoryKeyring, "set_password", refuse)
    async with running_desk(tmp_path / "home") as desk:
        window, secrets = desk.keeper.window, desk.keeper.secrets
        secrets.get("id", "staging", "key")
        asking = spawn(ask_secret(window, secrets, "id", "staging", "key"), "ask")
        box = await dialog(window, SecretDialog)
        about = find(box, QLabel, "secretAbout")
        assert "until you quit" in about.text()
        assert "locked" in about.toolTip()
        QTest.keyClicks(find(box, QLineEdit, "secretEdit"), "hunter2")
        box.accept()
        assert await asking == "hunter2"
        assert secrets.get("id", "staging", "key") == "hunter2"
