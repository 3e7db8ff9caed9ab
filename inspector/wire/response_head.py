"""Where the answer to the opening handshake ends and the frames begin."""

import re
from typing import NamedTuple

MOST_KEPT = 2 * 1024 * 1024
"""Bytes of an answer that are kept; the library gives up on heads and bodies of half that."""

_END_OF_HEAD = b"\r\n\r\n"
_SWITCHING_PROTOCOLS = 101
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?!\d)")
_INTERIM = re.compile(rb"HTTP/1\.[01] 1(?!01)\d\d[ \r]")


class Split(NamedTuple):
    interim: list[bytes]
    """Whole heads of informational answers (1xx but 101), which only the log wants."""
    answer: bytes
    """The next bytes of the final answer: its head, and where it is a refusal its body."""
    rest: bytes
    """What follows the head of a 101: frames."""


class ResponseHead:
    """Takes the bytes of an answer apart, however they are cut.

    RFC 9110 section 15.2 lets a server send any number of 1xx answers before the final one.
    """

    def __init__(self) -> None:
        self.raw = bytearray()
        """The final answer so far, up to `MOST_KEPT` bytes."""
        self.status = 0
        """Its status code; 0 until its first line came, and where that is not HTTP."""
        self.complete = False
        """Whether its whole head came."""
        self._held = bytearray()

    def feed(self, data: bytes) -> Split:
        """Split the next bytes. Never raises: what is not HTTP becomes `answer` as it is."""
        if self.raw:
            return Split([], *self._continue(data))
        interim: list[bytes] = []
        held = self._held
        held += data
        while _INTERIM.match(held) and (end := held.find(_END_OF_HEAD)) >= 0:
            interim.append(bytes(held[: end + 4]))
            del held[: end + 4]
        if len(held) < MOST_KEPT and (_INTERIM.match(held) or _is_start_of_status_line(held)):
            return Split(interim, b"", b"")
        return Split(interim, *self._begin())

    def keep(self, rest: bytes) -> None:
        """The answer was no 101 after all: what came behind its head belongs to it."""
        self.raw += rest[: MOST_KEPT - len(self.raw)]

    def finish(self) -> bytes:
        """The bytes held back where the connection ends in the middle of a line."""
        return self._begin()[0]

    def _begin(self) -> tuple[bytes, bytes]:
        first, self._held = bytes(self._held), bytearray()
        if status := _STATUS.match(first):
            self.status = int(status[1])
        return self._continue(first)

    def _continue(self, data: bytes) -> tuple[bytes, bytes]:
        """Keep `data`, and tell the answer's part of it from the frames after it."""
        before = len(self.raw)
        self.raw += data[: MOST_KEPT - before]
        if self.complete:
            return data, b""
        found = self.raw.find(_END_OF_HEAD, max(0, before - 3))
        if found < 0:
            return data, b""
        self.complete = True
        if self.status != _SWITCHING_PROTOCOLS:
            return data, b""
        end = found + len(_END_OF_HEAD)
        del self.raw[end:]
        return data[: end - before], data[end - before :]


def _is_start_of_status_line(held: bytearray) -> bool:
    return b"\n" not in held and b"HTTP/".startswith(held[:5])
