"""Unsaved recordings within a limit: the oldest go, nothing that is open or somebody else's."""

import contextlib
import errno
import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.recording import Recording, RecordingError, locks, recordings_folder, retention
from inspector.recording.paths import create_file, files_of, size_of
from inspector.recording.retention import Refusal, Usage, prune, usage
from tests.support.entries import frame
from tests.support.unsaved import aged, process, pruned_elsewhere, record, there

NOTHING = 0
"""The limit that lets nothing stay."""

RECORDER = """
import sys
from pathlib import Path
from inspector.recording import Recording
from tests.support.entries import frame

recording = Recording.create(Path(sys.argv[1]))
recording.append(1, [frame(2, bytes(1000))] * 100)
recording.flush()
print("recorded", flush=True)
sys.stdin.readline()
recording.append(1, [frame(1, b"the last")])
recording.close()
print(recording.count, flush=True)
"""


READER = """
import sys
from pathlib import Path
from inspector.recording import Recording

recording = Recording.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
print(len(list(recording.entries())), flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "recordings"
    folder.mkdir()
    return folder


@contextlib.contextmanager
def recorder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A second process that records to `path`, and goes on when it is given a line."""
    with process(RECORDER, path) as running:
        assert running.stdout
        assert running.stdout.readline() == "recorded\n"
        yield running


# What goes


def test_the_oldest_go_until_the_rest_fits(folder: Path) -> None:
    sizes = [size_of(record(folder, name)) for name in "cabd"]
    pruned = prune(folder, sum(sizes) - 1)
    assert pruned.deleted == ("a.wsrec",)
    assert pruned.freed == sizes[1]
    assert pruned.left == Usage(3, sum(sizes) - sizes[1]) == usage(folder)
    assert (pruned.open, pruned.refused) == (Usage(), ())
    assert prune(folder, sizes[0]).deleted == ("b.wsrec", "c.wsrec")
    assert there(folder) == ["d.wsrec"]


def test_what_fits_stays(folder: Path) -> None:
    path = record(folder, "a")
    assert prune(folder, size_of(path)).deleted == ()
    assert prune(folder, NOTHING).deleted == ("a.wsrec",)
    assert prune(folder, NOTHING) == ((), 0, Usage(), Usage(), ())
    assert there(folder.parent / "recordings.locks") == ["prune"], "no lock outlives its recording"


def test_the_journal_of_a_killed_recording_counts_and_goes_with_it(folder: Path) -> None:
    path = folder / "a.wsrec"
    with recorder(path) as running:
        running.kill()
        running.wait()
        assert len(there(folder)) == 2, "the file and its journal"
        size = size_of(path)
        assert usage(folder) == Usage(1, size)
        pruned = prune(folder, NOTHING)
    assert (pruned.deleted, pruned.freed) == (("a.wsrec",), size)
    assert there(folder) == []


def test_a_recording_is_as_old_as_its_last_event(folder: Path) -> None:
    for name in "ab":
        record(folder, name)
    wal = files_of(folder / "a.wsrec")[1]
    wal.touch()
    assert prune(folder, usage(folder).size - 1).deleted == ("b.wsrec",)


def test_it_can_be_stopped_between_two(folder: Path) -> None:
    for name in "abc":
        record(folder, name)
    answers = iter([False, False, True])
    pruned = prune(folder, NOTHING, lambda: next(answers))
    assert pruned.deleted == ("a.wsrec", "b.wsrec")
    assert pruned.left.recordings == 1


# What is open


def test_what_this_process_records_counts_and_stays(folder: Path) -> None:
    closed = record(folder, "z")
    with Recording.create(folder / "a.wsrec") as recording:
        recording.append(1, [frame(2, bytes(1000))])
        recording.flush()
        aged(recording.path)
        pruned = prune(folder, NOTHING)
        assert pruned.deleted == (closed.name,)
        assert pruned.left == pruned.open == Usage(1, recording.size)
        assert pruned.left.size > NOTHING, "it alone is over the limit"
        recording.append(1, [frame(1, b"the last")])
    with Recording.open(recording.path) as recording:
        assert recording.count == 2


def test_what_another_process_records_stays(folder: Path) -> None:
    with recorder(folder / "a.wsrec") as running:
        for _ in range(3):
            assert prune(folder, NOTHING).open.recordings == 1
        out, _ = running.communicate("go on\n")
    assert int(out) == 101
    with Recording.open(folder / "a.wsrec") as recording:
        assert recording.count == 101
    assert prune(folder, NOTHING).deleted == ("a.wsrec",)


