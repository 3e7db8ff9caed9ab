"""A session worth looking at: every kind of row the log can show, and floods of plain ones."""

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
from inspector.recording import Recording
from inspector.ui.log.model import LogModel
from tests.support.wire_bytes import header

START_NS = 1_790_000_000_103_000_000
SENT, RECEIVED = Direction.SENT, Direction.RECEIVED


def frame(
    ms: float,
    direction: Direction,
    first_byte: int,
    payload: bytes = b"",
    *,
    wire: bytes | None = None,
    violation: str = "",
) -> Frame:
    """`first_byte` is FIN, RSV and opcode; sent frames are masked with zeros."""
    length = len(payload if wire is None else wire)
    start = header(first_byte, length, bytes(4) if direction == SENT else b"")
    return Frame(START_NS + int(ms * 1e6), direction, start, payload, wire, violation)


def story() -> list[Event]:
    """27 events in 23 rows: row 7 is a message of 3 frames with a ping between them."""
    at = START_NS
    url = "ws://127.0.0.1:8765/chatty"
    request = b"GET /chatty HTTP/1.1\r\nHost: 127.0.0.1:8765\r\nUpgrade: websocket\r\n\r\n"
    response = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
    tick = b'{"tick":1,"symbol":"EURUSD","price":1.08342,"bids":[[1.0834,200],[1.0833,500]]}' * 6
    return [
        StateChange(at, ReadyState.CONNECTING, url),
        HttpRequest(at + 1_200_000, url, request),
        HttpResponse(at + 2_300_000, response),
        StateChange(at + 2_350_000, ReadyState.OPEN, "101, chat, permessage-deflate"),
        frame(896, SENT, 0x81, b'{"op":"subscribe","channel":"quotes"}'),
        frame(899, RECEIVED, 0xC1, tick, wire=tick[:310]),
        frame(900.5, RECEIVED, 0x82, bytes(range(60))),
        frame(1500, RECEIVED, 0x01, b'{"delta":"Once upon '),
        frame(1510, RECEIVED, 0x89, b"keep"),
        frame(1511, SENT, 0x8A, b"keep"),
        frame(1700, RECEIVED, 0x00, b'a time there was a WebSocket'),
        frame(2100, RECEIVED, 0x80, b' that told the truth."}'),
        frame(2200, RECEIVED, 0x81, "one\ntwo\t\u202eevil\u202c \U0001f600 عربى".encode()),
        frame(2201, RECEIVED, 0x81, b"<b>not bold</b> <img src=x onerror=alert(1)>"),
        frame(2300, RECEIVED, 0xB1, b"tick",
              violation="RSV2 is set, but no extension was negotiated that uses it (section 5.2)"),
        frame(2400, RECEIVED, 0x83, b"\x01\x02", violation="opcode 3 is reserved (section 5.2)"),
        frame(2500, SENT, 0x81, b""),
        frame(9500, SENT, 0x81, b"x" * 70_000),
        frame(9600, RECEIVED, 0x80, b"orphan", violation="continues nothing (section 5.4)"),
        frame(200_000, RECEIVED, 0x88, b"\x0f\xa1going down for maintenance"),
        frame(200_001, SENT, 0x88, b"\x0f\xa1going down for maintenance"),
        StateChange(at + 200_001_500_000, ReadyState.CLOSING, "closed by the server, 4001"),
        StateChange(at + 200_010_000_000, ReadyState.CLOSED, "4001 Private Use, clean"),
        StateChange(at + 9_200_000_000_000, ReadyState.CONNECTING, url),
        HttpResponse(at + 9_200_001_000_000, b"HTTP/1.1 403 Forbidden\r\n\r\nno"),
        Problem(at + 9_200_002_000_000, "handshake-status",
                "The server refused with 403 Forbidden: check the credentials.", "no"),
        StateChange(at + 9_200_003_000_000, ReadyState.CLOSED, "never opened"),
    ]  # fmt: skip


def texts(count: int, first: int = 0) -> list[Event]:
    """`count` small messages, one a millisecond, every third one sent."""
    return [
        frame(i, SENT if i % 3 == 0 else RECEIVED, 0x81, b'{"n": %d, "price": 1.08}' % i)
        for i in range(first, first + count)
    ]


def record(recording: Recording, *events: Event) -> None:
    """On the first connection, and on disk."""
    recording.append(1, events)
    recording.flush()


def seqs(model: LogModel) -> list[int]:
    """What the rows of the log show, from top to bottom."""
    return [model.line(row).seq for row in range(model.rowCount())]
