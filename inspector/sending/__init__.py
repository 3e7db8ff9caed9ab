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
from inspector.sending.verdict import Reaction, Verdict, judge, observe, provoke
from inspector.sending.violations import VIOLATIONS, Violation

__all__ = [
    "MAX_CONTROL_PAYLOAD",
    "MAX_REASON",
    "VIOLATIONS",
    "ContentError",
    "Outgoing",
    "Progress",
    "Reaction",
    "Repeater",
    "Verdict",
    "Violation",
    "judge",
    "observe",
    "outgoing",
    "parse_close_content",
    "payload_size",
    "provoke",
    "send",
]
