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


@pytest.mark.parametrize("count", [0, 1, 3, 1023, 1024, 1025, 5000])
def test_any_number_of_rows(connection: sqlite3.Connection, count: int) -> None:
    tables.write(connection, [Sequencer(Mark()).batch(1, [frame(9)] * count)])
    found = [seq for (seq,) in connection.execute("SELECT seq FROM runs ORDER BY seq")]
    assert found == list(range(1, count + 1))


def test_a_block_is_full_at_a_mebibyte(connection: sqlite3.Connection) -> None:
    events = [frame(2, bytes(400_000)), REQUEST, frame(2, bytes(2_000_000)), frame(9)] * 2
    tables.write(connection, [Sequencer(Mark()).batch(1, events)])
    assert connection.execute("SELECT first, length(wire) FROM blocks").fetchall() == [
        (1, 400_010 + 2_000_010),
        (4, 2 + 400_010 + 2_000_010),
        (8, 2),
    ]
    assert connection.execute("SELECT block, position, size FROM runs").fetchall() == [
        (1, 0, 400_010),
        (1, 400_010, 0),
        (1, 400_010, 2_000_010),
        (4, 0, 2),
        (4, 2, 400_010),
        (4, 400_012, 0),
        (4, 400_012, 2_000_010),
        (8, 0, 2),
    ]


def test_thousands_of_rows_take_a_few_statements(connection: sqlite3.Connection) -> None:
    sequencer = Sequencer(Mark())
    batches = [sequencer.batch(1, [frame(9)] * 512) for _ in range(4)]
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    tables.write(connection, batches)
    assert len(statements) == 3, "two for the runs, one for their block"


def test_kinds_in_turn_keep_their_order(connection: sqlite3.Connection) -> None:
    compressed = frame(2, b"inflated", wire_payload=b"z")
    events = [frame(9), REQUEST, compressed, compressed, frame(1, fin=False), frame(0)]
    tables.write(connection, [Sequencer(Mark()).batch(1, events)])
    query = "SELECT seq, kind, message, position, size, decoded_position, lengths FROM runs"
    length = (8).to_bytes(4, "little")
    assert connection.execute(query).fetchall() == [
        (1, 0, None, 0, 2, None, None),
        (2, 3, None, 2, 0, None, None),
        (3, 0, None, 2, 3, 0, length),
        (4, 0, None, 5, 3, 8, length),
        (5, 0, None, 8, 2, None, None),
        (6, 0, 5, 10, 2, None, None),
    ]
    assert connection.execute("SELECT wire, decoded FROM blocks").fetchall() == [
        (b"\x89\x00\x82\x01z\x82\x01z\x01\x00\x80\x00", b"inflated" * 2)
    ]
    assert connection.execute("SELECT * FROM requests").fetchall() == [
        (2, REQUEST.url, REQUEST.raw)
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
