"""The rows of the log: where they are, and what they show of a message."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.events import Direction, Event, Frame, FrameRun
from inspector.recording import PREVIEW, Recording, RecordingError
from tests.support.entries import frame

TEXT, CONTINUATION, PING = 1, 0, 9


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "a.wsrec") as recording:
        yield recording


def previews(recording: Recording, *events: Event) -> list[tuple[bytes, int]]:
    """Each row's preview and length."""
    recording.append(1, events)
    recording.flush()
    rows = recording.rows(0, len(events))
    return [(row.event.payload, row.length) for row in rows if isinstance(row.event, Frame)]


def test_a_preview_is_clipped_and_the_lengths_are_not(recording: Recording) -> None:
    for size in (PREVIEW, PREVIEW + 1, 4096, 4097, 100_000):
        payload = bytes(range(256)) * (size // 256 + 1)
        recording.append(1, [frame(2, payload[:size], wire_payload=b"z" * (size // 2))])
    recording.flush()
    rows = recording.rows(0, 5)
    assert [row.event.payload for row in rows] == [bytes(range(256))] * 5
    assert [row.length for row in rows] == [256, 257, 4096, 4097, 100_000]
    assert [row.wire_length for row in rows] == [128, 128, 2048, 2048, 50_000]
    assert [row.event.wire_payload for row in rows] == [None] * 5


def test_a_character_cut_in_two_is_whole_in_the_preview(recording: Recording) -> None:
    word = "\N{SNOWMAN}".encode()
    parts = frame(TEXT, word[:1], fin=False), frame(PING), frame(CONTINUATION, word[1:])
    assert previews(recording, *parts) == [(word, 3), (b"", 0)]


def test_the_preview_goes_on_after_empty_fragments(recording: Recording) -> None:
    parts = [frame(CONTINUATION, bytes(size), fin=False) for size in (0, 3, 0, 100_000, 7)]
    shown = previews(recording, frame(TEXT, b"", fin=False), *parts, frame(CONTINUATION, b"!"))
    assert shown == [(bytes(PREVIEW), 100_011)]


def test_a_message_of_very_many_fragments_has_a_bounded_preview(recording: Recording) -> None:
    parts = [frame(CONTINUATION, b"x", fin=False)] * 5000
    assert previews(recording, frame(TEXT, b"", fin=False), *parts) == [(b"x" * 64, 5000)]
    assert recording.rows(0, 1)[0].frames == 5001


def test_rows_between_runs_of_fragments_are_found(recording: Recording) -> None:
    for _ in range(20):
        parts = [frame(CONTINUATION, fin=False)] * 99
        recording.append(1, [frame(TEXT, fin=False), *parts, frame(CONTINUATION), frame(PING)])
    recording.flush()
    assert recording.row_count == 40
    starts = [seq for turn in range(20) for seq in (turn * 102 + 1, turn * 102 + 102)]
    for first in (0, 1, 17, 39):
        assert [row.seq for row in recording.rows(first, 40)] == starts[first:]
    assert [recording.row_of(seq) for seq in (1, 2, 101, 102, 103, 2039)] == [0, 0, 0, 1, 2, 38]


def test_outside_the_log_is_nothing(recording: Recording) -> None:
    recording.append(1, [frame(PING)])
    recording.flush()
    assert recording.rows(0, 0) == recording.rows(1, 5) == []
    for seq in (0, 2):
        with pytest.raises(IndexError, match=f"no event {seq}"):
            recording.row_of(seq)


def test_messages_that_went_on_are_named(recording: Recording) -> None:
    recording.append(1, [frame(TEXT, fin=False), frame(PING)])
    recording.append(2, [frame(TEXT, fin=False), frame(CONTINUATION)])
    recording.flush()
    assert recording.continued_since(0) == set(), "nobody has seen anything"
    assert recording.continued_since(2) == set(), "message 3 is new as a whole"
    assert recording.continued_since(4) == set()
    recording.append(1, [frame(CONTINUATION)])
    recording.flush()
    assert recording.continued_since(4) == {1}
    assert recording.continued_since(3) == {1, 3}
    assert recording.continued_since(5) == set()


@pytest.mark.parametrize("flushed", [0, 1, 2])
def test_the_seqs_of_rows(recording: Recording, flushed: int) -> None:
    """Whole runs, messages in fragments between others; in the file, in memory, or in both."""
    alike = FrameRun(1, Direction.RECEIVED, 3, b"\x89\0" * 3)
    for part in range(2):
        recording.append(1, [alike, frame(1, b"a", fin=False), frame(0, b"b", fin=False), alike])
        recording.append(1, [frame(0, b"c"), frame(2), frame(10)])
        if part < flushed:
            recording.flush()
    known = [row.seq for row in recording.rows(0, 100)]
    assert len(known) == 18
    for first in range(18):
        for stop in range(first, 19):
            assert recording.seqs_of(range(first, stop)) == known[first:stop]
    recording.flush()
    with Recording.open(recording.path) as again:
        assert again.seqs_of(range(18)) == known
        with pytest.raises(RecordingError):
            again.seqs_of(range(17, 19))
