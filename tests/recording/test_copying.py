"""A copy made in slices while the recording goes on."""

import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from inspector.events import Problem
from inspector.recording import Recording, RecordingError, copying
from inspector.recording.copying import CopyCancelledError
from tests.support.entries import REQUEST, RESPONSE, frame

PACKED = frame(1, b"x" * 900_000, rsv=4, wire_payload=b"z" * 1000)
EVENTS = [
    REQUEST,
    RESPONSE,
    frame(2, bytes(600_000)),
    PACKED,
    frame(1, b"Hel", fin=False),
    frame(9),
    frame(0, b"lo"),
    Problem(1, "code", "message", "detail"),
    *([frame(2, bytes(3000))] * 500),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.wsrec"


def test_a_copy_says_all_that_the_recording_said(path: Path) -> None:
    copy = path.with_name("copy.wsrec")
    with Recording.create(path) as recording:
        recording.append(1, EVENTS)
        recording.title = "title"
        recording.mark(3, "red")
        recording.save_as(copy)
        with Recording.open(copy) as copied:
            assert list(copied.entries()) == list(recording.entries())
            assert copied.totals == recording.totals
            assert (copied.title, copied.notes(1, 9)[3].colour) == ("title", "red")
            copied.append(2, EVENTS)
    with closing(sqlite3.connect(copy)) as copied, closing(sqlite3.connect(path)) as original:
        tables = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
        assert copied.execute(tables).fetchall() == original.execute(tables).fetchall()


def test_the_writer_commits_between_the_slices(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each report comes between two of them: a commit goes through there."""
    monkeypatch.setattr(copying, "_PART", 100_000)
    with Recording.create(path) as recording:
        recording.append(1, EVENTS)

        def go_on(done: int, total: int) -> None:
            recording.append(1, [frame(9)])
            recording.flush()

        recording.save_as(path.with_name("copy.wsrec"), go_on)
        assert recording.count > len(EVENTS) + 20
        with Recording.open(path.with_name("copy.wsrec")) as copied:
            assert list(copied.entries()) == list(recording.entries(1, len(EVENTS)))
            assert copied.totals.frames_received == len(EVENTS) - 3


def test_its_progress_ends_with_all_of_it(path: Path) -> None:
    reports: list[tuple[int, int]] = []
    with Recording.create(path) as recording:
        recording.append(1, EVENTS)
        recording.save_as(
            path.with_name("copy.wsrec"), lambda done, total: reports.append((done, total))
        )
    assert [done for done, _ in reports] == sorted({done for done, _ in reports})
    assert reports[-1][0] == reports[-1][1] > 3_000_000


def test_a_copy_that_is_cancelled_leaves_everything_as_it_was(path: Path) -> None:
    copy = path.with_name("copy.wsrec")
    copy.write_text("old")
    with Recording.create(path) as recording:
        recording.append(1, EVENTS)
        recording.flush()
        for answers in ([True], [False] * 4 + [True], [False] * 10 + [True]):
            with pytest.raises(CopyCancelledError):
                recording.save_as(copy, is_cancelled=iter(answers).__next__)
            assert copy.read_text() == "old"
            assert sorted(path.parent.iterdir()) == [path, path.with_name("a.wsrec-journal"), copy]


@pytest.mark.skipif(os.name != "posix", reason="POSIX lets a file be deleted that is open")
def test_deleting_ends_whoever_waits_for_what_was_appended(
    path: Path,
) -> None:
    with Recording.create(path) as recording:
        recording.append(1, [frame(9)])
        recording.flush()
        with closing(sqlite3.connect(path, isolation_level=None)) as somebody:
            somebody.execute("BEGIN")
            somebody.execute("SELECT * FROM runs").fetchall()  # which keeps the writer waiting
            recording.append(1, [frame(9)])
            told: list[str] = []

            def wait(action: str) -> None:
                try:
                    recording.flush() if action == "flush" else recording.save_as(path / "copy")
                except RecordingError as error:
                    told.append(str(error))

            threads = [threading.Thread(target=wait, args=(a,)) for a in ("flush", "copy")]
            for thread in threads:
                thread.start()
            time.sleep(0.1)  # either may come after the deletion as well
            recording.delete()
            for thread in threads:
                thread.join(10)
                assert not thread.is_alive()
    assert len(told) == 2
    assert "given up before everything was written" in told[0]
