"""Inflating the messages of permessage-deflate, in bounded steps (RFC 7692 section 7.2.2)."""

import contextlib
import zlib
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence

_STEP = 128 * 1024
"""Bytes that one step inflates at most: some 0.3 ms of work."""
_SLICE = 16 * 1024
"""Bytes given to zlib at once: it copies what it does not take within a step."""
_TAIL = b"\x00\x00\xff\xff"
"""The end of every compressed message, which its sender leaves out (section 7.2.1)."""
_WINDOW = 32 * 1024
"""How far back DEFLATE data may refer, in bytes."""


class InflateError(Exception):
    """A payload that cannot be inflated; says why in a sentence."""


class ContextLostError(InflateError):
    """A payload that refers to what is gone: a consequence, and no fault of this payload."""


class InflateOverflowError(InflateError):
    """A payload that inflates to more than there is room for."""


class Inflater:
    """The decompressor of one direction of a connection.

    `no_context_takeover` and `window_bits` (8-15) are what was negotiated for that direction:
    `server_no_context_takeover` and `server_max_window_bits` for what we receive, `client_...`
    for what we send (section 7.1).
    """

    def __init__(self, *, no_context_takeover: bool = False, window_bits: int = 15) -> None:
        self._takeover = not no_context_takeover
        self._window_bits = window_bits
        self._in_message = False
        self._at_boundary = True
        """Whether no block has begun, so that there is none for the tail to end."""
        self._lost = ""
        self._recent = _Recent()
        self._zlib = zlib.decompressobj(-window_bits)

    def begin_message(self) -> None:
        """The next payload begins a message; without context takeover, a new context too."""
        if not self._takeover:
            self._lost = ""
            self._begin_context()
        elif self._in_message:
            self.lose_context("a message was left unfinished")
        self._in_message = True
        self._at_boundary = True

    def inflate(self, data: bytes, *, final: bool, room: int) -> Iterator[bytes]:
        """Inflate one frame's payload, in steps bounded in time and memory.

        `final` says that it ends its message, `room` how many bytes may come out. Raises
        InflateError where `data` is not DEFLATE data, and InflateOverflowError where more comes
        out, after all that fits. Either loses the context: until the next one begins nothing can
        be inflated, and every try says so with an InflateError.
        """
        self._in_message = not final
        if self._lost:
            raise ContextLostError(f"the deflate context was lost when {self._lost}")
        try:
            for start in range(0, len(data), _SLICE):
                room = yield from self._feed(data[start : start + _SLICE], room)
            if final and not self._at_boundary:
                yield from self._feed(_TAIL, room)
        except zlib.error as error:
            self.lose_context("a payload was not DEFLATE data")
            reason = str(error).rpartition(": ")[2]
            raise InflateError(f"the payload is not DEFLATE data, {reason}") from error

    def inflate_whole(
        self, payloads: Sequence[bytes], *, text: bool, limit: int
    ) -> tuple[bytes, ...]:
        """Inflate whole messages in one bounded step, as many of the first as go smoothly.

        Not smooth is what must be looked at: a message above `limit` bytes or too large for one
        step, a last block or none at all, `text` that is not UTF-8, data that is not DEFLATE. The
        message that it stops at is as if it had not been seen.
        """
        if self._takeover and (self._lost or self._in_message):
            return ()
        before = self._zlib.copy()
        whole: list[bytes] = []
        size = 0
        for piece in self._smooth(payloads, text, min(limit, _STEP)):
            whole.append(piece)
            size += len(piece)
            if size >= _STEP:
                break
        else:
            if self._takeover and len(whole) < len(payloads):
                for payload in payloads[: len(whole)]:
                    before.decompress(payload + _TAIL)
                self._zlib = before
        self._recent.append(b"".join(whole))
        return tuple(whole)

    def _smooth(self, payloads: Iterable[bytes], text: bool, most: int) -> Iterator[bytes]:
        """Inflate whole messages up to one that does not go smoothly; that one spoils the
        context."""
        inflate = self._zlib
        with contextlib.suppress(zlib.error, UnicodeDecodeError):
            for payload in payloads:
                if not self._takeover:
                    inflate = zlib.decompressobj(-self._window_bits)
                piece = inflate.decompress(payload + _TAIL, most + 1)
                if not payload or len(piece) > most or inflate.eof:
                    return
                if text and not piece.isascii():
                    piece.decode()
                yield piece

    def lose_context(self, why: str) -> None:
        """Give the context up; `why` completes "the context was lost when"."""
        self._lost = self._lost or why

    def _begin_context(self) -> None:
        self._recent = _Recent()
        self._zlib = zlib.decompressobj(-self._window_bits)

    def _feed(self, data: bytes, room: int) -> Generator[bytes, None, int]:
        """Inflate `data` in steps; returns the room that is left."""
        more = True
        while more:
            inflate = self._zlib
            piece = inflate.decompress(data, _STEP)
            if len(piece) > room:
                yield piece[:room]
                self.lose_context("a message inflated to more than the limit")
                raise InflateOverflowError("inflates to more than there is room for")
            room -= len(piece)
            self._recent.append(piece)
            self._at_boundary = inflate.eof
            if inflate.eof:
                # The block was marked as the last one (BFINAL, section 7.2.3.4) and zlib stops at
                # it, but the sender's stream goes on and may refer to what came before.
                dictionary = self._recent.window()
                self._zlib = zlib.decompressobj(-self._window_bits, zdict=dictionary)
            data = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            more = bool(data) or len(piece) == _STEP
            if piece or more:
                yield piece
        return room


class _Recent:
    """The last 32 KiB that came out: what a new decompressor must know to go on."""

    def __init__(self) -> None:
        self._pieces: deque[bytes] = deque()
        self._size = 0

    def append(self, piece: bytes) -> None:
        if not piece:
            return
        self._pieces.append(piece)
        self._size += len(piece)
        while self._size >= _WINDOW + len(self._pieces[0]):
            self._size -= len(self._pieces.popleft())

    def window(self) -> bytes:
        return b"".join(self._pieces)[-_WINDOW:]
