"""Makes the tables of a new recording, and brings one of an older version to the newest."""

import sqlite3
from collections.abc import Iterator
from itertools import islice

from inspector.events import Direction, Event, Frame
from inspector.recording import tables
from inspector.recording.details import read_detail
from inspector.recording.errors import senseless
from inspector.recording.schema import APPLICATION_ID, PAGE_SIZE, RUNS, TABLES, VERSION, Kind
from inspector.recording.sequencer import Sequencer
from inspector.recording.values import Mark
from inspector.recording.views import VIEWS

_AT_ONCE = 4096
"""Events that are converted together."""


def make(connection: sqlite3.Connection) -> None:
    """Make an empty file an empty recording."""
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    connection.execute("BEGIN IMMEDIATE")
    for statement in TABLES:
        connection.execute(statement)
    _sign(connection)


def upgrade(connection: sqlite3.Connection, version: int) -> None:
    """Bring a recording of `version` to the newest, in one transaction."""
    if version == 1:
        _from_version_1(connection)
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("VACUUM")


def _from_version_1(connection: sqlite3.Connection) -> None:
    """Version 1 had a row an event in `events`, frames with their bytes."""
    connection.execute("BEGIN IMMEDIATE")
    for view in ("log", "frames"):
        connection.execute(f"DROP VIEW {view}")
    for statement in RUNS:
        connection.execute(statement)
    sequencer = Sequencer(Mark())
    events = _events_of_version_1(connection)
    while some := list(islice(events, _AT_ONCE)):
        batches = [sequencer.batch(number, [event]) for number, event in some]
        tables.write_runs(connection, [run for batch in batches for run in batch.runs])
    for table in ("events", "fragments"):
        connection.execute(f"DROP TABLE {table}")
    for statement in VIEWS:
        connection.execute(statement)
    _sign(connection)


def _events_of_version_1(connection: sqlite3.Connection) -> Iterator[tuple[int, Event]]:
    """Each event with the number of its connection."""
    query = """SELECT seq, connection, time_ns, kind, header, payload, wire_payload, violation
        FROM events ORDER BY seq"""
    for seq, number, time_ns, kind, *rest in connection.execute(query):
        event: Event
        if kind > Kind.SENT:
            event = read_detail(connection, kind, seq, time_ns)
        else:
            header, payload, wire_payload, violation = rest
            if type(header) is not bytes or not header or type(payload) is not bytes:
                raise senseless(seq)
            event = Frame(time_ns, Direction(kind), header, payload, wire_payload, violation)
        yield number, event


def _sign(connection: sqlite3.Connection) -> None:
    """Say what the file is, and commit."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")
