"""From what a person wrote to what goes out: rendered, encoded, cut, paced, forged."""

from inspector.sending.content import (
    MAX_CONTROL_PAYLOAD,
    MAX_REASON,
    ContentError,
    Outgoing,
    outgoing,
    parse_close_content,
    payload_size,
)
from inspector.sending.delivery import Progress, send
from inspector.sending.repeat import Repeater

__all__ = [
    "MAX_CONTROL_PAYLOAD",
    "MAX_REASON",
    "ContentError",
    "Outgoing",
    "Progress",
    "Repeater",
    "outgoing",
    "parse_close_content",
    "payload_size",
    "send",
]
