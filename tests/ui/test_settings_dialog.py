"""The settings: what they say of the recordings, and what becomes of the limit."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QLabel,
    QMessageBox,
    QPushButton,
)

from inspector.recording import recordings_folder
from inspector.ui import recordings_keeper
from inspector.ui.main_window import MainWindow
from inspector.ui.settings_dialog import SettingsDialog
from inspector.ui.text import byte_count
from tests.support.app import back, click, dialog, find, retype, running_window, until
from tests.support.unsaved import record, there

MB = 10**6


@contextlib.asynccontextmanager
async def running(home: Path) -> AsyncIterator[MainWindow]:
    """The window, with three recordings of more than a megabyte in the folder."""
    for name in "abc":
        record(recordings_folder(), name, MB)
    async with running_window(home) as window:
        yield window


async def opened(window: MainWindow) -> SettingsDialog:
    window.commands["settings"].trigger()
    box = await dialog(window, SettingsDialog)
    assert isinstance(box, SettingsDialog)
    label = find(box, QLabel, "recordingsUsageLabel")
    await until(lambda: "recording" in label.text(), "how much there is")
    return box


async def answer(window: MainWindow, box: SettingsDialog, button: str) -> None:
    buttons = box.findChild(QDialogButtonBox)
    click(buttons.button(QDialogButtonBox.StandardButton[button]))
    await back(window, box)


def usage(box: SettingsDialog) -> str:
    return find(box, QLabel, "recordingsUsageLabel").text()


async def test_it_says_how_much_there_is(tmp_path: Path) -> None:
    async with running(tmp_path) as window:
        box = await opened(window)
        size = sum(path.stat().st_size for path in recordings_folder().iterdir())
        assert usage(box) == f"There now: 3 recordings, {byte_count(size)}"
        assert find(box, QDoubleSpinBox, "recordingsLimitSpin").value() == 5
        assert find(box, QComboBox, "recordingsLimitUnitBox").currentText() == "GB"
        await answer(window, box, "Cancel")


async def test_a_lower_limit_deletes_when_it_is_accepted(tmp_path: Path) -> None:
    async with running(tmp_path) as window:
        box = await opened(window)
        find(box, QComboBox, "recordingsLimitUnitBox").setCurrentText("MB")
        retype(find(box, QDoubleSpinBox, "recordingsLimitSpin"), "3")
        assert usage(box).endswith(" MB. OK deletes the oldest beyond 3 MB.")
        assert len(there(recordings_folder())) == 3, "not while it is being typed"
        await answer(window, box, "Ok")
        await until(window.notice.isVisible, "the news")
        assert there(recordings_folder()) == ["b.wsrec", "c.wsrec"]
        click(find(window.notice, QPushButton, "deletionButton"))
        box = await opened(window)
        assert usage(box).startswith("There now: 2 recordings")
        assert box.limit == 3 * MB
        await answer(window, box, "Cancel")


async def test_a_changed_mind_changes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as window:
        box = await opened(window)
        find(box, QCheckBox, "recordingsLimitBox").setChecked(False)
        await answer(window, box, "Cancel")
        assert window.recordings.limit == recordings_keeper.DEFAULT_LIMIT


async def test_there_can_be_no_limit(tmp_path: Path) -> None:
    async with running(tmp_path) as window:
        box = await opened(window)
        click(find(box, QCheckBox, "recordingsLimitBox"))
        assert not find(box, QDoubleSpinBox, "recordingsLimitSpin").isEnabled()
        await answer(window, box, "Ok")
        await until(lambda: window.recordings.limit is None, "the setting")
        box = await opened(window)
        assert not find(box, QCheckBox, "recordingsLimitBox").isChecked()
        assert box.limit is None
        click(find(box, QCheckBox, "recordingsLimitBox"))
        assert box.limit == recordings_keeper.DEFAULT_LIMIT
        await answer(window, box, "Cancel")


async def test_all_are_deleted_after_a_question(tmp_path: Path) -> None:
    async with running(tmp_path) as window:
        box = await opened(window)
        delete = find(box, QPushButton, "deleteRecordingsButton")
        for word in ("Cancel", "Delete all"):
            click(delete)
            question = await dialog(box, QMessageBox)
            assert "3 recordings" in question.text()
            assert len(there(recordings_folder())) == 3
            click(next(b for b in question.buttons() if b.text().replace("&", "") == word))
            await back(box, question)
        await until(lambda: usage(box) == "There now: 0 recordings, 0 B", "the new count")
        assert not delete.isEnabled()
        assert there(recordings_folder()) == []
        await answer(window, box, "Cancel")
        assert window.notice.text.startswith("3 recordings, ")
        assert window.notice.text.endswith(" MB, deleted.")


async def test_the_folder_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path) as window:
        shown: list[QUrl] = []
        monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
        box = await opened(window)
        click(find(box, QPushButton, "showRecordingsButton"))
        assert [Path(url.toLocalFile()) for url in shown] == [recordings_folder()]
        await answer(window, box, "Cancel")


async def test_a_folder_that_cannot_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as window:

        def fail(_: Path) -> None:
            raise PermissionError("the folder of recordings is locked")

        monkeypatch.setattr(recordings_keeper, "usage", fail)
        box = await opened(window)
        find(box, QComboBox, "recordingsLimitUnitBox").setCurrentText("MB")
        assert usage(box) == "the folder of recordings is locked"
        assert not find(box, QPushButton, "deleteRecordingsButton").isEnabled()
        await answer(window, box, "Cancel")


async def test_it_may_be_closed_before_it_has_looked(tmp_path: Path) -> None:
    async with running(tmp_path) as window:
        for _ in range(3):
            window.commands["settings"].trigger()
            box = await dialog(window, SettingsDialog)
            box.reject()
            await back(window, box)


async def test_everything_has_a_name_and_a_tip(tmp_path: Path) -> None:
    async with running(tmp_path) as window:
        box = await opened(window)
        for kind in (QCheckBox, QDoubleSpinBox, QComboBox):
            for field in box.findChildren(kind):
                assert field.objectName()
                assert field.accessibleName()
                assert field.toolTip()
        await answer(window, box, "Cancel")


async def test_the_keyboard_way(tmp_path: Path) -> None:
    async with running(tmp_path) as window:
        await until(window.isActiveWindow, "the window")
        QTest.keySequence(window, window.commands["settings"].shortcut())
        box = await dialog(window, SettingsDialog)
        await answer(window, box, "Cancel")
        assert window.commands["settings"].menuRole() == QAction.MenuRole.PreferencesRole
