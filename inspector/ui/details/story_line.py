"""The timeline's lines: what happened, when, and how long after what came before. Knows no Qt."""

from typing import NamedTuple

from inspector.events import HttpRequest, HttpResponse, Problem, ReadyState, StateChange
from inspector.payloads import visible
from inspector.recording import Entry
from inspector.ui.details.describe import clock, duration, kind


class Line(NamedTuple):
    time: str
    delta: str
    """Since the line above; empty for the first."""
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
        delta = "" if previous is None else f"+{duration(event.time_ns - previous)}"
        what = _what(entry)
        if _is(entry, ReadyState.OPEN):
            opened[entry.connection] = event.time_ns
        elif _is(entry, ReadyState.CLOSED) and entry.connection in opened:
            lasted = duration(event.time_ns - opened[entry.connection])
            what = ", ".join(filter(None, (what, f"after {lasted} open")))
        number = str(entry.connection)
        found.append(Line(clock(event.time_ns), delta, number, kind(event), what))
        previous = event.time_ns
    return found


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
    return ""
