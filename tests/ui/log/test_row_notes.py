"""Rows with a colour: painted, told of, given and taken away in the menu."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from inspector.events import Direction, Frame
from inspector.recording import Note, Recording
from inspector.ui import theme
from inspector.ui.log.row_notes import RowNotes
from inspector.ui.log.view import LogView
from tests.support.app import dialog, find, until

PAYLOAD = b"hello"
FRAME = Frame(1_700_000_000_000_000_000, Direction.RECEIVED, b"\x81\x05", PAYLOAD)
FIRST, LAST = FRAME._replace(header=b"\x01\x05"), FRAME._replace(header=b"\x80\x05")


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "log.wsrec") as recording:
        recording.append(1, [FRAME, FRAME, FIRST, LAST])
        recording.flush()
        yield recording


@pytest.fixture
def view(qtbot: QtBot, recording: Recording) -> Iterator[LogView]:
    view = LogView()
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.set_recording(recording, follow=False)
    view.show()
    yield view
    view.set_recording(None)


def left_edge(view: LogView, row: int) -> QColor:
    box = view.table.visualRect(view.model.index(row, 0))
    image = view.table.viewport().grab().toImage()
    return image.pixelColor(box.left() + 1, box.center().y())


def colours(recording: Recording) -> dict[int, str]:
    return {seq: note.colour for seq, note in recording.notes().items()}


def choose(view: LogView, *rows: int) -> None:
    view.table.selectionModel().clear()
    for row in rows:
        index = view.model.index(row, 0)
        view.table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Select)


def mark(view: LogView, name: str) -> None:
    view.table.customContextMenuRequested.emit(QPoint(5, 5))
    menu = view.findChild(QMenu, "markMenu")
    assert menu.isEnabled()
    menu.findChild(QAction, name).trigger()
    view.findChild(QMenu, "logMenu").close()


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_a_marked_row_has_its_colour_at_the_left(view: LogView, scheme: Qt.ColorScheme) -> None:
    theme.choose_scheme(scheme)
    assert left_edge(view, 1) not in [theme.named("red"), theme.named("green")]
    choose(view, 1)
    mark(view, "markRedAction")
    assert left_edge(view, 1) == theme.named("red")
    mark(view, "markGreenAction")
    assert left_edge(view, 1) == theme.named("green")
    mark(view, "markNoneAction")
    assert left_edge(view, 1) not in [theme.named("red"), theme.named("green")]
    theme.choose_scheme(Qt.ColorScheme.Unknown)


def test_all_that_are_selected_are_marked_and_a_frame_s_message(
    view: LogView, recording: Recording
) -> None:
    view.model.set_open(2, True)
    choose(view, 0, 4)
    mark(view, "markBlueAction")
    assert colours(recording) == {1: "blue", 3: "blue"}
    assert [view.model.note(row).colour for row in range(5)] == ["blue", "", "blue", "blue", "blue"]


def test_a_screen_reader_hears_of_the_colour(view: LogView) -> None:
    choose(view, 0)
    mark(view, "markPurpleAction")
    said = view.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("marked purple")


def act(view: LogView, name: str) -> None:
    """Choose an entry of the context menu."""
    view.table.customContextMenuRequested.emit(QPoint(5, 5))
    menu = find(view, QMenu, "logMenu")
    find(menu, QAction, name).trigger()
    menu.close()


def said_of(view: LogView, row: int) -> str:
    return view.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def pixels(view: LogView, row: int, left: int, width: int) -> set[str]:
    """The colours in a part of the row, `left` from its right edge where that is negative."""
    box = view.table.visualRect(view.model.index(row, 0))
    image = view.table.viewport().grab().toImage()
    start = box.left() + left if left >= 0 else box.right() + left
    columns, lines = range(start, start + width), range(box.top(), box.bottom())
    return {image.pixelColor(x, y).name() for x in columns for y in lines}


def test_a_bookmark_is_set_and_removed(view: LogView, recording: Recording) -> None:
    view.model.set_open(2, True)
    choose(view, 4)
    plain = pixels(view, 2, 6, 12)
    act(view, "bookmarkAction")
    assert recording.notes() == {3: Note(bookmark=True)}
    assert said_of(view, 2).endswith("bookmarked")
    assert pixels(view, 2, 6, 12) > plain
    act(view, "bookmarkAction")
    assert recording.notes() == {}
    assert pixels(view, 2, 6, 12) == plain


async def test_a_comment_is_written_shown_and_removed(view: LogView, recording: Recording) -> None:
    changes = QSignalSpy(view.notes_changed)
    choose(view, 1)
    plain = pixels(view, 1, -80, 60)
    for before, text in (("", "look\u202e here\nagain"), ("look\u202e here\nagain", "")):
        act(view, "commentAction")
        asked = await dialog(view, QInputDialog)
        assert asked.textValue() == before
        asked.setTextValue(text)
        asked.accept()
        await until(lambda text=text: recording.notes().get(2, Note()).comment == text)
        if text:
            assert said_of(view, 1).endswith("comment: look⟨U+202E⟩ here\nagain")
            tip = view.model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
            assert "look⟨U+202E⟩ here" in tip
            assert pixels(view, 1, -80, 60) > plain
    assert changes.count() == 2
    assert pixels(view, 1, -80, 60) == plain


async def test_a_comment_that_is_cancelled_stays_as_it_was(
    view: LogView, recording: Recording
) -> None:
    recording.comment(2, "stays")
    choose(view, 1)
    act(view, "commentAction")
    asked = await dialog(view, QInputDialog)
    asked.setTextValue("other")
    asked.reject()
    await until(lambda: not asked.isVisible())
    assert recording.notes()[2].comment == "stays"


def test_a_colour_of_another_program_is_none(recording: Recording) -> None:
    recording.mark(1, "mauve")
    recording.mark(2, "grey")
    notes = RowNotes(recording)
    assert (notes.of(1).colour, notes.of(2).colour) == ("", "grey")
    assert RowNotes(None).of(1) == Note()


def test_marks_stay_with_the_file(view: LogView, recording: Recording, tmp_path: Path) -> None:
    choose(view, 0)
    mark(view, "markOrangeAction")
    kept = tmp_path / "kept.wsrec"
    recording.save_as(kept)
    with Recording.open(kept) as again:
        assert colours(again) == {1: "orange"}
        again.mark(2, "yellow")
    with Recording.open(kept) as again:
        assert colours(again) == {1: "orange", 2: "yellow"}
