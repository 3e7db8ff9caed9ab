"""Entries, whole: one, a message's, all."""

import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.recording import Entry, Recording
from tests.support.entries import frame

TEXT, CONTINUATION = 1, 0


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "a.wsrec") as recording:
        yield recording


def test_what_crossed_the_wire_is_rebuilt_byte_for_byte(recording: Recording) -> None:
    frames = [
        frame(TEXT, b"masked", sent=True),
        frame(TEXT, b"inflated", rsv=4, wire_payload=b"\x00\x01", sent=True),
        frame(2, b"p" * 70_000),
        frame(TEXT, b"\xff no UTF-8", violation="text is UTF-8 (RFC 6455 section 5.6)"),
    ]
    recording.append(1, frames)
    recording.flush()
    events = [entry.event for entry in recording.entries()]
    assert events == frames
    assert [event.wire_bytes() for event in events] == [event.wire_bytes() for event in frames]
    assert frames[0].wire_bytes() != frames[0].header + b"masked"


def test_a_part_of_the_story(recording: Recording) -> None:
    recording.append(1, [frame(TEXT, bytes([n])) for n in range(10)])
    recording.flush()
    assert [entry.seq for entry in recording.entries(3, 5)] == [3, 4, 5]
    assert [entry.seq for entry in recording.entries(9)] == [9, 10]
    assert list(recording.entries(11)) == list(recording.entries(5, 4)) == []
    assert [entry.seq for entry in recording.entries(0, 99)] == list(range(1, 11))


def test_large_payloads_are_not_read_far_ahead(recording: Recording) -> None:
    recording.append(1, [frame(2, bytes(600_000)) for _ in range(20)])
    recording.flush()
    tracemalloc.start()
    try:
        assert sum(1 for _ in recording.entries()) == 20
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000


def test_entries_end_where_the_recording_was_when_they_were_asked_for(
    recording: Recording,
) -> None:
    recording.append(1, [frame(2, bytes(600_000)) for _ in range(6)])
    recording.flush()
    entries = recording.entries()
    assert next(entries).seq == 1
    recording.append(1, [frame(TEXT)])
    recording.flush()
    assert [entry.seq for entry in entries] == [2, 3, 4, 5, 6]


def test_a_reader_that_pauses_does_not_hold_up_the_writer(recording: Recording) -> None:
    recording.append(1, [frame(2, bytes(600_000)) for _ in range(6)])
    recording.flush()
    recording._tail.clear()  # as in a long recording: these are read from the file
    entries = recording.entries()
    assert next(entries).seq == 1
    recording.append(1, [frame(2, bytes(8_000_000))])
    recording.flush()
    assert recording._writer.committed.seq == 7
    assert [entry.seq for entry in entries] == [2, 3, 4, 5, 6]


def test_any_thread_may_read(recording: Recording) -> None:
    recording.append(1, [frame(TEXT, b"a", fin=False), frame(CONTINUATION, b"b")])
    recording.flush()
    found: list[list[Entry]] = []

    def read() -> None:
        found.append([*recording.entries(), *recording.frames_of(1), recording.entry(2)])

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert [entry.seq for entry in found[0]] == [1, 2, 1, 2, 2]


def test_the_frames_of_a_message_page_by_page(recording: Recording) -> None:
    parts = [frame(CONTINUATION, bytes([n]), fin=False) for n in range(10)]
    recording.append(1, [frame(TEXT, fin=False), frame(9), *parts])
    recording.flush()
    assert [entry.seq for entry in recording.frames_of(1)] == [1, *range(3, 13)]
    assert [entry.seq for entry in recording.frames_of(1, 0, 2)] == [1, 3]
    assert [entry.seq for entry in recording.frames_of(1, 9, 5)] == [11, 12]
    assert recording.frames_of(1, 0, 0) == recording.frames_of(1, 11) == []
    assert [entry.seq for entry in recording.frames_of(2)] == [2]


def test_there_is_no_such_event(recording: Recording) -> None:
    for ask in (recording.entry, recording.frames_of):
        with pytest.raises(IndexError, match="no event 1"):
            ask(1)
