"""The timeline's lines: what happened, when, and how long after what came before. Knows no Qt."""

from typing import NamedTuple

from inspector.events import HttpRequest, HttpResponse, Phase, Problem, ReadyState, StateChange
from inspector.payloads import visible
from inspector.recording import Entry
from inspector.ui.details.describe import clock, duration, kind


class Line(NamedTuple):
    time: str
    delta: str
    """Since the line above; empty for the first."""
    duration: str
    """Of a phase of dialling; empty for what happens at one moment."""
    connection: str
    event: str
    what: str


def lines(entries: list[Entry], before: list[Entry]) -> list[Line]:
    """A line for each of `entries`, which follow those of `before`."""
    opened = {e.connection: e.event.time_ns for e in before if _is(e, ReadyState.OPEN)}
    previous = before[-1].event.time_ns if before else None
    found = []
    for entry in entries:
        event = entry.event
        delta = "" if previous is None else _signed(event.time_ns - previous)
        took = duration(event.duration_ns) if isinstance(event, Phase) else ""
        what = _what(entry)
        if _is(entry, ReadyState.OPEN):
            opened[entry.connection] = event.time_ns
        elif _is(entry, ReadyState.CLOSED) and entry.connection in opened:
            lasted = duration(event.time_ns - opened[entry.connection])
            what = ", ".join(filter(None, (what, f"after {lasted} open")))
        number = str(entry.connection)
        found.append(Line(clock(event.time_ns), delta, took, number, kind(event), what))
        previous = event.time_ns
    return found


def _signed(span_ns: int) -> str:
    """A phase is told when it ends, and may have begun before what is told above it."""
    return duration(span_ns) if span_ns < 0 else f"+{duration(span_ns)}"


def _is(entry: Entry, state: ReadyState) -> bool:
    return isinstance(entry.event, StateChange) and entry.event.ready_state == state


def _what(entry: Entry) -> str:
    match entry.event:
        case StateChange(_, _, detail):
            return visible(detail)
        case HttpRequest(_, _, raw) | HttpResponse(_, raw):
            return visible(raw.partition(b"\r\n")[0].decode("latin-1"))
        case Problem(_, _, message):
            return visible(message)
        case Phase(_, _, _, detail, error):
            return visible(": ".join(filter(None, (detail, error))))
    return ""
