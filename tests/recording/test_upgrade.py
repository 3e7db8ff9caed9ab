"""Recordings of older versions: brought up to date on opening, or left as they were."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from inspector.events import Direction, Frame, Problem, ReadyState, StateChange
from inspector.recording import (
    Note,
    OpeningCancelledError,
    Recording,
    RecordingError,
    opening,
    upgrade,
    watch,
)
from inspector.recording.paths import files_of, journal_of, wal_of
from inspector.recording.schema import PAGE_SIZE, VERSION
from tests.support import version_1, version_2
from tests.support.entries import (
    PHASE,
    REQUEST,
    RESPONSE,
    STREAM,
    TIME_NS,
    entries_of,
    frame,
)
from tests.support.read_only import only_reading
from tests.support.recordings import rows_of, totals_of

ENTRIES = entries_of(
    [
        (1, [StateChange(TIME_NS, ReadyState.CONNECTING, "ws://example.org/chat"), REQUEST]),
        (1, [RESPONSE, frame(1, b"H\xc3\xb6", fin=False, sent=True), frame(9, b"?")]),
        (2, [frame(2, b"", fin=False), frame(0, b"other")]),
        (1, [frame(0, b"re", fin=False, sent=True), frame(0, b"st", sent=True)]),
        (1, [frame(1, b"inflated", fin=False, rsv=4, wire_payload=b"small"), frame(10)]),
        (1, [frame(0, b" too", wire_payload=b"too"), frame(11, violation="11 is reserved")]),
        (2, [frame(2, bytes(3_000_000)), *[frame(2, bytes(1000), sent=True)] * 2000]),
        (2, [Frame(TIME_NS, Direction.RECEIVED, b"\x82", b""), frame(8, b"\x03\xe8bye")]),
        (2, [Problem(TIME_NS, "connection-lost", "The connection was lost.", "EOF")]),
    ]
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A recording of version 1."""
    path = tmp_path / "old.wsrec"
    totals = totals_of(ENTRIES)._asdict()
    version_1.make(path, ENTRIES, title="an old one", connections=2, **totals)
    return path


@pytest.fixture
def path_2(tmp_path: Path) -> Path:
    """A recording of version 2, in a folder of its own."""
    recorded, path = tmp_path / "new.wsrec", tmp_path / "old" / "old.wsrec"
    with Recording.create(recorded) as recording:
        for entry in ENTRIES:
            recording.append(entry.connection, [entry.event])
        recording.title = "an old one"
    path.parent.mkdir()
    version_2.make(path, recorded, {2: "red", 5: "green"})
    return path


