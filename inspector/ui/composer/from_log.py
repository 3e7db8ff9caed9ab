"""From a row of the log back to something to send."""

from collections.abc import Callable
from typing import NamedTuple

from inspector.events import Frame, Opcode
from inspector.payloads.json_tokens import check
from inspector.recording import Recording
from inspector.variables import escape

_CONTROL = {Opcode.PING: "ping", Opcode.PONG: "pong"}
_LARGEST_JSON = 4 * 1024 * 1024
"""Bytes; whether a larger text is JSON is not looked into."""


class Recorded(NamedTuple):
    """A message as it was recorded, whichever way it went."""

    opcode: int
    fragments: tuple[bytes, ...]
    """Decoded payloads of its frames."""
    omitted: int = 0
    """Bytes that its frames announced and that are not in the recording."""

    @property
    def payload(self) -> bytes:
        return b"".join(self.fragments)


def recorded(recording: Recording, seq: int) -> Recorded | None:
    """The message that event `seq` belongs to; None where it is no frame. RecordingError."""
    entry = recording.entry(seq, wait=False)
    if not isinstance(entry.event, Frame):
        return None
    found = recording.frames_of(entry.message, wait=False)
    frames = [each.event for each in found if isinstance(each.event, Frame)]
    payloads = tuple(frame.payload for frame in frames)
    return Recorded(frames[0].opcode, payloads, sum(frame.omitted for frame in frames))


def content(message: Recorded, write: Callable[[str], str] = escape) -> tuple[str, str]:
    """Kind and content that send `message` again, byte for byte where the kind can say them.

    `write` gives a text as it is to be written: what looks like a variable in it is escaped. Bytes
    that are no UTF-8, where text belongs, come as hex.
    """
    payload = message.payload
    if message.opcode == Opcode.CLOSE:
        return _close(payload, write)
    if message.opcode not in (Opcode.TEXT, *_CONTROL):
        return "binary-hex", payload.hex(" ")
    try:
        text = payload.decode()
    except UnicodeDecodeError:
        return "binary-hex", payload.hex(" ")
    kind = _CONTROL.get(Opcode(message.opcode)) or _text_kind(text, len(payload))
    return kind, write(text)


def _text_kind(text: str, size: int) -> str:
    """`json` for an object or an array: a lone number gains nothing from it."""
    is_open = text.lstrip(" \t\r\n").startswith(("{", "["))
    return "json" if is_open and size <= _LARGEST_JSON and check(text) is None else "text"


def _close(payload: bytes, write: Callable[[str], str]) -> tuple[str, str]:
    if len(payload) < 2:
        return "close", "1000"
    code, reason = int.from_bytes(payload[:2], "big"), payload[2:].decode("utf-8", "replace")
    return "close", f"{code} {write(reason)}" if reason else str(code)
