"""Rows into the tables, thousands a statement."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from inspector.recording import database, tables
from inspector.recording.sequencer import Batch, Sequencer
from inspector.recording.values import Mark, Totals
from tests.support.entries import REQUEST, frame


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "a.wsrec"
    path.touch()
    database.create(path)
    with closing(database.connect_for_writing(path)) as connection:
        yield connection


@pytest.mark.parametrize("count", [0, 1, 3, 2047, 2048, 2049, 5000])
def test_any_number_of_rows(connection: sqlite3.Connection, count: int) -> None:
    tables.write(connection, [Sequencer(Mark()).batch(1, [frame(9)] * count)])
    found = [seq for (seq,) in connection.execute("SELECT seq FROM events ORDER BY seq")]
    assert found == list(range(1, count + 1))


def test_thousands_of_rows_take_a_few_statements(connection: sqlite3.Connection) -> None:
    sequencer = Sequencer(Mark())
    batches = [sequencer.batch(1, [frame(9)] * 512) for _ in range(8)]
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    tables.write(connection, batches)
    assert len(statements) == 2


def test_kinds_in_turn_keep_their_order(connection: sqlite3.Connection) -> None:
    compressed = frame(2, b"inflated", wire_payload=b"z")
    events = [frame(9), REQUEST, compressed, compressed, frame(1, fin=False), frame(0)]
    tables.write(connection, [Sequencer(Mark()).batch(1, events)])
    query = "SELECT seq, kind, message, wire_payload FROM events ORDER BY seq"
    assert connection.execute(query).fetchall() == [
        (1, 0, 1, None),
        (2, 3, 2, None),
        (3, 0, 3, b"z"),
        (4, 0, 4, b"z"),
        (5, 0, 5, None),
        (6, 0, 5, None),
    ]


def test_the_mark_is_kept_with_the_events(connection: sqlite3.Connection) -> None:
    assert tables.read_mark(connection) == Mark()
    batch = Sequencer(Mark()).batch(3, [frame(1, fin=False), frame(0, b"four", sent=False)])
    tables.write(connection, [batch])
    tables.write_mark(connection, batch.mark)
    totals = Totals(frames_received=2, messages_received=1, bytes_received=8)
    assert tables.read_mark(connection) == batch.mark == Mark(2, 1, 3, totals)


def test_the_last_title_holds(connection: sqlite3.Connection) -> None:
    assert tables.read_title(connection) == ""
    tables.write(connection, [Batch(Mark(), title="one"), Batch(Mark(), title="two")])
    assert tables.read_title(connection) == "two"
