"""Events that somebody gave a colour: in a table of their own, made with the first of them.

A recording without marks stays what it was before there were any; older versions ignore the table.
"""

import sqlite3
from collections import OrderedDict

_THERE = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'marks'"
MAKE = "CREATE TABLE IF NOT EXISTS marks (seq INTEGER PRIMARY KEY, colour TEXT NOT NULL)"
INSERT = "INSERT OR REPLACE INTO marks"
REMOVE = "DELETE FROM marks WHERE colour = ''"
_BETWEEN = "SELECT seq, colour FROM marks WHERE seq BETWEEN ? AND ? AND typeof(colour) = 'text'"


class Marks:
    """Those in the file that `connection` reads, and those that are on their way there."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._is_table_there = connection.execute(_THERE).fetchone() is not None
        self._pending: OrderedDict[int, tuple[int, str]] = OrderedDict()
        """By seq, in the order of their numbers."""
        self._last = 0

    def add(self, seq: int, colour: str, written: int) -> int:
        """Mark the event `seq`; returns the mark's number, 1, 2, ... Those up to number `written`
        are in the file."""
        self._forget(written)
        self._last += 1
        self._pending[seq] = self._last, colour
        self._pending.move_to_end(seq)
        return self._last

    def between(self, first: int, last: int, written: int) -> dict[int, str]:
        """Colours of the events `first` to `last`, by seq."""
        self._forget(written)
        found: dict[int, str] = {}
        if self._is_table_there:
            found.update(self._connection.execute(_BETWEEN, (first, last)))
        pending = self._pending
        few = range(first, last + 1) if last - first < len(pending) else pending
        found.update(
            {seq: pending[seq][1] for seq in few if first <= seq <= last and seq in pending}
        )
        return {seq: colour for seq, colour in found.items() if colour}

    def _forget(self, written: int) -> None:
        """Drop what the file has."""
        self._is_table_there |= written > 0
        while self._pending:
            seq = next(iter(self._pending))
            if self._pending[seq][0] > written:
                break
            del self._pending[seq]
