"""Many rows into a table with few statements."""

import sqlite3
from collections.abc import Sequence
from functools import cache
from itertools import chain

_ROWS = 1024
"""Rows in one statement at most; SQLite takes 32766 values."""


def insert(
    connection: sqlite3.Connection,
    into: str,
    rows: Sequence[tuple[object, ...]],
    then: str = "",
) -> None:
    """`into`, such as `INSERT INTO notes`, for all `rows`; `then` is a clause behind the values.

    As `executemany`, in few large statements: sqlite3 releases the GIL while a statement runs and,
    while another thread is busy, gets it back only 5 ms later. A statement for each row would leave
    some 700 rows a second.
    """
    start = 0
    while start < len(rows):
        # Powers of two, so that the same few statements come again and are found prepared.
        size = min(_ROWS, 1 << (len(rows) - start).bit_length() - 1)
        some = rows[start : start + size]
        values = list(chain.from_iterable(some))
        connection.execute(_statement(into, len(some[0]), size, then), values)
        start += size


@cache
def _statement(into: str, width: int, size: int, then: str) -> str:
    row = f"({', '.join('?' * width)})"
    return f"{into} VALUES {', '.join([row] * size)} {then}"
