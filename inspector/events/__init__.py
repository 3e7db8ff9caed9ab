"""What happened on a WebSocket, as values.

Everything the wire sees becomes one of five events, in the order in which it happened: a change
of state, the request and the response of the opening handshake, a frame, a problem. The other
rooms speak in these values only; this one knows none of them and nothing but the standard library.
"""

from inspector.events.close_codes import CloseCode, close_code
from inspector.events.frame import (
    Direction,
    Frame,
    Opcode,
    parse_close,
)
from inspector.events.handshake import (
    AcceptCheck,
    Headers,
    HttpRequest,
    HttpResponse,
    check_accept,
)
from inspector.events.problem import Problem
from inspector.events.run import FrameRun
from inspector.events.state import ReadyState, StateChange

Event = Frame | StateChange | HttpRequest | HttpResponse | Problem

Happening = Event | FrameRun
"""What the wire hands on: an event, or a run of frames in one."""

__all__ = [
    "AcceptCheck",
    "CloseCode",
    "Direction",
    "Event",
    "Frame",
    "FrameRun",
    "Happening",
    "Headers",
    "HttpRequest",
    "HttpResponse",
    "Opcode",
    "Problem",
    "ReadyState",
    "StateChange",
    "check_accept",
    "close_code",
    "parse_close",
]
