"""The thread that counts: goes on with what is new, stops at once, says what it cannot read."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from inspector.recording import Recording
from inspector.statistics import Figures, Follower, follower
from tests.support.entries import frame, frames_alike


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "followed.wsrec") as recording:
        yield recording


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follower, "_REST_S", 0)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        threading.Event().wait(0.002)


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "statistics"]


def test_nothing_is_read_before_it_is_started(recording: Recording) -> None:
    recording.append(1, [frame(1, b"a")])
    follower = Follower(recording)
    follower.poke()
    assert follower.figures == Figures()
    assert not threads()


def test_it_counts_what_is_there_and_then_what_comes(recording: Recording) -> None:
    recording.append(1, [frame(1, b"a")] * 3)
    follower = Follower(recording)
    follower.start()
    until(lambda: follower.figures.seq == 3)
    recording.append(1, [frames_alike(*[frame(1, b"b")] * 4)])
    follower.poke()
    until(lambda: follower.figures.seq == 7)
    follower.stop()
    assert follower.figures.received.messages == 7


def test_stopped_and_started_it_goes_on_where_it_was(recording: Recording) -> None:
    recording.append(1, [frame(1, b"a")] * 3)
    follower = Follower(recording)
    for _ in range(2):
        follower.start()
        follower.start()
        until(lambda: follower.figures.seq == recording.count)
        follower.stop()
        follower.stop()
        assert not threads()
        recording.append(1, [frame(1, b"a")] * 2)
    assert follower.figures.received.messages == 5


def test_it_stops_in_the_middle_and_tells_how_far_it_came(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "_SLICE_S", 0)
    recording.append(1, [frame(1, b"a")] * 2000)
    counts = Follower(recording)
    counts.start()
    until(lambda: counts.figures.seq)
    counts.stop()
    assert 0 < counts.figures.seq < 2000


def test_the_recording_can_be_folded_once_it_stopped(tmp_path: Path) -> None:
    path = tmp_path / "closed.wsrec"
    with Recording.create(path) as recording:
        recording.append(1, [frame(1, b"a")] * 500)
        follower = Follower(recording)
        follower.start()
        follower.stop()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_damage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "damaged.wsrec"
    with Recording.create(path) as recording:
        recording.append(1, [frame(1, b"a")])
        recording.append(1, [frames_alike(*[frame(1, b"a")] * 2)])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE blocks SET wire = wire || x'00'")
        connection.execute("UPDATE runs SET size = size + 1 WHERE event_count = 2")
    with Recording.open(path) as recording:
        follower = Follower(recording)
        follower.start()
        until(lambda: follower.failure)
        follower.stop()
    assert "damaged" in follower.failure
    assert str(path) in follower.failure
