"""Batches into the tables, and back how far they go. The caller has the transaction."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from inspector.recording import facts, notes
from inspector.recording.bulk import insert
from inspector.recording.details import write_detail
from inspector.recording.errors import damaged
from inspector.recording.record import INSERT, record_of
from inspector.recording.run import Run
from inspector.recording.schema import LAST_SEQ
from inspector.recording.sequencer import Batch
from inspector.recording.values import Mark, Totals

BLOCK = 1024 * 1024
"""Bytes at which a block is full."""

MOST_TITLE = 10_000
"""Characters."""

_MOST_META = 1024 * 1024
"""Bytes of a title that is read; written ones have fewer."""

_INSERT_BLOCK = """INSERT INTO blocks (first, wire, decoded)
    VALUES (?, zeroblob(?), CASE WHEN ? > 0 THEN zeroblob(?) END)"""

_BESIDE = 2 * BLOCK
"""Bytes that a block has beside a large frame, at most: of the runs before it."""


def write(connection: sqlite3.Connection, batches: Sequence[Batch]) -> None:
    """Append what is in `batches`, which follow on what is there.

    SQLite limits a row to 10^9 bytes (`SQLITE_LIMIT_LENGTH`): of a larger frame the beginning is
    written, with a violation that says so.
    """
    most = connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) - _BESIDE
    fitting = (run.clipped(most) for batch in batches for run in batch.runs)
    for runs in in_blocks(fitting):
        for run in runs:
            if run.event is not None:
                write_detail(connection, run.kind, run.seq, run.event)
        write_runs(connection, runs)
    for batch in batches:
        if batch.title is not None:
            insert(connection, "INSERT OR REPLACE INTO meta", [("title", batch.title)])
    notes.write(connection, chain.from_iterable(batch.notes for batch in batches))
    facts.write(connection, [batch.facts for batch in batches if batch.facts])


def write_runs(connection: sqlite3.Connection, runs: Sequence[Run]) -> None:
    """Append `runs` as one block; what is no frame has its details elsewhere."""
    first = runs[0].seq
    records = []
    position = decoded_position = 0
    for run in runs:
        records.append(record_of(run, first, position, decoded_position))
        position += run.size
        decoded_position += len(run.decoded)
    insert(connection, INSERT, records)
    insert_block(connection, first, position, decoded_position)
    _fill(connection, first, "wire", [run.wire for run in runs])
    if decoded_position:
        _fill(connection, first, "decoded", [run.decoded for run in runs])


def insert_block(connection: sqlite3.Connection, first: int, wire: int, decoded: int) -> None:
    """Append a block of so many bytes, all zero."""
    connection.execute(_INSERT_BLOCK, (first, wire, decoded, decoded))


def _fill(connection: sqlite3.Connection, block: int, column: str, parts: Sequence[bytes]) -> None:
    """Write `parts` straight into the pages of a block: joined and bound, they would be copied
    three times more."""
    with connection.blobopen("blocks", column, block) as blob:
        for part in parts:
            blob.write(part)


def write_mark(connection: sqlite3.Connection, mark: Mark) -> None:
    """Keep the counts, so that opening need not count. In the transaction of what they count."""
    counts = {"connections": mark.connections, **mark.totals._asdict()}
    insert(connection, "INSERT OR REPLACE INTO meta", list(counts.items()))


def read_mark(connection: sqlite3.Connection) -> Mark:
    last = """SELECT seq, event_count, row, message IS NULL FROM runs ORDER BY seq DESC LIMIT 1"""
    seq, event_count, row, is_own = connection.execute(last).fetchone() or (1, 0, 0, 0)
    meta = _meta(connection)
    counts = [meta.get(name, 0) for name in ("connections", *Totals._fields)]
    if any(type(count) is not int or count < 0 for count in (event_count, row, *counts)):
        raise damaged("its counts make no sense")
    end, rows = seq + event_count - 1, row + event_count * is_own
    if not rows <= end <= LAST_SEQ:
        raise damaged("its counts make no sense")
    return Mark(end, rows, counts[0], Totals(*counts[1:]))


def read_title(connection: sqlite3.Connection) -> str:
    return str(_meta(connection).get("title", ""))


def _meta(connection: sqlite3.Connection) -> dict[object, Any]:
    """What is known of the whole recording, by name; of a file from elsewhere no more than there
    may be. It is not looked up by name: SQLite would read a whole row, however large, to compare.
    """
    most = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_META)
    try:
        return dict(connection.execute("SELECT name, value FROM meta LIMIT 100"))
    except sqlite3.DataError as error:
        raise damaged(f"its title or a count has more than {_MOST_META:,} bytes") from error
    finally:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, most)


def in_blocks(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Parts of `runs`, each a block."""
    block: list[Run] = []
    size = 0
    for run in runs:
        block.append(run)
        size += run.weight
        if size >= BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block
