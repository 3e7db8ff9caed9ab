"""Recorded entries made by hand, for what reads recordings."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from inspector.events import (
    Direction,
    Event,
    Frame,
    FrameRun,
    Happening,
    HttpRequest,
    HttpResponse,
    Opcode,
    Phase,
    StreamEvent,
)
from inspector.recording import Entry
from tests.support.wire_bytes import header

TIME_NS = int(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC).timestamp()) * 10**9 + 123_456_789
"""2026-01-02T03:04:05.123456Z, and 789 ns."""

KEY = b"\x11\x22\x33\x44"

REQUEST = HttpRequest(
    TIME_NS,
    "ws://example.org/chat",
    b"GET /chat HTTP/1.1\r\nHost: example.org\r\nUpgrade: websocket\r\n"
    b"X-Twice: 1\r\nx-twice: 2\r\n\r\n",
)
RESPONSE = HttpResponse(TIME_NS, b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")

PHASE = Phase(TIME_NS, "resolve", 1_234_000, "example.org: 192.0.2.1")
REFUSED = Phase(
    TIME_NS,
    "proxy",
    3_000_000,
    "192.0.2.9:3128",
    "The proxy refused with 403.",
    b"CONNECT example.org:443 HTTP/1.1\r\n\r\n",
    b"HTTP/1.1 403 Forbidden\r\n\r\nno",
)
STREAM = StreamEvent(TIME_NS, "h2.data", Direction.RECEIVED, 1, b"\x00\x01", "stream 1")


def frame(
    opcode: int,
    payload: bytes = b"",
    *,
    fin: bool = True,
    rsv: int = 0,
    sent: bool = False,
    wire_payload: bytes | None = None,
    violation: str = "",
) -> Frame:
    """A frame with the header that belongs to it: masked with KEY where it is sent."""
    size = len(payload if wire_payload is None else wire_payload)
    start = header(fin << 7 | rsv << 4 | opcode, size, KEY if sent else b"")
    direction = Direction.SENT if sent else Direction.RECEIVED
    return Frame(TIME_NS, direction, start, payload, wire_payload, violation)


def frames_alike(*frames: Frame, decoded: tuple[bytes, ...] | None = None) -> FrameRun:
    """`frames`, received, as a run."""
    wire = b"".join(frame.wire_bytes() for frame in frames)
    return FrameRun(TIME_NS, Direction.RECEIVED, len(frames), wire, decoded)


def is_data(frame: Frame) -> bool:
    """Whether it is a part of a message: no control frame, and more than a header's first byte."""
    return len(frame.header) > 1 and not Opcode.is_control(frame.opcode)


def entries(*events: Event, connection: int = 1, first: int = 1) -> list[Entry]:
    """`events` of one connection as entries, `first` the seq of the first one."""
    return entries_of([(connection, events)], first)


def entries_of(appended: Iterable[tuple[int, Sequence[Happening]]], first: int = 1) -> list[Entry]:
    """What the entries must be: RFC 6455 section 5.4, done the slow and obvious way."""
    entries: list[Entry] = []
    unfinished: dict[tuple[int, Direction], int] = {}
    for connection, batch in appended:
        for seq, event in enumerate(_one_by_one(batch), first + len(entries)):
            message = seq
            if isinstance(event, Frame) and is_data(event):
                key = connection, event.direction
                if event.opcode != Opcode.CONTINUATION:
                    if not event.fin:
                        unfinished[key] = seq
                elif key in unfinished:
                    message = unfinished[key]
                    if event.fin:
                        del unfinished[key]
            entries.append(Entry(seq, connection, message, event))
    return entries


def _one_by_one(happenings: Iterable[Happening]) -> Iterator[Event]:
    for happening in happenings:
        if isinstance(happening, FrameRun):
            yield from happening.frames()
        else:
            yield happening
