"""Where the answer to an HTTP/1.1 request ends and what it opened begins (RFC 9112)."""

import re
from collections.abc import Callable

from inspector.events import HttpResponse
from inspector.wire.http_body import BodyEnd

MOST_KEPT = 2 * 1024 * 1024
"""Bytes of an answer that are kept; a head that is larger is not waited for."""

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_INTERIM = re.compile(rb"HTTP/1\.\d 1(?!01)\d\d[ \r\n]")
_LONGEST_LINE = 8192


class HttpAnswer:
    """Reads the answer to one request, however its bytes are cut.

    `opens` tells for a status whether the stream belongs to another protocol right behind the
    head, as it does for the 101 of an upgrade and for the 200 of a CONNECT. RFC 9110 section 15.2
    lets a server send any number of 1xx answers before the final one.
    """

    def __init__(self, opens: Callable[[int], bool]) -> None:
        self.raw = bytearray()
        """The final answer as far as it came, up to `MOST_KEPT` bytes."""
        self.rest = b""
        """What follows the head of an answer that opens."""
        self.status = 0
        """0 until the first line is here, and if that is not HTTP."""
        self.has_head = False
        """Whether its whole head is here."""
        self.is_complete = False
        """Whether nothing that still comes belongs to it, as far as it tells where it ends."""
        self._opens = opens
        self._searched = 0
        self._body: BodyEnd | None = None

    @property
    def is_hopeless(self) -> bool:
        """Whether this will never be an HTTP answer: its first line is none, or its head has no
        end within what is kept."""
        if self.has_head:
            return False
        line_is_here = b"\n" in self.raw[:_LONGEST_LINE] or len(self.raw) >= _LONGEST_LINE
        return (line_is_here and not self.status) or len(self.raw) >= MOST_KEPT

    def feed(self, data: bytes) -> list[bytes]:
        """Take the next bytes; returns the whole heads of informational answers in them."""
        if self.has_head:
            self._take_body(data)
            return []
        self.raw += data
        interim: list[bytes] = []
        while end := self._find_end():
            head = bytes(self.raw[:end])
            if not _INTERIM.match(head):
                self._take_head(head)
                break
            interim.append(head)
            del self.raw[:end]
            self._searched = 0
        if not self.has_head:
            line, newline, _ = bytes(self.raw[:_LONGEST_LINE]).partition(b"\n")
            self.status = HttpResponse(0, line).status if newline else 0
        del self.raw[MOST_KEPT:]
        return interim

    def keep_rest(self) -> None:
        """Nothing was opened after all: what came behind the head belongs to the answer."""
        self.raw += self.rest[: MOST_KEPT - len(self.raw)]
        self.rest = b""
        self.is_complete = False

    def _find_end(self) -> int:
        """Where the head in `raw` ends; 0 if its end is not here."""
        found = _END_OF_HEAD.search(self.raw, max(0, self._searched - 3))
        self._searched = len(self.raw)
        return found.end() if found else 0

    def _take_head(self, head: bytes) -> None:
        self.has_head = True
        answer = HttpResponse(0, head)
        self.status = answer.status
        behind = bytes(self.raw[len(head) :])
        del self.raw[len(head) :]
        if self._opens(self.status):
            self.rest = behind
            self.is_complete = True
        else:
            self._body = BodyEnd(answer)
            self._take_body(behind)

    def _take_body(self, data: bytes) -> None:
        self.raw += data[: MOST_KEPT - len(self.raw)]
        if self._body is not None:
            full = len(self.raw) >= MOST_KEPT
            self.is_complete = self._body.feed(data) or self.is_complete or full
