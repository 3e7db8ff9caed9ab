"""Many runs at once: with their events, and as blocks of bytes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.recording import Recording
from tests.support.entries import REQUEST, frame, frames_alike

EVENTS = [
    frame(2, b"one"),
    frames_alike(frame(1, b"two"), frame(1, b"three")),
    REQUEST,
    frame(2, b"inflated", rsv=4, wire_payload=b"four"),
]
WIRE = b"\x82\x03one\x81\x03two\x81\x05three\xc2\x04four"


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    """With three blocks in the file, and a fourth one on its way there."""
    with Recording.create(tmp_path / "a.wsrec") as recording:
        for _ in range(3):
            recording.append(1, EVENTS)
            recording.flush()
        recording._tail.clear()
        recording.append(1, EVENTS)
        yield recording


def test_runs_are_those_that_hold_the_events(recording: Recording) -> None:
    seqs = [1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15, 16, 17, 19, 20]
    assert [run.seq for run in recording.runs()] == seqs
    assert [run.seq for run in recording.runs(3, 7)] == [2, 4, 5, 6, 7]
    assert [run.seq for run in recording.runs(13, 18)] == [12, 14, 15, 16, 17]
    assert [run.seq for run in recording.runs(20)] == [20]
    assert list(recording.runs(21)) == list(recording.runs(4, 3)) == []
    assert [event for run in recording.runs() for event in run.events()] == [
        entry.event for entry in recording.entries()
    ]


def test_blocks_hold_the_bytes_of_all_events(recording: Recording) -> None:
    assert [tuple(block) for block in recording.blocks()] == [
        (first, first + 4, WIRE, b"inflated") for first in (1, 6, 11, 16)
    ]


def test_blocks_are_those_that_hold_the_events(recording: Recording) -> None:
    assert [block.first for block in recording.blocks(7, 12)] == [6, 11]
    assert [block.first for block in recording.blocks(15)] == [11, 16]
    assert [block[:2] for block in recording.blocks(18, 19)] == [(17, 19)], "whole runs"
    assert list(recording.blocks(21)) == list(recording.blocks(4, 3)) == []
