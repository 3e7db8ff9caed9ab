"""Entries out of the tables, whole: one, a message's frames, all in order."""

import sqlite3
from collections.abc import Callable, Iterator

from inspector.events import (
    Direction,
    Event,
    Frame,
    HttpRequest,
    HttpResponse,
    Problem,
    ReadyState,
    StateChange,
)
from inspector.recording.errors import missing, senseless
from inspector.recording.schema import Kind
from inspector.recording.values import Entry

_CHUNK = 1024 * 1024
_OVERHEAD = 1024
"""Entries are read ahead up to `_CHUNK` bytes, each counted with `_OVERHEAD` on top."""

_FRAGMENTS = """SELECT events.* FROM fragments JOIN events USING (seq)
    WHERE fragments.message = ? AND part >= ? ORDER BY part LIMIT ?"""

_Record = tuple[int, int, int, int, int, int, bytes, str, bytes, bytes | None]
"""A row of `events`, as it is where nothing is damaged; the last four are NULL where it is no
frame."""


def entry(connection: sqlite3.Connection, seq: int) -> Entry:
    """`IndexError` where there is no such event."""
    record = connection.execute("SELECT * FROM events WHERE seq = ?", (seq,)).fetchone()
    if record is None:
        raise IndexError(f"the recording has no event {seq}")
    return _entry(connection, record)


def frames_of(
    connection: sqlite3.Connection, message: int, offset: int, limit: int | None
) -> list[Entry]:
    """The frames of the message whose first frame has the seq `message`, from `offset` on."""
    found = [entry(connection, message)] if offset == 0 and limit != 0 else []
    left = -1 if limit is None else limit - len(found)
    records = connection.execute(_FRAGMENTS, (message, max(offset, 1), left))
    return found + [_entry(connection, record) for record in records]


def entries(connection: sqlite3.Connection, first: int, last: int) -> Iterator[Entry]:
    """From `first` to `last`, both included and both there. Holds no read transaction while the
    caller is busy, so that the WAL can be emptied meanwhile."""
    seq = first
    while seq <= last:
        records = _read_ahead(connection, seq, last)
        if not records:
            raise missing(seq)
        for record in records:
            if record[0] != seq:
                raise missing(seq)
            yield _entry(connection, record)
            seq += 1


def _read_ahead(connection: sqlite3.Connection, first: int, last: int) -> list[_Record]:
    records: list[_Record] = []
    weight = 0
    query = "SELECT * FROM events WHERE seq BETWEEN ? AND ? ORDER BY seq"
    cursor = connection.execute(query, (first, last))
    for record in cursor:
        records.append(record)
        try:
            weight += _OVERHEAD + len(record[-2] or b"") + len(record[-1] or b"")
        except TypeError as error:
            raise senseless(record[0]) from error
        if weight >= _CHUNK:
            break
    cursor.close()
    return records


def _entry(connection: sqlite3.Connection, record: _Record) -> Entry:
    seq, number, time_ns, kind, _, message, header, violation, payload, wire_payload = record
    event: Event
    if kind == Kind.RECEIVED or kind == Kind.SENT:
        event = frame(seq, kind, time_ns, header, payload, wire_payload, violation)
    else:
        event = detailed(connection, kind, seq, time_ns)
    return Entry(seq, integer(number, seq), integer(message, seq), event)


def integer(value: int, seq: int) -> int:
    """`value`, which the event `seq` has. SQLite keeps values of any type in any column, and what
    is damaged or made by hand has some that nobody could work with: those are refused."""
    if type(value) is not int:
        raise senseless(seq)
    return value


def frame(
    seq: int,
    kind: int,
    time_ns: int,
    header: bytes,
    payload: bytes,
    wire_payload: bytes | None,
    violation: str,
) -> Frame:
    """The event `seq`, which is a frame; values that no frame has are refused."""
    if (
        type(time_ns) is not int
        or type(header) is not bytes
        or not header
        or type(payload) is not bytes
        or (wire_payload is not None and type(wire_payload) is not bytes)
        or type(violation) is not str
    ):
        raise senseless(seq)
    direction = Direction.SENT if kind else Direction.RECEIVED
    return Frame(time_ns, direction, header, payload, wire_payload, violation)


def detailed(connection: sqlite3.Connection, kind: int, seq: int, time_ns: int) -> Event:
    """The event `seq` of a kind that is no frame. Values that it cannot have are refused."""
    if type(time_ns) is not int or kind not in _DETAILS:
        raise senseless(seq)
    query, types, make = _DETAILS[kind]
    detail = connection.execute(query, (seq,)).fetchone()
    if detail is None:
        raise missing(seq)
    if tuple(map(type, detail)) != types:
        raise senseless(seq)
    try:
        return make(time_ns, *detail)
    except ValueError as error:
        raise senseless(seq) from error


def _state(time_ns: int, ready_state: int, detail: str) -> StateChange:
    return StateChange(time_ns, ReadyState(ready_state), detail)


_DETAILS: dict[int, tuple[str, tuple[type, ...], Callable[..., Event]]] = {
    Kind.STATE: ("SELECT ready_state, detail FROM states WHERE seq = ?", (int, str), _state),
    Kind.REQUEST: ("SELECT url, raw FROM requests WHERE seq = ?", (str, bytes), HttpRequest),
    Kind.RESPONSE: ("SELECT raw FROM responses WHERE seq = ?", (bytes,), HttpResponse),
    Kind.PROBLEM: (
        "SELECT code, message, detail FROM problems WHERE seq = ?",
        (str, str, str),
        Problem,
    ),
}
