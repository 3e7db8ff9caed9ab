"""Whether a rule would match a message of the log, and what it would take from it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from inspector.automation.inbox import Message, MessageType
from inspector.automation.matching import Captures, Matcher
from inspector.events import Direction, Frame, Opcode
from inspector.recording import Recording

_TYPES: dict[int, MessageType] = {
    Opcode.TEXT: "text",
    Opcode.BINARY: "binary",
    Opcode.PING: "ping",
    Opcode.PONG: "pong",
    Opcode.CLOSE: "close",
}
_LARGEST = 1 << 20
"""Bytes of a message that is tried: it is read on the window's thread."""


def message_at(recording: Recording, seq: int) -> Message | None:
    """The received message that the event `seq` belongs to; None where it is none, or is large."""
    entry = recording.entry(seq, wait=False)
    first = recording.entry(entry.message, wait=False).event
    if not isinstance(first, Frame) or first.direction != Direction.RECEIVED:
        return None
    kind = _TYPES.get(first.opcode)
    if kind is None:
        return None
    payload = b""
    for part in recording.frames_of(entry.message, wait=False):
        if isinstance(part.event, Frame):
            payload += part.event.payload
        if len(payload) > _LARGEST:
            return None
    return Message(entry.message, entry.connection, first.time_ns, kind, payload)


class Trial(NamedTuple):
    """What would come of it."""

    matches: bool = False
    sentence: str = ""
    """`Matches #12; token = abc`; empty where nothing was tried."""


def trial(
    matcher: Matcher, message: Message, actions: Sequence[Callable[[Captures], str]]
) -> Trial:
    """May take a while, and may run in any thread. `actions`: what `Action.trial` gave."""
    captures = matcher.match(message)
    if captures is None:
        why = f": {matcher.gave_up}" if matcher.gave_up else "."
        return Trial(False, f"Does not match #{message.seq:,}{why}")
    told = [action(captures) for action in actions]
    return Trial(True, "; ".join(filter(None, [f"Matches #{message.seq:,}", *told])))