def test_looking_does_not_let_go_of_what_this_process_records(folder: Path) -> None:
    """On POSIX a file that is opened and closed beside SQLite loses this process's locks."""
    with Recording.create(folder / "a.wsrec") as recording:
        recording.append(1, [frame(1, b"text")])
        recording.flush()
        usage(folder)
        assert pruned_elsewhere(folder) == ""
        assert recording.path.exists()


def test_writing_is_held_though_the_file_is_opened_and_closed_beside_it() -> None:
    """POSIX then drops the lock that SQLite has on it."""
    with Recording.create() as recording:
        recording.append(1, [frame(2, bytes(1000))])
        recording.flush()
        recording.path.read_bytes()
        assert pruned_elsewhere(recordings_folder()) == ""
        recording.append(1, [frame(1, b"the last")])
    assert pruned_elsewhere(recordings_folder()) == recording.path.name


def test_what_another_process_only_reads_stays() -> None:
    path = record(recordings_folder(), "a")
    with process(READER, path) as running:
        assert running.stdout
        assert running.stdout.readline() == "open\n"
        assert prune(recordings_folder(), NOTHING).open.recordings == 1
        out, _ = running.communicate("go on\n")
    assert out == "1\n"
    assert prune(recordings_folder(), NOTHING).deleted == ("a.wsrec",)


def test_what_cannot_be_opened_is_held_by_nobody() -> None:
    path = recordings_folder() / "a.wsrec"
    path.write_text("no database")
    with pytest.raises(RecordingError):
        Recording(path)
    with locks.unheld(path) as free:
        assert free


def test_a_recording_elsewhere_leaves_nothing_beside_its_folder(folder: Path) -> None:
    with Recording.create(folder / "a.wsrec"):
        assert there(folder.parent) == ["recordings"]


def test_a_lock_on_a_companion_that_was_removed_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`forget_deleted` may come between opening it and locking it."""
    path = folder / "a.wsrec"
    lock = locks._lock
    removals = [folder.parent / "recordings.locks" / path.name]

    def lock_late(connection: sqlite3.Connection, statements: tuple[str, ...], ms: int) -> bool:
        while removals:
            removals.pop().unlink()
        return lock(connection, statements, ms)

    monkeypatch.setattr(locks, "_lock", lock_late)
    hold = locks.Hold(path)
    with locks.unheld(path) as free:
        assert not free
    hold.release()


def test_a_companion_that_is_held_outlives_its_recording(folder: Path) -> None:
    path = record(folder, "a")
    hold = locks.Hold(path)
    path.unlink()
    locks.forget_deleted(folder)
    record(folder, "a")
    assert prune(folder, NOTHING).open.recordings == 1, "the hold is of the name"
    hold.release()


def test_an_empty_file_of_a_killed_process_goes_in_time(folder: Path) -> None:
    for name in "ab":
        create_file(folder / f"{name}.wsrec")
        (folder / f"{name}.wsrec-journal").touch()
    aged(folder / "a.wsrec")
    create_file(folder / "c.wsrec")
    held = locks.Hold(aged(folder / "c.wsrec"))
    pruned = prune(folder, 10**9)
    assert pruned.deleted == (), "nothing was in it, so nothing was lost"
    assert there(folder) == ["b.wsrec", "b.wsrec-journal", "c.wsrec"]
    held.release()
    prune(folder, 10**9)
    assert "c.wsrec" not in there(folder)


def test_a_hold_is_against_every_process(folder: Path) -> None:
    path = record(folder, "a")
    hold = locks.Hold(path)
    assert prune(folder, NOTHING).open == Usage(1, size_of(path))
    assert pruned_elsewhere(folder) == ""
    second = locks.Hold(path)
    hold.release()
    assert pruned_elsewhere(folder) == "", "two windows may show it"
    second.release()
    assert pruned_elsewhere(folder) == "a.wsrec"


def test_one_process_deletes_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two would each take what the other deletes for open, and delete another instead."""
    monkeypatch.setattr(retention, "_PATIENCE_MS", 1)
    record(folder, "a")
    with locks.alone(folder, 0) as alone:
        assert alone
        with pytest.raises(RecordingError, match="Another window is deleting"):
            prune(folder, NOTHING)
    assert prune(folder, NOTHING).deleted == ("a.wsrec",)


