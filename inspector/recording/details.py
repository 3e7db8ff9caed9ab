"""What an event that is no frame has to say: its row in a table of its own."""

import sqlite3
from collections.abc import Callable

from inspector.events import Event, HttpRequest, HttpResponse, Problem, ReadyState, StateChange
from inspector.recording.errors import missing, senseless
from inspector.recording.schema import Kind

_INSERT = {
    Kind.STATE: "INSERT INTO states VALUES (?, ?, ?)",
    Kind.REQUEST: "INSERT INTO requests VALUES (?, ?, ?)",
    Kind.RESPONSE: "INSERT INTO responses VALUES (?, ?)",
    Kind.PROBLEM: "INSERT INTO problems VALUES (?, ?, ?, ?)",
}


def write_detail(connection: sqlite3.Connection, kind: Kind, seq: int, event: Event) -> None:
    """Keep what `event` says; its time has its place in `runs`."""
    connection.execute(_INSERT[kind], (seq, *event[1:]))


def read_detail(connection: sqlite3.Connection, kind: int, seq: int, time_ns: int) -> Event:
    """The event `seq`. Values that it cannot have are refused."""
    if type(time_ns) is not int or kind not in _READ:
        raise senseless(seq)
    query, types, make = _READ[kind]
    found = connection.execute(query, (seq,)).fetchone()
    if found is None:
        raise missing(seq)
    if tuple(map(type, found)) != types:
        raise senseless(seq)
    try:
        return make(time_ns, *found)
    except ValueError as error:
        raise senseless(seq) from error


def _state(time_ns: int, ready_state: int, detail: str) -> StateChange:
    return StateChange(time_ns, ReadyState(ready_state), detail)


_READ: dict[int, tuple[str, tuple[type, ...], Callable[..., Event]]] = {
    Kind.STATE: ("SELECT ready_state, detail FROM states WHERE seq = ?", (int, str), _state),
    Kind.REQUEST: ("SELECT url, raw FROM requests WHERE seq = ?", (str, bytes), HttpRequest),
    Kind.RESPONSE: ("SELECT raw FROM responses WHERE seq = ?", (bytes,), HttpResponse),
    Kind.PROBLEM: (
        "SELECT code, message, detail FROM problems WHERE seq = ?",
        (str, str, str),
        Problem,
    ),
}
