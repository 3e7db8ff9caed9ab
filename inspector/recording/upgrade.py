"""Makes the tables of a new recording, and brings one of an older version to the newest."""

import contextlib
import sqlite3
from collections.abc import Iterator

from inspector.events import Direction, Event, Frame
from inspector.events.frame import header_size
from inspector.recording import tables
from inspector.recording.details import read_detail
from inspector.recording.errors import missing, senseless
from inspector.recording.run import Run
from inspector.recording.schema import (
    APPLICATION_ID,
    PAGE_SIZE,
    RUNS,
    SINCE_3,
    TABLES,
    VERSION,
    Kind,
)
from inspector.recording.sequencer import Sequencer
from inspector.recording.values import Mark
from inspector.recording.views import VIEWS
from inspector.recording.watch import Watch

_EVENTS = """SELECT seq, connection, time_ns, kind, header, payload, wire_payload, violation
    FROM events ORDER BY seq"""

_OFTEN = 100_000
"""SQLite's instructions between two looks at whether the job was cancelled."""

_MARKS = "SELECT seq, colour FROM marks WHERE typeof(colour) = 'text' AND colour <> ''"
_MARKS_AS_NOTES = f"""INSERT INTO temp.notes
    SELECT seq, colour, 0, '' FROM ({_MARKS} LIMIT 100000)"""  # noqa: S608, fixed text
_MISSING = (
    "CREATE TEMP TABLE phases (seq, name, duration_ns, detail, error, sent, received)",
    "CREATE TEMP TABLE stream_events (seq, name, direction, leg, payload, detail)",
    "CREATE TEMP TABLE notes (seq, colour, bookmark, comment)",
    "CREATE TEMP TABLE facts (id, connection, name, value)",
)


def make(connection: sqlite3.Connection) -> None:
    """Make an empty file an empty recording."""
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    connection.execute("BEGIN IMMEDIATE")
    _execute(connection, TABLES)
    _sign(connection)


def upgrade(connection: sqlite3.Connection, version: int, watch: Watch) -> None:
    """Bring a recording of `version` to the newest: in one transaction, or not at all.

    `OpeningCancelledError` where `watch` was cancelled before the transaction was committed.
    """
    connection.execute("BEGIN IMMEDIATE")
    _execute(connection, ("DROP VIEW IF EXISTS log", "DROP VIEW IF EXISTS frames"))
    if version == 1:
        _from_version_1(connection, watch)
    _execute(connection, (*SINCE_3, *VIEWS))
    if _has_marks(connection):
        connection.execute(f"INSERT INTO notes (seq, colour) {_MARKS}")
        connection.execute("DROP TABLE marks")
    watch.check()
    _sign(connection)
    if version == 1:
        _shrink(connection, watch)


def _shrink(connection: sqlite3.Connection, watch: Watch) -> None:
    """Give back the room of what was moved. Where that is cancelled, or there is no room for it,
    the recording only remains large."""
    connection.set_progress_handler(lambda: watch.cancelled, _OFTEN)
    with contextlib.suppress(sqlite3.OperationalError):
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("VACUUM")


def complete_version_2(connection: sqlite3.Connection) -> None:
    """Let a file of version 2 that cannot be written be read as one of version 3: what it lacks is
    empty, in memory. Notes are its colours."""
    connection.execute("PRAGMA temp_store = MEMORY")
    _execute(connection, _MISSING)
    if _has_marks(connection):
        connection.execute(_MARKS_AS_NOTES)


def _has_marks(connection: sqlite3.Connection) -> bool:
    """Whether the file has the table of colours that version 2 made with the first of them."""
    there = "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = 'marks'"
    return connection.execute(there).fetchone() is not None


def _from_version_1(connection: sqlite3.Connection, watch: Watch) -> None:
    """It had a row an event in `events`, frames with their bytes."""
    _execute(connection, RUNS)
    for block in tables.in_blocks(_runs_of_version_1(connection, watch)):
        tables.write_runs(connection, block)
    _execute(connection, ("DROP TABLE events", "DROP TABLE fragments"))


def _runs_of_version_1(connection: sqlite3.Connection, watch: Watch) -> Iterator[Run]:
    sequencer = Sequencer(Mark())
    (total,) = connection.execute("SELECT max(seq) FROM events").fetchone()
    for expected, (seq, number, time_ns, kind, *frame) in enumerate(connection.execute(_EVENTS), 1):
        if seq != expected:
            raise missing(expected)
        if type(number) is not int or type(time_ns) is not int:
            raise senseless(seq)
        event: Event
        if kind in (Kind.RECEIVED, Kind.SENT):
            event = _frame_of_version_1(seq, time_ns, Direction(kind), *frame)
        else:
            event = read_detail(connection, kind, seq, time_ns)
        yield from sequencer.batch(number, [event]).runs
        watch.step(seq, total)


def _frame_of_version_1(
    seq: int,
    time_ns: int,
    direction: Direction,
    header: object,
    payload: object,
    wire_payload: object,
    violation: object,
) -> Frame:
    if (
        not (isinstance(header, bytes) and isinstance(payload, bytes) and header)
        or not isinstance(wire_payload, bytes | None)
        or not isinstance(violation, str)
    ):
        raise senseless(seq)
    cut_short = len(header) < header_size(header)
    if len(header) > header_size(header) or (cut_short and (payload or wire_payload is not None)):
        raise senseless(seq)
    return Frame(time_ns, direction, header, payload, wire_payload, violation)


def _execute(connection: sqlite3.Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.execute(statement)


def _sign(connection: sqlite3.Connection) -> None:
    """Say what the file is, and commit."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")