# What is none of ours


def test_what_is_no_recording_neither_counts_nor_goes(folder: Path, tmp_path: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    (folder / "text.wsrec").write_text("no database at all" * 100)
    (folder / "folder.wsrec").mkdir()
    create_file(folder / "being made.wsrec")
    with contextlib.closing(sqlite3.connect(folder / "other.wsrec")) as other:
        other.execute("CREATE TABLE things (name)")
    record(folder, "a").rename(folder / "a.sqlite")
    (folder / "link.wsrec").symlink_to(record(tmp_path, "elsewhere"))
    (folder / "nowhere.wsrec").symlink_to(tmp_path / "nothing")
    before = there(folder)
    assert usage(folder) == Usage()
    assert prune(folder, NOTHING) == ((), 0, Usage(), Usage(), ())
    assert there(folder) == before
    assert (tmp_path / "elsewhere.wsrec").exists()


def test_what_is_write_protected_stays_and_is_said(folder: Path) -> None:
    path = record(folder, "a")
    record(folder, "b")
    path.chmod(0o400)
    pruned = prune(folder, NOTHING)
    assert pruned.deleted == ("b.wsrec",)
    assert pruned.refused == (Refusal("a.wsrec", "it is write-protected"),)
    assert pruned.left == Usage(1, size_of(path))


def test_what_the_system_keeps_is_said_with_its_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        record(folder, name)
    unlink = Path.unlink

    def fail(path: Path, missing_ok: bool = False) -> None:
        if path.name == "b.wsrec":
            raise PermissionError(errno.EPERM, "Operation not permitted")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", fail)
    pruned = prune(folder, NOTHING)
    assert pruned.deleted == ("a.wsrec", "c.wsrec")
    [(name, why)] = pruned.refused
    assert name == "b.wsrec"
    assert "Operation not permitted" in why


@pytest.mark.parametrize("damage", ["overwritten", "cut off"])
def test_a_damaged_recording_can_go_too(folder: Path, damage: str) -> None:
    path = record(folder, "a", size=100_000)
    data = path.read_bytes()
    path.write_bytes(data[:200] + b"\xff" * 50_000 if damage == "overwritten" else data[:20_000])
    size = size_of(path)
    assert usage(folder) == Usage(1, size)
    assert prune(folder, NOTHING) == (("a.wsrec",), size, Usage(), Usage(), ())


@pytest.mark.parametrize("moment", ["_is_recording", "_modified_ns", "size_of", "_delete"])
def test_what_vanishes_meanwhile_is_no_trouble(
    folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    for name in "ab":
        record(folder, name)
    step = getattr(retention, moment)

    def vanish(path: Path) -> object:
        if path.name == "a.wsrec":
            path.unlink(missing_ok=True)
        return step(path)

    monkeypatch.setattr(retention, moment, vanish)
    pruned = prune(folder, NOTHING)
    assert (pruned.deleted, pruned.refused, pruned.open) == (("b.wsrec",), (), Usage())
    assert pruned.left.recordings == 0


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for look in (usage, lambda folder: prune(folder, NOTHING)):
        with pytest.raises(RecordingError, match="nowhere"):
            look(tmp_path / "nowhere")


def test_where_there_can_be_no_lock_nothing_is_deleted(folder: Path) -> None:
    path = record(folder, "a")
    (folder.parent / "recordings.locks").touch()
    locks.Hold(path).release()
    with pytest.raises(RecordingError, match="Cannot tidy up"):
        prune(folder, NOTHING)
    assert path.exists()


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_a_dead_process_holds_nothing(folder: Path) -> None:
    path = record(folder, "a")
    script = (
        "import sys, pathlib; from inspector.recording import locks\n"
        "hold = locks.Hold(pathlib.Path(sys.argv[1])); print('held', flush=True); input()"
    )
    with process(script, path) as running:
        assert running.stdout
        running.stdout.readline()
        assert prune(folder, NOTHING).open.recordings == 1
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert prune(folder, NOTHING).deleted == ("a.wsrec",)


def test_one_that_an_older_version_has_open_and_does_not_write_is_locked(folder: Path) -> None:
    """In WAL mode, where idle connections hold no lock that others would meet."""
    path = record(folder, "a")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as older:
        older.execute("PRAGMA journal_mode = WAL")
        older.execute("SELECT count(*) FROM runs").fetchone()
        assert locks.is_locked(path)
