"""Events that are not frames, with the beginnings of what they say: as a list shows them."""

from inspector.events import HttpRequest, HttpResponse, OtherEvent, StreamEvent
from inspector.recording.values import MOST_TEXT, PREVIEW


def clipped(event: OtherEvent, most: int = PREVIEW) -> OtherEvent:
    """The event with at most `most` bytes and `MOST_TEXT` characters in each field."""
    short = {
        name: value[: most if isinstance(value, bytes) else MOST_TEXT]
        for name, value in zip(event._fields, event, strict=True)
        if isinstance(value, bytes | str)
    }
    return event._replace(**short)  # type: ignore[arg-type]


def size_of(event: OtherEvent) -> int:
    """Bytes of the handshake or of what was on the stream; 0 for other events."""
    match event:
        case HttpRequest(raw=data) | HttpResponse(raw=data) | StreamEvent(payload=data):
            return len(data)
    return 0
