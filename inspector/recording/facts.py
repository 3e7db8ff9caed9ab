"""What a session was connected to, and with which options: names and values for a person."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from inspector.recording.bulk import insert

_MOST = 200
"""Facts of a connection that are read at most, and characters of a name."""
_MOST_VALUE = 10_000
"""Characters of a value that are kept and read at most."""

_OF_CONNECTION = f"""SELECT name, value FROM facts
    WHERE connection = ? AND typeof(name) = 'text' AND typeof(value) = 'text'
    AND length(name) <= {_MOST} AND length(value) <= {_MOST_VALUE}
    ORDER BY id LIMIT {_MOST}"""  # noqa: S608
_REMOVE = "DELETE FROM facts WHERE connection = ?"


class Facts(NamedTuple):
    """All facts of the `connection`-th connection; they replace those it had."""

    connection: int
    values: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, connection: int, values: Mapping[str, str]) -> "Facts":
        return cls(connection, [(name, value[:_MOST_VALUE]) for name, value in values.items()])


def read(connection: sqlite3.Connection, number: int) -> dict[str, str]:
    """Those of the connection `number` in the file, in order."""
    return dict(connection.execute(_OF_CONNECTION, (number,)))


def write(connection: sqlite3.Connection, facts: Iterable[Facts]) -> None:
    for number, values in facts:
        connection.execute(_REMOVE, (number,))
        rows = [(number, name, value) for name, value in values]
        insert(connection, "INSERT INTO facts (connection, name, value)", rows)
