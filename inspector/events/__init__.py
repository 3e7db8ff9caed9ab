"""What happened on a WebSocket, as values.

Everything the wire sees becomes one of seven events, in the order in which it happened: a phase of
dialling, a change of state, the request and the response of the opening handshake, a frame, what
else happens on the stream, a problem. The other packages use these values only; this one imports
nothing but the standard library.
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
from inspector.events.phase import Phase
from inspector.events.problem import Problem
from inspector.events.run import FrameRun
from inspector.events.state import ReadyState, StateChange
from inspector.events.stream_event import StreamEvent

OtherEvent = StateChange | HttpRequest | HttpResponse | Problem | Phase | StreamEvent
"""An event that is not a WebSocket frame."""

Event = Frame | OtherEvent

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
    "OtherEvent",
    "Phase",
    "Problem",
    "ReadyState",
    "StateChange",
    "StreamEvent",
    "check_accept",
    "close_code",
    "parse_close",
]
