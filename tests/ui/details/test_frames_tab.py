"""The Frames tab: the list, the bits, the bytes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QToolButton, QTreeWidget

from inspector.recording import Recording
from inspector.ui.detail_tabs import FRAMES
from inspector.ui.details import DetailPane
from inspector.ui.details.bits_view import BitsView
from inspector.ui.details.span_text import SpanText
from tests.support.app import click, find, until
from tests.support.entries import KEY, frame
from tests.support.model_mirror import ModelMirror

Record = Callable[..., int]


@pytest.fixture
def frames(pane: DetailPane) -> DetailPane:
    pane.tabs.setCurrentIndex(FRAMES)
    return pane


def dump(pane: DetailPane) -> str:
    return find(pane, SpanText, "frameDump").toPlainText()


def fields(pane: DetailPane) -> dict[str, str]:
    tree = find(pane, QTreeWidget, "headerFields")
    items = [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]
    return {item.text(0): item.text(1) for item in items}


def lines(pane: DetailPane) -> list[str]:
    model = pane.frames.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_single_frame_needs_no_list(frames: DetailPane, record: Record) -> None:
    frames.show_entry(record(frame(1, b"Hello", sent=True)))
    assert not frames.frames.list.isVisible()
    assert fields(frames)["Opcode"] == "0x1 text"
    assert fields(frames)["Masking key"] == KEY.hex(" ")
    assert dump(frames).startswith("00000000  81 85 11 22 33 44 59 47")


def test_wire_unmasked_and_decoded_bytes(frames: DetailPane, record: Record) -> None:
    frames.show_entry(record(frame(1, b"Hello", rsv=4, wire_payload=b"\xf2\x48", sent=True)))
    click(find(frames, QToolButton, "bytesOf1"))
    assert dump(frames).startswith("00000000  f2 48")
    click(find(frames, QToolButton, "bytesOf2"))
    assert dump(frames).endswith("Hello")
    assert find(frames, QLabel, "frameSize").text() == "5 bytes"


def test_where_nothing_is_masked_there_is_nothing_to_unmask(
    frames: DetailPane, record: Record
) -> None:
    first = record(frame(1, b"a", sent=True), frame(1, b"b"))
    frames.show_entry(first)
    click(find(frames, QToolButton, "bytesOf1"))
    frames.show_entry(first + 1)
    assert not find(frames, QToolButton, "bytesOf1").isEnabled()
    assert dump(frames).startswith("00000000  81 01 62")


def test_the_chosen_fragment_is_shown_first(frames: DetailPane, record: Record) -> None:
    parts = [frame(1, b"one", fin=False), frame(0, b"two", fin=False), frame(0, b"three")]
    first = record(*parts)
    frames.show_entry(first + 1)
    assert find(frames, QListView, "frameList").currentIndex().row() == 1
    assert "two" in dump(frames)
    assert lines(frames) == [
        "1 ↓ text, 3 B",
        "2 ↓ continuation, 3 B",
        "3 ↓ continuation FIN, 5 B",
    ]


def test_the_list_is_walked_with_the_keyboard(frames: DetailPane, record: Record) -> None:
    frames.show_entry(record(frame(1, b"one", fin=False), frame(0, b"two")))
    QTest.keyClick(find(frames, QListView, "frameList"), Qt.Key.Key_Down)
    assert "two" in dump(frames)
    assert fields(frames)["FIN"] == "1"


def test_a_growing_message_gets_more_lines(frames: DetailPane, record: Record) -> None:
    frames.show_entry(record(frame(1, b"one", fin=False)))
    mirror = ModelMirror(frames.frames.list.model())
    record(frame(0, b"two", fin=False))
    mirror.check()
    record(frame(0, b"three"))
    mirror.check()
    assert len(lines(frames)) == 3
    assert find(frames, QListView, "frameList").currentIndex().row() == 0
    assert frames.frames.list.isVisible()


def test_thousands_of_frames_are_all_there_and_few_are_read(
    frames: DetailPane, record: Record, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = record(frame(1, fin=False), *[frame(0, b"x", fin=False)] * 2998, frame(0, b"the end"))
    read = []
    frames_of = recording.frames_of

    def counted(message: int, offset: int = 0, limit: int | None = None, *, wait: bool = True):
        entries = frames_of(message, offset, limit, wait=wait)
        read.extend(entries)
        return entries

    monkeypatch.setattr(recording, "frames_of", counted)
    frames.show_entry(first + 2999)
    assert "the end" in dump(frames)
    view = find(frames, QListView, "frameList")
    view.grab()
    assert view.model().rowCount() == 3000
    assert view.currentIndex().row() == 2999
    assert len(read) < 1500


def test_a_violation_is_explained_in_list_and_view(frames: DetailPane, record: Record) -> None:
    odd = frame(0, b"", rsv=2, violation="RSV2 is set (section 5.2).")
    first = record(frame(1, fin=False), odd)
    frames.show_entry(first + 1)
    assert find(frames, QLabel, "frameViolation").text() == "RSV2 is set (section 5.2)."
    assert lines(frames)[1].startswith("⚠ 2")


async def test_a_large_frame_is_shown_in_parts(frames: DetailPane, record: Record) -> None:
    frames.show_entry(record(frame(2, bytes(100_000))))
    assert find(frames, QLabel, "frameNoteLabel").text() == "first 65,536 of 100,010 bytes"
    click(find(frames, QPushButton, "frameNoteMoreButton"))
    await until(lambda: dump(frames).count("\n") == 100_010 // 16, "all of it")
    assert not frames.frames.frame.note.isVisible()


async def test_a_dump_that_is_not_wanted_any_more_is_not_shown(
    frames: DetailPane, record: Record
) -> None:
    first = record(frame(2, bytes(100_000)), frame(2, b"other"))
    frames.show_entry(first)
    click(find(frames, QPushButton, "frameNoteMoreButton"))
    frames.show_entry(first + 1)
    await until(lambda: not frames.frames.frame._job.is_busy, "the job's end")
    assert "other" in dump(frames)


def test_a_field_is_chosen_in_the_bits_or_in_the_table(frames: DetailPane, record: Record) -> None:
    frames.show_entry(record(frame(1, b"Hello", sent=True)))
    bits = find(frames, BitsView, "bitsView")
    tree = find(frames, QTreeWidget, "headerFields")
    QTest.mouseClick(
        bits, Qt.MouseButton.LeftButton, pos=QPoint(12, bits.fontMetrics().height() + 12)
    )
    assert tree.currentItem().text(0) == "FIN"
    QTest.keyClick(bits, Qt.Key.Key_Right)
    assert tree.currentItem().text(0) == "RSV1"
    tree.setCurrentItem(tree.topLevelItem(6))
    QTest.keyClick(bits, Qt.Key.Key_Right)
    assert tree.currentItem().text(0) == "Masking key"
    assert "Masking key = 11 22 33 44" in bits.accessibleDescription()


def test_a_header_cut_off(frames: DetailPane, record: Record) -> None:
    frames.show_entry(record(frame(1)._replace(header=b"\x81")))
    assert list(fields(frames)) == ["FIN", "RSV1", "RSV2", "RSV3", "Opcode"]


def test_what_is_no_frame_has_no_bits(frames: DetailPane, record: Record) -> None:
    assert find(frames, QLabel, "framesHint").isVisible()
