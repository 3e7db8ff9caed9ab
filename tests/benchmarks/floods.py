"""The messages that are measured with: texts that vary as a market's do, and floods of them."""

import random
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

FIRST_TEXT = 0x81
"""FIN and the opcode of text (RFC 6455 section 5.2)."""
COMPRESSED_TEXT = FIRST_TEXT | 0x40
"""The same with RSV1 (RFC 7692 section 7.2.1)."""

_CYCLE = 8 * 1024 * 1024
"""Bytes of text that a flood repeats: far more than DEFLATE remembers, and than a cache holds."""
_TAIL = b"\x00\x00\xff\xff"


def head(number: int) -> bytes:
    """How the text of the frame `number` begins."""
    return b'{"seq":%d,"trades":"' % number


def text(number: int, size: int) -> bytes:
    """A JSON object of `size` bytes, all ASCII; `size` is 40 or more."""
    start = head(number)
    trades = _trades(size)
    room = size - len(start) - 2
    at = number * 97 % (len(trades) - room)
    return start + trades[at : at + room] + b'"}'


@cache
def _trades(room: int) -> bytes:
    """Text for any message to cut its part from, always the same."""
    chance = random.Random(6455)
    line = "{}-{} {} {:.4f} @ {:.2f}; "
    coins, sides = ("BTC", "ETH", "SOL", "XRP", "ADA"), ("buy", "sell")
    made = (
        line.format(
            chance.choice(coins),
            chance.choice(("USD", "EUR", "GBP")),
            chance.choice(sides),
            chance.expovariate(1),
            chance.lognormvariate(8, 2),
        )
        for _ in range(10_000 + room // 25)
    )
    return "".join(made).encode()


def frame(payload: bytes, first: int = FIRST_TEXT) -> bytes:
    """One unmasked frame (RFC 6455 section 5.2)."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", first, size) + payload
    if size < 1 << 16:
        return struct.pack("!BBH", first, 126, size) + payload
    return struct.pack("!BBQ", first, 127, size) + payload


class Flood:
    """`frames` text messages of `size` bytes, a frame each; the last one is numbered `frames`.

    The others repeat a cycle of some megabytes, so that a flood of any length takes little memory.
    With `deflate` they are compressed with context takeover (RFC 7692 section 7.1.1).
    """

    def __init__(self, frames: int, size: int, *, deflate: bool = False) -> None:
        self.size = size
        self._count = frames - 1
        self._in_cycle = min(self._count, max(1, _CYCLE // size))
        texts = [text(number, size) for number in range(1, self._in_cycle + 1)]
        pack = _Compressed() if deflate else frame
        self._begin = _Cycle([pack(each) for each in texts])
        # Every cycle but the first follows on the end of one like it, and so does what it refers
        # to: compressed once, it can be repeated for ever.
        self._again = _Cycle([pack(each) for each in texts]) if deflate else self._begin
        # A context of its own refers to nothing, so that it can stand anywhere.
        pack = _Compressed() if deflate else frame
        self._last = pack(text(frames, size))

    def pieces(self, most: int) -> Iterator[tuple[int, memoryview]]:
        """The whole flood, up to `most` frames at a time: how many, and their bytes."""
        left, cycle = self._count, self._begin
        while left:
            frames = min(left, self._in_cycle)
            for first in range(0, frames, most):
                last = min(first + most, frames)
                yield last - first, cycle.part(first, last)
            left -= frames
            cycle = self._again
        yield 1, memoryview(self._last)


class _Cycle:
    def __init__(self, frames: list[bytes]) -> None:
        self._bytes = memoryview(b"".join(frames))
        self._starts = [0, *accumulate(map(len, frames))]

    def part(self, first: int, last: int) -> memoryview:
        return self._bytes[self._starts[first] : self._starts[last]]


class _Compressed:
    """Compresses one message after the other in the same context."""

    def __init__(self) -> None:
        self._zlib = zlib.compressobj(wbits=-15)

    def __call__(self, message: bytes) -> bytes:
        packed = self._zlib.compress(message) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
        return frame(packed.removesuffix(_TAIL), COMPRESSED_TEXT)
