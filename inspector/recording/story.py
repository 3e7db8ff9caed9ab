"""What happened apart from frames and stream events: phases of dialling, states, handshakes and
problems. Reads no frame to find them."""

from collections.abc import Iterator

from inspector.events import (
    HttpRequest,
    HttpResponse,
    OtherEvent,
    Problem,
    ReadyState,
    StateChange,
    StreamEvent,
)
from inspector.recording.clipped import clipped
from inspector.recording.details import TABLES, read_detail
from inspector.recording.schema import Kind
from inspector.recording.source import Source
from inspector.recording.values import MOST_TEXT, Entry

_KINDS = (Kind.STATE, Kind.REQUEST, Kind.RESPONSE, Kind.PROBLEM, Kind.PHASE)
"""Stream events may be as many as frames."""

_STORY = f"""SELECT told.seq, connection, kind, time_ns FROM (
        {" UNION ALL ".join(f"SELECT seq FROM {TABLES[kind].name}" for kind in _KINDS)}
    ) AS told CROSS JOIN runs ON runs.seq = told.seq
    WHERE told.seq > ? AND told.seq < ? ORDER BY told.seq DESC LIMIT ?"""  # noqa: S608, fixed text

_HANDSHAKES = """SELECT told.seq, connection, kind, time_ns FROM (
        SELECT seq FROM requests UNION ALL SELECT seq FROM responses
    ) AS told CROSS JOIN runs ON runs.seq = told.seq
    WHERE connection = ? AND told.seq < ? ORDER BY told.seq LIMIT ?"""

_MOST_HANDSHAKES = 100
"""Far more than there are redirects."""

_RECENT = 500
"""Events among which the reason is looked for why a connection failed."""


def story(source: Source, after: int, before: int, limit: int) -> list[Entry]:
    """The last `limit` events between `after` and `before`, in order, clipped to `MOST_TEXT`."""
    recent = [entry for entry in _of_tail(source) if after < entry.seq < before]
    earlier: list[Entry] = []
    if len(recent) < limit:
        limits = after, min(before, source.tail.first), limit - len(recent)
        earlier = [
            Entry(seq, number, seq, clipped(event, MOST_TEXT))
            for seq, number, event in _of_file(source, _STORY, limits)
        ][::-1]
    return earlier + recent[-limit:]


def handshakes(source: Source, number: int) -> list[Entry]:
    """The first requests and responses of the connection `number`, in order: a pair a redirect."""
    recent = [
        entry
        for entry in _of_tail(source)
        if entry.connection == number and isinstance(entry.event, HttpRequest | HttpResponse)
    ]
    limits = number, source.tail.first, _MOST_HANDSHAKES
    return [
        *(
            Entry(seq, number, seq, event)
            for seq, _, event in _of_file(source, _HANDSHAKES, limits)
        ),
        *recent,
    ]


def latest_evidence(source: Source) -> int | None:
    """The response that refused the latest connection, else the last problem."""
    recent = story(source, 0, 1 << 62, _RECENT)[::-1]
    for entry in recent:
        if isinstance(entry.event, HttpResponse):
            return entry.seq
        # After the latest CONNECTING or OPEN, a response is one that led to no connection.
        if isinstance(entry.event, StateChange) and entry.event.ready_state <= ReadyState.OPEN:
            break
    return next((entry.seq for entry in recent if isinstance(entry.event, Problem)), None)


def _of_tail(source: Source) -> list[Entry]:
    return [
        Entry(run.seq, run.connection, run.seq, run.event)
        for run in source.tail.runs
        if run.event is not None and not isinstance(run.event, StreamEvent)
    ]


def _of_file(
    source: Source, query: str, limits: tuple[int, ...]
) -> Iterator[tuple[int, int, OtherEvent]]:
    """`seq`, connection and event."""
    for seq, connection, kind, time_ns in source.connection.execute(query, limits).fetchall():
        yield seq, connection, read_detail(source.connection, kind, seq, time_ns)
