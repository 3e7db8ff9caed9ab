"""The writing thread: batches, backpressure, failures that are shown and got over."""

import logging
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol

import pytest

from inspector.events import Frame, HttpResponse, Problem, ReadyState, StateChange
from inspector.recording import Recording, RecordingError, database, tables, writer
from inspector.recording.database import connect_for_writing
from inspector.recording.values import Mark
from tests.support.entries import frame
from tests.support.full_disk import FullDisk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.wsrec"


class Gate:
    """Holds the writer's thread before it connects."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._opened = threading.Event()
        self.open = self._opened.set
        monkeypatch.setattr(writer, "connect_for_writing", self._connect)

    def _connect(self, path: Path) -> sqlite3.Connection:
        assert self._opened.wait(10)
        return connect_for_writing(path)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


class Disk(Protocol):
    """A disk that is full at 2 MB until room is made."""

    def make_room(self) -> None: ...


class LimitedPages:
    """SQLite's own limit: "database or disk is full", as a full disk gives."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._pages = 125
        self._connection: sqlite3.Connection | None = None
        monkeypatch.setattr(writer, "connect_for_writing", self._connect)

    def _connect(self, path: Path) -> sqlite3.Connection:
        self._connection = connect_for_writing(path)
        self._connection.execute(f"PRAGMA max_page_count = {self._pages}")
        return self._connection

    def make_room(self) -> None:
        assert self._connection
        self._connection.execute("PRAGMA max_page_count = 1000000")


@pytest.fixture(params=["pages", "files"])
def disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    if request.param == "pages":
        yield LimitedPages(monkeypatch)
    else:
        disk = FullDisk(2_000_000)
        yield disk
        disk.make_room()


