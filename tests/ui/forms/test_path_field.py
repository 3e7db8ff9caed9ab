"""The field for a path of the workspace: no key that is pressed in it waits for the disk."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.forms.fields import path
from inspector.ui.forms.sources import KnownPaths
from tests.support.app import until


class Disk:
    """A slow one: each reading waits until it is let go."""

    def __init__(self) -> None:
        self.paths = ["Auth/answer", "ping"]
        self.readings = 0
        self.threads: set[threading.Thread] = set()
        self.is_fast = threading.Event()

    def read(self) -> list[str]:
        self.readings += 1
        self.threads.add(threading.current_thread())
        self.is_fast.wait()
        return list(self.paths)


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    disk.is_fast.set()


@pytest.fixture
def edit(qtbot: QtBot, disk: Disk) -> Iterator[QLineEdit]:
    window = QWidget()
    field = path("pathEdit", "Template", "", KnownPaths(disk.read))
    other = QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(other)
    column.addWidget(field.widget)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    other.setFocus()
    assert isinstance(field.widget, QLineEdit)
    yield field.widget
    window.close()


def said(edit: QLineEdit) -> str:
    return edit.accessibleDescription()


async def test_typing_reads_once_and_in_a_thread(edit: QLineEdit, disk: Disk) -> None:
    edit.setFocus()
    QTest.keyClicks(edit, "Auth/ans")
    assert said(edit) == "", "it is not known what there is"
    disk.is_fast.set()
    await until(lambda: "no template “Auth/ans”" in said(edit), "the sign")
    QTest.keyClicks(edit, "wer")
    assert said(edit) == ""
    QTest.keyClicks(edit, "s")
    assert "no template “Auth/answers”" in said(edit)
    assert disk.readings == 1
    assert threading.main_thread() not in disk.threads


async def test_a_text_is_checked_that_nobody_typed(edit: QLineEdit, disk: Disk) -> None:
    disk.is_fast.set()
    edit.setText("answer")
    await until(lambda: disk.readings == 1, "the reading")
    edit.setText("gone")
    await until(lambda: "no template “gone”" in said(edit), "the sign")


async def test_what_is_saved_meanwhile_is_known_when_the_field_is_entered(
    edit: QLineEdit, disk: Disk
) -> None:
    disk.is_fast.set()
    edit.setText("new")
    await until(lambda: "no template “new”" in said(edit), "the sign")
    disk.paths.append("Auth/new")
    edit.setFocus()
    await until(lambda: said(edit) == "", "no sign")


async def test_down_offers_all_as_soon_as_they_are_known(edit: QLineEdit, disk: Disk) -> None:
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Down)
    popup = edit.completer().popup()
    assert not popup.isVisible()
    disk.is_fast.set()
    await until(popup.isVisible, "the list")
    assert popup.model().rowCount() == 2
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert edit.text() == "Auth/answer"


async def test_a_list_that_nobody_waits_for_stays_closed(edit: QLineEdit, disk: Disk) -> None:
    edit.setFocus()
    QTest.keyClicks(edit, "x")
    disk.is_fast.set()
    await until(lambda: "no template" in said(edit), "the sign")
    assert not edit.completer().popup().isVisible()


async def test_a_list_that_is_known_after_the_field_was_left_stays_closed(
    edit: QLineEdit, disk: Disk
) -> None:
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Down)
    other = next(it for it in edit.window().findChildren(QLineEdit) if it is not edit)
    other.setFocus()
    edit.setText("gone")
    disk.is_fast.set()
    await until(lambda: "no template" in said(edit), "the sign")
    assert not edit.completer().popup().isVisible()
