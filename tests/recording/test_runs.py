"""Many runs at once, from the file and from memory."""

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