def committed(path: Path) -> int:
    """Events in the file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT coalesce(sum(event_count), 0) FROM runs").fetchone()[0]


def seqs(recording: Recording) -> list[int]:
    return [entry.seq for entry in recording.entries()]


def test_looking_at_a_recording_starts_no_thread(path: Path) -> None:
    threads = threading.active_count()
    with Recording.create(path) as recording:
        recording.flush()
        recording.append(1, [])
        assert recording.rows(0, 10) == []
        assert threading.active_count() == threads


def test_what_is_appended_is_committed_without_asking(path: Path) -> None:
    with Recording.create(path) as recording:
        for count in range(1, 4):
            recording.append(1, [frame(9)])
            end = time.monotonic() + 5
            while committed(path) < count:
                assert time.monotonic() < end


def test_the_queue_pushes_back_and_says_when_it_has_drained(path: Path, gate: Gate) -> None:
    drained = threading.Event()
    with Recording.create(path) as recording:
        recording.on_drained = drained.set
        large = [frame(2, bytes(1024 * 1024))] * 7
        recording.append(1, large)
        assert not recording.behind
        recording.append(1, large[:1])
        assert recording.behind
        assert not drained.is_set()
        assert (recording.count, committed(path)) == (8, 0), "counted, and not yet committed"
        assert len(recording.rows(0, 9)) == len(seqs(recording)) == 8, "and can be read"
        gate.open()
        assert drained.wait(10)
        assert not recording.behind
        recording.flush()
        assert committed(path) == 8


def test_a_long_queue_has_drained_when_little_is_left(path: Path, gate: Gate) -> None:
    waiting: list[int] = []
    with Recording.create(path) as recording:
        recording.on_drained = lambda: waiting.append(recording.count - committed(path))
        for _ in range(24):
            recording.append(1, [frame(2, bytes(1024 * 1024))])
        gate.open()
        recording.flush()
        assert not recording.behind
    assert len(waiting) == 1
    assert waiting[0] <= 4, "half of what makes it behind"


def test_many_small_events_fill_the_queue_too(path: Path, gate: Gate) -> None:
    with Recording.create(path) as recording:
        appended = 0
        while not recording.behind:
            recording.append(1, [frame(9)] * 1000)
            appended += 1000
        assert 10_000 < appended < 40_000
        gate.open()


def test_a_callback_that_raises_is_logged_and_does_no_harm(
    path: Path, gate: Gate, caplog: pytest.LogCaptureFixture
) -> None:
    called = threading.Event()

    def broken() -> None:
        called.set()
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR), Recording.create(path) as recording:
        recording.on_drained = broken
        recording.append(1, [frame(2, bytes(1024 * 1024))] * 9)
        gate.open()
        recording.flush()
        assert called.wait(10)
        recording.append(1, [frame(9)])
        recording.flush()
        assert recording.count == 10
    assert "ZeroDivisionError" in caplog.text


def test_a_full_disk_is_said_and_got_over(path: Path, disk: Disk) -> None:
    failed = threading.Event()
    failures: list[str] = []

    def on_failure(failure: str) -> None:
        failures.append(failure)
        failed.set()

    with Recording.create(path) as recording:
        recording.on_failure = on_failure
        recording.append(1, [frame(9)])
        recording.flush()
        for _ in range(5):
            recording.append(1, [frame(2, bytes(1000))] * 1000)
        assert failed.wait(10)
        assert recording.failure == failures[0]
        assert "full" in failures[0]
        assert str(path) in failures[0]
        with pytest.raises(RecordingError, match="full"):
            recording.flush()
        recording.append(1, [frame(9)])
        assert 0 < committed(path) < 5002
        assert len(recording.rows(0, 9999)) == 5002, "what is kept in memory can be read"
        assert seqs(recording) == list(range(1, 5003))

        failed.clear()
        recording.retry()
        assert failed.wait(10), "it is still full"
        assert len(failures) == 2

        disk.make_room()
        recording.retry()
        recording.flush()
        assert recording.failure is None
        assert seqs(recording) == list(range(1, 5003))
    assert list(path.parent.iterdir()) == [path]


def test_closing_tries_again(path: Path, disk: Disk) -> None:
    recording = Recording.create(path)
    recording.append(1, [frame(2, bytes(1000))] * 5000)
    with pytest.raises(RecordingError):
        recording.flush()
    disk.make_room()
    recording.close()
    with Recording.open(path) as again:
        assert again.count == 5000


def test_closing_on_a_full_disk_says_what_is_lost(path: Path, disk: Disk) -> None:
    recording = Recording.create(path)
    recording.append(1, [frame(2, bytes(1000))] * 500)
    recording.flush()
    recording.append(1, [frame(2, bytes(1000))] * 5000)
    with pytest.raises(RecordingError, match=r"full.*\. The last \d+ events are not in it"):
        recording.close()
    recording.close()
    with Recording.open(path) as again:
        kept = again.count
        assert recording.count == kept, "what was lost is not counted any longer"
        assert 500 <= kept < 5500
        assert seqs(again) == list(range(1, kept + 1)), "the beginning, without gaps"
        assert again.totals.frames_received == kept


def fail_and_flood(recording: Recording) -> int:
    """Fill the disk, then go on as if nothing had happened; returns how many events there were."""
    recording.append(1, [frame(2, bytes(1000))] * 5000)
    with pytest.raises(RecordingError):
        recording.flush()
    for _ in range(200):
        recording.append(1, [frame(2, bytes(100_000))] * 10)
    assert recording.totals.bytes_received < 30_000_000, "the rest is not held in memory"
    recording.append(1, [StateChange(1, ReadyState.CLOSED, "the end")])
    return 7001


def test_after_a_failure_memory_is_bounded_and_the_end_is_kept(path: Path, disk: Disk) -> None:
    with Recording.create(path) as recording:
        events = fail_and_flood(recording)
        kept = recording.totals.frames_received + 1
        assert f"; {events - kept:,} events that came since" in recording.failure
        disk.make_room()
        recording.retry()
        recording.flush()
        assert recording.entry(recording.count).event.detail == "the end"
        recording.append(1, [frame(9)])
        recording.flush()
        assert seqs(recording) == list(range(1, kept + 3))
        problem = recording.entry(kept + 1).event
        assert problem.code == "recording"
        assert problem.message.startswith(f"{events - kept:,} events")
        assert recording.totals.problems == 1


def test_what_had_no_room_is_told_at_the_end_too(path: Path, disk: Disk) -> None:
    recording = Recording.create(path)
    kept = fail_and_flood(recording) - int(
        recording.failure.split("; ")[-1].split()[0].replace(",", "")
    )
    disk.make_room()
    recording.close()
    with Recording.open(path) as again:
        assert again.count == kept + 1
        assert again.entry(kept + 1).event.code == "recording"


def test_closing_on_a_full_disk_counts_what_had_no_room(path: Path, disk: Disk) -> None:
    recording = Recording.create(path)
    events = fail_and_flood(recording)
    with pytest.raises(RecordingError, match="not in it") as told:
        recording.close()
    with Recording.open(path) as again:
        assert f"The last {events - again.count} events are not in it" in str(told.value)


def test_what_sqlite_cannot_keep_is_a_failure_and_no_crash(path: Path) -> None:
    recording = Recording.create(path)
    recording.append(1, [frame(9)._replace(time_ns=2**63)])
    with pytest.raises(RecordingError, match="too large"):
        recording.flush()
    recording.delete()
    assert not path.exists()


@pytest.fixture
def four_mebibytes(monkeypatch: pytest.MonkeyPatch) -> int:
    """SQLite's limit of a row, which is 10^9 bytes else."""
    limit = 4 * 1024 * 1024

    def connect(path: Path) -> sqlite3.Connection:
        connection = connect_for_writing(path)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limit)
        return connection

    monkeypatch.setattr(writer, "connect_for_writing", connect)
    return limit


