"""What a person, or a rule, added to events: colours, bookmarks and comments.

They are in a table of their own, apart from what was recorded.
"""

import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from inspector.recording.bulk import insert
from inspector.recording.values import Note

MOST_COMMENT = 10_000
"""Characters of a comment at most."""

_MOST_COLOUR = 32

Field = Literal["colour", "bookmark", "comment"]

_BETWEEN = f"""SELECT seq, colour, bookmark, comment FROM notes WHERE seq BETWEEN ? AND ?
    AND typeof(colour) = 'text' AND length(colour) <= {_MOST_COLOUR}
    AND typeof(comment) = 'text' AND length(comment) <= {MOST_COMMENT} ORDER BY seq"""  # noqa: S608
_REMOVE_EMPTY = """DELETE FROM notes WHERE seq BETWEEN ? AND ?
    AND colour = '' AND comment = '' AND bookmark = 0"""


class Change(NamedTuple):
    """A field of the note on the event `seq` gets a value; an empty one removes it."""

    seq: int
    field: Field
    value: str | bool


_NOTHING: tuple[int, dict[Field, str | bool]] = 0, {}


class Notes:
    """Those in the file that `connection` reads, and those that are on their way there."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pending: OrderedDict[int, tuple[int, dict[Field, str | bool]]] = OrderedDict()
        """By seq, in the order of the numbers of their last changes."""

    def add(self, changes: Sequence[Change], number: int, written: int) -> None:
        """Take in the changes of this number, 1, 2, ... Those up to `written` are in the file."""
        self._forget(written)
        pending = self._pending
        for seq, field, value in changes:
            _, fields = pending.pop(seq, _NOTHING)
            pending[seq] = number, {**fields, field: value}

    def between(self, first: int, last: int, written: int) -> dict[int, Note]:
        """The notes on the events `first` to `last`, by seq."""
        self._forget(written)
        found = read(self._connection, first, last)
        pending = self._pending
        few = range(first, last + 1) if last - first < len(pending) else pending
        for seq in few:
            if first <= seq <= last and seq in pending:
                found[seq] = found.get(seq, Note())._replace(**pending[seq][1])  # type: ignore[arg-type]
        return {seq: found[seq] for seq in sorted(found) if any(found[seq])}

    def _forget(self, written: int) -> None:
        """Drop what the file has."""
        while self._pending:
            seq = next(iter(self._pending))
            if self._pending[seq][0] > written:
                break
            del self._pending[seq]


def read(connection: sqlite3.Connection, first: int, last: int) -> dict[int, Note]:
    """The notes in the file on the events `first` to `last`, by seq, in order."""
    return {
        seq: Note(colour, bool(bookmark), comment)
        for seq, colour, bookmark, comment in connection.execute(_BETWEEN, (first, last))
    }


def write(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Keep `changes`; of several of one field the last one counts."""
    fields: dict[Field, dict[int, str | bool]] = {}
    for seq, field, value in changes:
        fields.setdefault(field, {})[seq] = value
    for field, values in fields.items():
        update = f"ON CONFLICT (seq) DO UPDATE SET {field} = excluded.{field}"
        insert(connection, f"INSERT INTO notes (seq, {field})", list(values.items()), update)
    emptied = [seq for values in fields.values() for seq, value in values.items() if not value]
    if emptied:
        connection.execute(_REMOVE_EMPTY, (min(emptied), max(emptied)))
