"""The contents of an event that is not a frame: a row in the table of its kind."""

import sqlite3
from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import NamedTuple

from inspector.events import (
    Direction,
    HttpRequest,
    HttpResponse,
    OtherEvent,
    Phase,
    Problem,
    ReadyState,
    StateChange,
    StreamEvent,
)
from inspector.recording.errors import missing, senseless
from inspector.recording.schema import Kind


class _Table(NamedTuple):
    name: str
    event: type[OtherEvent]
    columns: Mapping[str, type[int | str | bytes]]
    """Beside `seq`, in the order of the event's fields after its time."""

    @property
    def insert(self) -> str:
        return f"INSERT INTO {self.name} VALUES (?{', ?' * len(self.columns)})"  # noqa: S608

    @property
    def select(self) -> str:
        return f"SELECT {', '.join(self.columns)} FROM {self.name} WHERE seq = ?"  # noqa: S608


TABLES: Mapping[int, _Table] = {
    Kind.STATE: _Table("states", StateChange, {"ready_state": ReadyState, "detail": str}),
    Kind.REQUEST: _Table("requests", HttpRequest, {"url": str, "raw": bytes}),
    Kind.RESPONSE: _Table("responses", HttpResponse, {"raw": bytes}),
    Kind.PROBLEM: _Table("problems", Problem, {"code": str, "message": str, "detail": str}),
    Kind.PHASE: _Table(
        "phases",
        Phase,
        {
            "name": str,
            "duration_ns": int,
            "detail": str,
            "error": str,
            "sent": bytes,
            "received": bytes,
        },
    ),
    Kind.STREAM: _Table(
        "stream_events",
        StreamEvent,
        {"name": str, "direction": Direction, "leg": int, "payload": bytes, "detail": str},
    ),
}

_KINDS: Mapping[type[OtherEvent], Kind] = {
    table.event: Kind(kind) for kind, table in TABLES.items()
}


def kind_of(event: OtherEvent) -> Kind:
    return _KINDS[type(event)]


def write_detail(connection: sqlite3.Connection, kind: Kind, seq: int, event: OtherEvent) -> None:
    """Insert the contents of `event`; its time is in `runs`."""
    connection.execute(TABLES[kind].insert, (seq, *event[1:]))


def read_detail(connection: sqlite3.Connection, kind: int, seq: int, time_ns: int) -> OtherEvent:
    """The event `seq`. Raises `sqlite3.DatabaseError` for values that such an event cannot have."""
    if type(time_ns) is not int or kind not in TABLES:
        raise senseless(seq)
    table = TABLES[kind]
    found = connection.execute(table.select, (seq,)).fetchone()
    if found is None:
        raise missing(seq)
    types = table.columns.values()
    if any(type(value) is not _stored(kept) for value, kept in zip(found, types, strict=True)):
        raise senseless(seq)
    make: Callable[..., OtherEvent] = table.event
    try:
        return make(time_ns, *(kept(value) for value, kept in zip(found, types, strict=True)))
    except ValueError as error:  # no such state or direction
        raise senseless(seq) from error


def _stored(kept: type[int | str | bytes]) -> type:
    """The type that SQLite returns for a value of type `kept`."""
    return int if issubclass(kept, IntEnum) else kept