@pytest.mark.parametrize(
    "large",
    [
        frame(2, b"0123456789" * 600_000),
        frame(2, b"0123456789" * 600_000, sent=True, violation="a rule"),
        frame(2, b"0123456789" * 600_000, rsv=4, wire_payload=b"z" * 100),
        frame(2, b"0123456789" * 300_000, rsv=4, wire_payload=b"z" * 3_000_000),
        frame(2, b"", rsv=4, wire_payload=b"z" * 6_000_000),
    ],
    ids=["plain", "sent", "packed well", "packed badly", "packed nothing"],
)
def test_a_frame_that_sqlite_cannot_hold_is_cut_and_hinders_none_after_it(
    path: Path, four_mebibytes: int, large: Frame
) -> None:
    part = frame(0, large.payload, fin=False)
    with Recording.create(path) as recording:
        recording.append(1, [frame(9), large, frame(10)])
        recording.flush()
        recording.append(1, [frame(2, b"", fin=False), part, frame(0), frame(1, b"on")])
        recording.flush()
        assert recording.failure is None
    with Recording.open(path) as again:
        events = [entry.event for entry in again.entries()]
        assert (events[0], events[2], events[-1]) == (frame(9), frame(10), frame(1, b"on"))
        kept = events[1]
        assert large.payload.startswith(kept.payload)
        assert large.unmasked_payload.startswith(kept.unmasked_payload)
        assert len(kept.payload) + kept.wire_length > four_mebibytes // 4, "as much as there can be"
        assert kept.header == large.header
        assert kept.violation.startswith(large.violation)
        whole = max(len(large.payload), large.wire_length)
        assert f"of {whole:,} bytes are recorded" in kept.violation
        assert [row.frames for row in again.rows(0, 9)] == [1, 1, 1, 3, 1]
        assert again.totals.bytes_received + again.totals.bytes_sent > whole, "as they came"


def test_other_events_that_sqlite_cannot_hold_are_cut_too(path: Path, four_mebibytes: int) -> None:
    with Recording.create(path) as recording:
        recording.append(1, [Problem(1, "code", "message", "x" * 5_000_000), frame(9)])
        recording.append(1, [HttpResponse(1, b"x" * 5_000_000), frame(9)])
        recording.flush()
    with Recording.open(path) as again:
        problem, _, response, _ = (entry.event for entry in again.entries())
        assert (problem.code, problem.message) == ("code", "message")
        assert 100_000 < len(problem.detail) < four_mebibytes
        assert 100_000 < len(response.raw) < four_mebibytes


def test_two_that_append_to_one_file_do_not_mix(path: Path) -> None:
    with Recording.create(path) as one:
        other = Recording.open(path)
        one.append(1, [frame(9)])
        one.flush()
        other.append(1, [frame(10)])
        with pytest.raises(RecordingError, match="another program holds it"):
            other.flush()
        with pytest.raises(RecordingError, match="The last 1 events are not in it"):
            other.close()
        assert [entry.event for entry in one.entries()] == [frame(9)]


def test_who_reads_for_long_holds_up_the_writer_and_nobody_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = threading.Event()
    commit = database.commit

    def watched(connection: sqlite3.Connection) -> bool:
        done = commit(connection)
        if not done:
            tried.set()
        return done

    monkeypatch.setattr(writer, "commit", watched)
    with Recording.create(path) as recording:
        recording.append(1, [frame(9)])
        recording.flush()
        with closing(sqlite3.connect(path, isolation_level=None)) as somebody:
            somebody.execute("BEGIN")
            somebody.execute("SELECT * FROM runs").fetchall()
            recording.append(1, [frame(10)])
            assert tried.wait(10)
            with closing(sqlite3.connect(path, timeout=1)) as another:
                assert another.execute("SELECT count(*) FROM runs").fetchone() == (1,)
            assert recording.failure is None
            assert seqs(recording) == [1, 2]
        recording.flush()
        assert committed(path) == 2


def test_events_after_the_end_are_a_failure_too(path: Path) -> None:
    recording = Recording.create(path)
    recording.close()
    failures: list[str] = []
    recording.on_failure = failures.append
    recording.append(1, [frame(9)] * 3)
    assert "3 events came after it was closed" in failures[0]
    recording.append(1, [frame(9)])
    assert len(failures) == 1
    assert recording.count == 0


def test_a_writer_that_does_not_end_is_left_after_a_while(
    path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector.recording.recording.CLOSE_SECONDS", 0.01)
    recording = Recording.create(path)
    recording.append(1, [frame(9)])
    with pytest.raises(
        RecordingError, match=r"still being written after 0\.01 s: the last 1 events"
    ):
        recording.close()
    gate.open()


def test_long_lists_are_written_in_several_transactions(
    path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits: list[int] = []
    write_mark = tables.write_mark

    def counted(connection: sqlite3.Connection, mark: Mark) -> None:
        commits.append(mark.seq)
        write_mark(connection, mark)

    monkeypatch.setattr(tables, "write_mark", counted)
    with Recording.create(path) as recording:
        recording.append(1, [frame(2, bytes(16384))] * 1500)
        gate.open()
        recording.flush()
    assert commits == [512, 1024, 1500]
