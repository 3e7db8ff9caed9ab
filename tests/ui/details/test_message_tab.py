"""The Message tab: reading, growing, decoding, saving."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QToolButton

from inspector.events import HttpResponse, Problem, ReadyState, StateChange
from inspector.recording import Recording
from inspector.ui.details import DetailPane, find_bar, message_tab, search
from inspector.ui.details.message_tab import LIMIT
from inspector.ui.details.span_text import SpanText
from tests.support.app import back, click, dialog, find, retype, until
from tests.support.entries import frame

Record = Callable[..., int]


def text(pane: DetailPane) -> str:
    return find(pane, SpanText, "messageText").toPlainText()


def label(pane: DetailPane, name: str) -> str:
    return find(pane, QLabel, name).text()


def test_json_is_pretty_and_its_header_line_tells_the_rest(
    pane: DetailPane, record: Record
) -> None:
    event = frame(1, b'{"n":9007199254740993}', rsv=4, wire_payload=b"12345678901")
    pane.show_entry(record(event))
    assert text(pane) == '{\n  "n": 9007199254740993\n}'
    assert label(pane, "messageSummary").startswith("↓ Text message received  ·  ")
    assert label(pane, "messageSummary").endswith("22 bytes, 11 on the wire (50%)")


def test_nothing_chosen_says_what_to_do(pane: DetailPane, record: Record) -> None:
    assert "Choose a row" in label(pane, "messageHint")
    pane.show_entry(record(frame(1, b"hi")))
    pane.show_entry(None)
    assert "Choose a row" in label(pane, "messageHint")


def test_a_continuation_shows_its_whole_message(pane: DetailPane, record: Record) -> None:
    first = record(frame(1, b"one ", fin=False), frame(9, b"ping"), frame(0, b"two"))
    pane.show_entry(first + 2)
    assert text(pane) == "one two"
    assert label(pane, "messageSummary").endswith("7 bytes, 2 frames")


def test_a_message_grows_while_it_is_read(pane: DetailPane, record: Record) -> None:
    pane.show_entry(record(frame(1, b"one ", fin=False)))
    view = find(pane, SpanText, "messageText")
    cursor = view.textCursor()
    cursor.setPosition(1)
    view.setTextCursor(cursor)
    record(frame(0, b"two ", fin=False), frame(0, b"three"))
    assert text(pane) == "one two three"
    assert view.textCursor().position() == 1
    assert "3 frames" in label(pane, "messageSummary")


def test_the_decoder_is_chosen_and_remembered(pane: DetailPane, record: Record) -> None:
    first = record(frame(1, b"[1]"), frame(1, b"[2]"))
    pane.show_entry(first)
    find(pane, QComboBox, "decoderBox").setCurrentText("Hex")
    assert text(pane).startswith("00000000  5b 31 5d")
    pane.show_entry(first + 1)
    assert text(pane).startswith("00000000  5b 32 5d")


def test_a_decoder_that_fails_says_why_and_shows_the_rest(pane: DetailPane, record: Record) -> None:
    find_box = pane.findChild(QComboBox, "decoderBox")
    find_box.setCurrentText("JSON")
    pane.show_entry(record(frame(1, b"plain words")))
    assert text(pane) == "plain words"
    assert "not JSON" in label(pane, "messageNoteLabel")


def test_violations_of_any_frame_and_bytes_not_kept(pane: DetailPane, record: Record) -> None:
    last = frame(0, b"abc", violation="Too long (section 5.5).")._replace(header=b"\x80\x05")
    pane.show_entry(record(frame(1, b"", fin=False, violation="Odd (section 5.2)."), last))
    assert label(pane, "messageViolation") == "Odd (section 5.2).\nToo long (section 5.5)."
    assert "2 bytes are not here" in label(pane, "messageNoteLabel")


def test_an_empty_message_says_so(pane: DetailPane, record: Record) -> None:
    pane.show_entry(record(frame(2)))
    assert label(pane, "messageNoteLabel") == "no payload"


def test_close_frames_states_problems_and_handshakes_in_words(
    pane: DetailPane, record: Record
) -> None:
    first = record(
        frame(8, b"\x03\xe8bye"),
        StateChange(1, ReadyState.CLOSED, "1000 Normal Closure, clean"),
        Problem(2, "dns", "There is no host <b>name</b>.", "gaierror"),
        HttpResponse(3, b"HTTP/1.1 403 Forbidden\r\n\r\n" + b"x" * 2000),
    )
    for seq, words in enumerate(
        ("1000 Normal Closure", "CLOSED (3)", "There is no host <b>name</b>.", "x" * 2000), first
    ):
        pane.show_entry(seq)
        assert words in text(pane)
        assert not find(pane, QComboBox, "decoderBox").isEnabled()


def test_the_comment_on_a_row_is_above_it(
    pane: DetailPane, record: Record, recording: Recording
) -> None:
    first = record(frame(1, b"hi"), Problem(0, "tls", "It broke."))
    recording.comment(first, "odd\u202e\nbut fine")
    pane.show_entry(first)
    assert label(pane, "messageComment") == "Comment: odd⟨U+202E⟩ ↵ but fine"
    pane.show_entry(first + 1)
    assert not pane.message.comment.isVisible()
    recording.comment(first + 1, "x" * 600)
    pane.show_comment()
    assert label(pane, "messageComment") == f"Comment: {'x' * 500}"


def test_the_first_state_of_a_connection_has_its_facts(
    pane: DetailPane, record: Record, recording: Recording
) -> None:
    recording.set_facts(2, {"URL": "ws://host/", "Proxy": "http://proxy:3128"})
    states = ReadyState.CONNECTING, ReadyState.OPEN
    first = record(*[StateChange(0, state, "x") for state in states], connection=2)
    pane.show_entry(first)
    assert text(pane).splitlines()[-2:] == ["URL    ws://host/", "Proxy  http://proxy:3128"]
    pane.show_entry(first + 1)
    assert "Proxy" not in text(pane)
    other = record(StateChange(0, ReadyState.CONNECTING, "x"), connection=1)
    pane.show_entry(other)
    assert "Proxy" not in text(pane)


async def test_a_large_message_is_decoded_in_a_thread(pane: DetailPane, record: Record) -> None:
    size = LIMIT + 1000
    first = record(frame(2, b"a" * size), frame(1, b"small"))
    pane.show_entry(first)
    assert "Decoding" in label(pane, "messageNoteLabel")
    await until(lambda: not pane.message._job.is_busy, "the hexdump")
    await until(pane.message.text.is_filled, "all of it on the screen")
    assert text(pane).count("\n") == LIMIT // 16 - 1
    assert label(pane, "messageNoteLabel") == "first 256 KiB of 257 KiB"
    click(find(pane, QPushButton, "messageNoteMoreButton"))
    await until(lambda: not pane.message.note.isVisible(), "all of it")
    assert text(pane).count("\n") == size // 16


async def test_more_ends_where_a_person_cannot_read_on(
    pane: DetailPane, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_tab, "MOST", LIMIT + 1000)
    pane.show_entry(record(frame(2, bytes(LIMIT + 2000))))
    await until(lambda: "first 256 KiB of 258 KiB" in label(pane, "messageNoteLabel"))
    click(find(pane, QPushButton, "messageNoteMoreButton"))
    told = "first 257 KiB of 258 KiB; save it to read the rest"
    await until(lambda: label(pane, "messageNoteLabel") == told)
    await until(pane.message.text.is_filled)
    assert text(pane).count("\n") == (LIMIT + 1000 - 1) // 16
    assert not pane.findChild(QPushButton, "messageNoteMoreButton").isVisible()


async def test_a_large_event_is_told_in_a_thread(pane: DetailPane, record: Record) -> None:
    body = "\u202e".encode() * 40_000
    first = record(HttpResponse(3, b"HTTP/1.1 403 No\r\n\r\n" + body), frame(1, b"small"))
    pane.show_entry(first)
    assert "Decoding" in label(pane, "messageNoteLabel")
    await until(pane.message.text.is_filled)
    await until(lambda: text(pane).startswith("HTTP/1.1 403 No"), "the event")
    pane.show_entry(first + 1)
    pane.show_entry(first)
    pane.show_entry(first + 1)
    await until(lambda: not pane.message._job.is_busy, "the job's end")
    assert text(pane) == "small"


async def test_a_large_message_that_grows_is_not_decoded_all_the_time(
    pane: DetailPane, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_tab, "_REST", 1e9)
    pane.show_entry(record(frame(1, b"a" * 20_000, fin=False)))
    await until(lambda: pane.message.text.text() == "a" * 20_000, "the first part")
    record(frame(0, b"b", fin=False))
    assert not pane.message._job.is_busy
    pane.message._not_before = 0.0
    pane.refresh()
    await until(lambda: pane.message.text.text().endswith("ab"), "the second part")


async def test_a_stale_result_is_dropped(pane: DetailPane, record: Record) -> None:
    first = record(frame(2, b"a" * LIMIT), frame(1, b"small"), frame(2, b"b" * LIMIT))
    pane.show_entry(first)
    pane.show_entry(first + 1)
    assert text(pane) == "small"
    await until(lambda: not pane.message._job.is_busy, "the first job's end")
    assert text(pane) == "small"
    pane.show_entry(first)
    pane.show_entry(first + 2)
    await until(lambda: "bbbb" in text(pane), "the second one")
    assert "aaaa" not in text(pane)


async def test_a_recording_closed_meanwhile_is_no_trouble(pane: DetailPane, record: Record) -> None:
    pane.show_entry(record(frame(2, b"a" * LIMIT)))
    pane.set_recording(None)
    await until(lambda: not pane.message._job.is_busy, "the job's end")
    assert pane.message.text.text() == ""


async def test_the_bytes_are_saved_as_they_are(
    pane: DetailPane, record: Record, tmp_path: Path
) -> None:
    pane.show_entry(record(frame(2, b"\x00\xff", fin=False), frame(0, b"\r\n")))
    target = tmp_path / "saved.bin"
    click(find(pane, QToolButton, "saveMessageButton"))
    box = await dialog(pane, QFileDialog)
    retype(find(box, QLineEdit, "fileNameEdit"), str(target))
    box.accept()
    await back(pane, box)
    await until(target.exists, "the file")
    await until(lambda: target.read_bytes() == b"\x00\xff\r\n", "its bytes")


def test_copy_and_to_composer(pane: DetailPane, record: Record) -> None:
    first = record(frame(1, b"[1]"), Problem(0, "dns", "No."))
    pane.show_entry(first)
    click(find(pane, QToolButton, "copyMessageButton"))
    assert QGuiApplication.clipboard().text() == "[\n  1\n]"
    asked = QSignalSpy(pane.to_composer_requested)
    click(find(pane, QToolButton, "toComposerButton"))
    assert asked.at(0) == [first]
    pane.show_entry(first + 1)
    assert not find(pane, QToolButton, "toComposerButton").isEnabled()


def test_find_counts_and_steps_round(pane: DetailPane, record: Record) -> None:
    pane.show_entry(record(frame(1, "🙂 One one two ONE".encode())))
    QTest.keyClick(pane, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    edit = find(pane, QLineEdit, "messageFindEdit")
    QTest.keyClicks(edit, "one")
    view = find(pane, SpanText, "messageText")
    seen = []
    for _ in range(3):
        seen.append((label(pane, "messageFindCount"), view.textCursor().selectedText()))
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert seen == [("1 of 3", "One"), ("2 of 3", "one"), ("3 of 3", "ONE")]
    assert label(pane, "messageFindCount") == "1 of 3"
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert label(pane, "messageFindCount") == "3 of 3"
    QTest.keyClicks(edit, "x")
    assert label(pane, "messageFindCount") == "not found"
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert not edit.isVisible()


async def test_find_goes_through_a_large_text_in_slices(
    pane: DetailPane, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_bar, "_SLICE_S", -1)
    monkeypatch.setattr(search, "_AT_ONCE", 100)
    pane.show_entry(record(frame(1, b"needle " + b"hay " * 500 + b"NEEDLE")))
    QTest.keyClick(pane, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    edit = find(pane, QLineEdit, "messageFindEdit")
    edit.setText("needle")
    assert label(pane, "messageFindCount") == "searching…"
    await until(lambda: label(pane, "messageFindCount") == "1 of 2", "both")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert pane.message.text.selected_text() == "NEEDLE"
    edit.setText("hay")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert not pane.message.find_bar._searching.isActive()


@pytest.mark.parametrize("wrapped", [True, False])
def test_long_lines_wrap_or_not(pane: DetailPane, record: Record, wrapped: bool) -> None:
    pane.show_entry(record(frame(1, b"word " * 1000)))
    button = find(pane, QToolButton, "wrapButton")
    if button.isChecked() != wrapped:
        click(button)
    view = find(pane, SpanText, "messageText")
    view.grab()
    assert (view.horizontalScrollBar().maximum() == 0) == wrapped
