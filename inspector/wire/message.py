"""What has to be remembered of a message and its frames while they arrive."""

import io
from typing import NamedTuple

from inspector.events import Opcode, close_code
from inspector.wire.utf8 import Utf8Check


class Fault(NamedTuple):
    """A rule that a frame breaks."""

    code: int
    """The close code that a strict endpoint fails the connection with; 0 where it does not."""
    sentence: str


class Message:
    """A data message of which frames are still to come, or whose only frame is being judged."""

    __slots__ = ("_content", "compressed", "opcode", "size", "text", "too_big")

    def __init__(self, opcode: int, *, compressed: bool, collect: bool) -> None:
        self.opcode = opcode
        self.compressed = compressed
        self.size = 0
        """Decoded bytes so far."""
        self.too_big = False
        self.text = Utf8Check() if opcode == Opcode.TEXT else None
        self._content = io.BytesIO() if collect else None
        """None where nobody wants the message, or it is not whole."""

    def add(self, payload: bytes) -> None:
        """Add a frame's decoded payload."""
        if self._content is not None:
            self._content.write(payload)

    def accepts(self, payload: bytes, limit: int) -> bool:
        """Add what is not its end, uncompressed, if nothing is wrong with it; else it is as if it
        had not been seen."""
        if self.compressed or self.size + len(payload) > limit:
            return False
        if self.text is not None and not self.text.accepts(payload):
            return False
        self.size += len(payload)
        self.add(payload)
        return True

    def give_up(self) -> None:
        """A part is missing: this will not be a message."""
        self._content = None

    def end(self, payload: bytes) -> str | bytes | None:
        """Add the last payload; the whole message, or None where it cannot be had.

        Text that is not UTF-8 has U+FFFD where it is not.
        """
        if self._content is None:
            return None
        if self._content.tell():
            self._content.write(payload)
            payload = self._content.getvalue()
        if self.opcode == Opcode.TEXT:
            return payload.decode("utf-8", "replace")
        return payload if self.opcode == Opcode.BINARY else None


class Verdict:
    """What is found about one frame, from its header on, before it is complete."""

    __slots__ = ("faults", "message", "seen_bytes")

    def __init__(self) -> None:
        self.message: Message | None = None
        """The message that it belongs to; None for a control frame."""
        self.faults: list[Fault] = []
        self.seen_bytes = 0
        """Bytes of the payload that have been checked already."""

    def add(self, code: int, sentence: str) -> None:
        """Note a fault; an empty sentence is none."""
        if sentence:
            self.faults.append(Fault(code, sentence))


def judge_close(payload: bytes) -> Fault | None:
    """The rule that the payload of a Close frame breaks (RFC 6455 sections 5.5.1 and 7.4)."""
    if not payload:
        return None
    if len(payload) == 1:
        return Fault(1002, "a Close payload of 1 byte, a code takes 2 (RFC 6455 section 5.5.1)")
    code = int.from_bytes(payload[:2], "big")
    if not close_code(code).sendable:
        return Fault(1002, f"close code {code} must not be sent (RFC 6455 section 7.4)")
    if sentence := Utf8Check().feed(payload[2:], final=True):
        return Fault(1007, f"in the close reason, {sentence}")
    return None
