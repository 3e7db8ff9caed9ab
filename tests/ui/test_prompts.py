"""Questions to a person: what each key answers, and nothing taken for HTML."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from inspector.ui.loop import spawn
from inspector.ui.prompts import ask_open, ask_save, ask_text, confirm, tell
from tests.support.app import dialog, find, retype, until

Key = Qt.Key


@pytest.fixture
def parent(qtbot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


async def gone(parent: QWidget) -> None:
    await until(lambda: not parent.findChildren(QDialog), "the dialog to go")


@pytest.mark.parametrize(("key", "answer"), [(Key.Key_Return, "a name"), (Key.Key_Escape, None)])
async def test_a_line_of_text(parent: QWidget, key: Qt.Key, answer: str | None) -> None:
    asked = spawn(ask_text(parent, "Save", "Name:", "  a name "), "asks")
    QTest.keyClick(await dialog(parent, QInputDialog), key)
    assert await asked == answer
    await gone(parent)


async def test_what_cannot_be_taken_back_is_not_done_by_return(parent: QWidget) -> None:
    for key in (Key.Key_Return, Key.Key_Escape):
        asked = spawn(confirm(parent, "Delete", "Delete “<b>it</b>”?", "Delete"), "asks")
        box = await dialog(parent, QMessageBox)
        assert box.textFormat() == Qt.TextFormat.PlainText
        QTest.keyClick(box, key)
        assert await asked is False
        await gone(parent)
    asked = spawn(confirm(parent, "Delete", "Delete it?", "Delete"), "asks")
    box = await dialog(parent, QMessageBox)
    next(b for b in box.buttons() if b.text() == "Delete").click()
    assert await asked is True
    await gone(parent)


async def test_a_message_is_plain_and_can_be_copied(parent: QWidget) -> None:
    for warning in (True, False):
        told = spawn(tell(parent, "Failed", "<i>what the file said</i>", warning=warning), "tells")
        box = await dialog(parent, QMessageBox)
        assert box.textFormat() == Qt.TextFormat.PlainText
        assert box.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        assert (box.icon() == QMessageBox.Icon.Warning) == warning
        box.accept()
        await told
        await gone(parent)


async def test_a_file_is_looked_for_where_it_is_likely(parent: QWidget, tmp_path: Path) -> None:
    (tmp_path / "a.wsrec").touch()
    asked = spawn(ask_open(parent, "Open", ["Recording (*.wsrec)"], tmp_path), "asks")
    box = await dialog(parent, QFileDialog)
    assert Path(box.directory().path()) == tmp_path
    assert box.fileMode() == QFileDialog.FileMode.ExistingFile
    retype(find(box, QLineEdit, "fileNameEdit"), "a.wsrec")
    box.accept()
    assert await asked == tmp_path / "a.wsrec"
    await gone(parent)


async def test_where_to_write_comes_with_the_kind_of_file(parent: QWidget, tmp_path: Path) -> None:
    kinds = ["JSON Lines (*.jsonl)", "Text (*.txt)"]
    asked = spawn(ask_save(parent, "Export", "a.jsonl", kinds), "asks")
    box = await dialog(parent, QFileDialog)
    box.setDirectory(str(tmp_path))
    box.selectNameFilter(kinds[1])
    box.filterSelected.emit(kinds[1])
    retype(find(box, QLineEdit, "fileNameEdit"), "b")
    box.accept()
    assert await asked == (tmp_path / "b.txt", 1)
    await gone(parent)