def pragma(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def check(path: Path) -> None:
    """It holds everything, and is of the newest version."""
    with Recording.open(path) as recording:
        assert list(recording.entries()) == ENTRIES
        assert recording.rows(0, len(ENTRIES)) == rows_of(ENTRIES)
        assert (recording.totals, recording.connections) == (totals_of(ENTRIES), 2)
        assert recording.title == "an old one"
    assert pragma(path, "user_version") == VERSION
    assert list(path.parent.iterdir()) == [path]


def test_an_old_recording_is_brought_up_to_date(path: Path) -> None:
    size = path.stat().st_size
    check(path)
    assert pragma(path, "page_size") == PAGE_SIZE
    assert path.stat().st_size < size
    with closing(sqlite3.connect(path)) as connection:
        tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name < 'm' ORDER BY name"
        assert connection.execute(tables).fetchall() == [("blocks",), ("facts",)]
        assert connection.execute("SELECT count(*) FROM frames").fetchone() == (2013,)
    check(path)


def test_it_goes_on(path: Path) -> None:
    with Recording.open(path) as recording:
        recording.append(3, [frame(9)])
    with Recording.open(path) as recording:
        assert recording.entry(len(ENTRIES) + 1).event == frame(9)
        assert recording.totals.frames_received == totals_of(ENTRIES).frames_received + 1


def test_one_that_was_not_closed_is_recovered_first(path: Path) -> None:
    copy = path.parent / "folder" / path.name
    copy.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO problems VALUES (99999, '', '', '')")
        connection.execute("DELETE FROM problems WHERE seq = 99999")
        for file in files_of(path):
            if file.exists():
                shutil.copy(file, copy.parent)
    assert wal_of(copy).stat().st_size
    check(copy)
    assert pragma(copy, "page_size") == PAGE_SIZE


KILL = """
import os, signal, sys
from pathlib import Path
from inspector.recording import Recording, upgrade

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(upgrade, sys.argv[2], kill)
Recording.open(Path(sys.argv[1]))
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_killed_on_the_way_it_is_as_it_was(path: Path) -> None:
    """When everything is moved, and only the commit is missing."""
    done = subprocess.run([sys.executable, "-c", KILL, str(path), "_sign"], check=False)
    assert done.returncode == -signal.SIGKILL
    assert journal_of(path).stat().st_size > 100_000
    copy = path.parent / "folder" / path.name
    copy.parent.mkdir()
    for file in (path, journal_of(path)):
        shutil.copy(file, copy.parent)
    assert pragma(copy, "user_version") == 1
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (len(ENTRIES),)
    shutil.rmtree(copy.parent)
    check(path)


def test_where_nothing_can_be_written_that_is_said(path: Path, open_folder: Path) -> None:
    copy = Path(shutil.copy(path, open_folder))
    with (
        only_reading(open_folder),
        pytest.raises(RecordingError, match=r"an older WebSocket Inspector.*copy it to another"),
    ):
        Recording.open(copy)
    assert copy.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM events WHERE seq = 2000",
        "DELETE FROM events WHERE seq = 1",
        "DELETE FROM problems",
        "DROP TABLE fragments",
        "UPDATE events SET time_ns = 'noon' WHERE seq = 2000",
        "UPDATE events SET connection = 1.5 WHERE seq = 2000",
        "UPDATE events SET kind = 9 WHERE seq = 2000",
        "UPDATE events SET header = x'' WHERE seq = 2000",
        "UPDATE events SET header = x'8200ff' WHERE seq = 2000",
        "UPDATE events SET header = 'text' WHERE seq = 2000",
        "UPDATE events SET header = x'82' WHERE seq = 2000",
        "UPDATE events SET payload = NULL WHERE seq = 2000",
        "UPDATE events SET wire_payload = 5 WHERE seq = 2000",
        "UPDATE events SET violation = NULL WHERE seq = 2000",
        "UPDATE states SET ready_state = 9",
    ],
)
def test_damage_is_said_and_the_file_is_left_as_it_was(path: Path, damage: str) -> None:
    change(path, damage)
    before = path.read_bytes()
    with pytest.raises(RecordingError, match=r"Cannot open .*old\.wsrec: "):
        Recording.open(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_what_another_program_holds_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with monkeypatch.context() as patch:
            patch.setattr(opening, "connect", partial(impatient, opening.connect))
            with pytest.raises(RecordingError, match="another program holds it"):
                Recording.open(path)
    check(path)


def impatient(
    connect: Callable[[Path, str], sqlite3.Connection], path: Path, parameters: str
) -> sqlite3.Connection:
    """A connection that does not wait for others."""
    connection = connect(path, parameters)
    connection.execute("PRAGMA busy_timeout = 0")
    return connection


def test_one_of_version_2_keeps_its_colours(path_2: Path) -> None:
    check(path_2)
    with Recording.open(path_2) as recording:
        assert recording.notes() == {2: Note("red"), 5: Note("green")}
        recording.append(3, [PHASE, STREAM])
        recording.comment(2, "here it began")
        recording.flush()
        assert recording.notes()[2] == Note("red", comment="here it began")
    with closing(sqlite3.connect(path_2)) as connection:
        count = "SELECT count(*) FROM sqlite_schema WHERE name = 'marks'"
        assert connection.execute(count).fetchone() == (0,)
        kinds = "SELECT kind FROM log WHERE seq > ? ORDER BY seq"
        assert connection.execute(kinds, (len(ENTRIES),)).fetchall() == [("phase",), ("stream",)]


def test_one_of_version_2_without_colours(path_2: Path) -> None:
    change(path_2, "DROP TABLE marks")
    check(path_2)
    with Recording.open(path_2) as recording:
        assert recording.notes() == {}


@pytest.mark.parametrize("colours", [True, False])
def test_one_of_version_2_that_cannot_be_written_is_read_as_it_is(
    path_2: Path, open_folder: Path, colours: bool
) -> None:
    if not colours:
        change(path_2, "DROP TABLE marks")
    copy = Path(shutil.copy(path_2, open_folder))
    before = copy.read_bytes()
    with only_reading(open_folder), Recording.open(copy) as recording:
        assert list(recording.entries()) == ENTRIES
        assert [entry.seq for entry in recording.story()] == [1, 2, 3, 2017]
        assert recording.notes() == ({2: Note("red"), 5: Note("green")} if colours else {})
        assert recording.facts(1) == {}
    assert copy.read_bytes() == before


def test_one_of_version_2_that_another_process_writes_is_read_as_it_is(
    path_2: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "connect", partial(impatient, opening.connect))
    with closing(sqlite3.connect(path_2, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with Recording.open(path_2) as recording:
            assert list(recording.entries()) == ENTRIES
            assert recording.notes(1, 2) == {2: Note("red")}
    assert pragma(path_2, "user_version") == 2
    check(path_2)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_cancelled_upgrade_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(watch, "_INTERVAL_S", 0.0)
    before = path.read_bytes()
    steps: list[tuple[int, int]] = []
    with pytest.raises(OpeningCancelledError):
        Recording.open(
            path,
            progress=lambda *step: steps.append(step),
            cancelled=lambda: len(steps) == after,
        )
    assert steps == [(number, len(ENTRIES)) for number in range(1, after + 1)]
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    check(path)


def test_one_that_is_cancelled_at_the_last_moment(
    path: Path, path_2: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When everything is moved, and only the commit is missing."""
    for old in (path, path_2):
        before = old.read_bytes()
        asked = []
        with monkeypatch.context() as patch:
            patch.setattr(watch.Watch, "step", lambda *_: None)
            with pytest.raises(OpeningCancelledError):
                Recording.open(old, cancelled=lambda asked=asked: bool(asked.append(1)) or True)
        assert asked
        assert old.read_bytes() == before
        assert list(old.parent.glob("old.*")) == [old]


def test_once_it_is_committed_only_making_it_small_is_cancelled(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_signed = []
    sign = upgrade._sign
    monkeypatch.setattr(upgrade, "_OFTEN", 1)
    monkeypatch.setattr(upgrade, "_sign", lambda it: (sign(it), is_signed.append(True)))
    with Recording.open(path, cancelled=lambda: bool(is_signed)) as recording:
        assert list(recording.entries()) == ENTRIES
    assert pragma(path, "page_size") != PAGE_SIZE
    assert list(path.parent.iterdir()) == [path]


def test_progress_is_told_of_an_old_one_only(
    path: Path, path_2: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_INTERVAL_S", 0.0)
    for old, expected in ((path, len(ENTRIES)), (path_2, 0), (path, 0)):
        steps: list[tuple[int, int]] = []
        with Recording.open(old, progress=lambda *step: steps.append(step)):  # noqa: B023
            assert len(steps) == expected
