"""Payloads as bytes: the hexdump."""

import re
from collections.abc import Sequence
from typing import overload

from inspector.payloads.codec import DEFAULT_LIMIT, Bounds, Codec, Context, EncodeError
from inspector.payloads.decoded import Decoded, Span, cut_note, joined

_ROW = 16
_OFFSET_WIDTH = 8
_HEX_COLUMN = _OFFSET_WIDTH + 2
_HEX_WIDTH = 3 * _ROW  # the gap between the two groups takes the place of the last blank
_ASCII_COLUMN = _HEX_COLUMN + _HEX_WIDTH + 2
_LINE = _ASCII_COLUMN + _ROW + 1
_PRINTABLE = bytes(byte if 0x20 <= byte < 0x7F else ord(".") for byte in range(256))
_AT_ONCE = 1024 * _ROW
"""Bytes that are dumped before the next look at the clock."""
_DUMPED = 24
"""Bytes in a line of the log."""

_BLANKS = re.compile(r"[ \t\r\n]+")
_NO_HEX = re.compile(r"[^0-9A-Fa-f \t\r\n]")


class HexCodec(Codec):
    """Shows anything, byte by byte."""

    name = "Hex"

    def priority(self, payload: bytes, context: Context) -> float:
        return 0.1 if context.is_text else 0.5

    def decode(self, payload: bytes, context: Context, bounds: Bounds) -> Decoded:
        return hexdump(payload, bounds.limit, bounds)

    def line(self, payload: bytes, context: Context, limit: int) -> str:
        head = payload[: min(_DUMPED, limit)]
        more = " …" if len(head) < len(payload) else ""
        return f"{head.hex(' ')}{more}  {ascii_of(head)}" if head else ""

    def encode(self, text: str) -> bytes:
        """The bytes of hex digits, with any white space between them."""
        if wrong := _NO_HEX.search(text):
            raise EncodeError(f"{wrong.group()!r} is not a hex digit", wrong.start())
        digits = _BLANKS.sub("", text)
        if len(digits) % 2:
            raise EncodeError(
                f"{len(digits)} hex digits: the last byte misses one", len(text.rstrip())
            )
        return bytes.fromhex(digits)


def hexdump(data: bytes, limit: int = DEFAULT_LIMIT, bounds: Bounds | None = None) -> Decoded:
    """The first `limit` bytes of `data`, 16 a line: offset, hex in two groups, ASCII. `bounds` may
    end it sooner.

    00000000  48 65 6c 6c 6f 2c 20 57  6f 72 6c 64 21           Hello, World!
    """
    parts: list[str] = []
    total = min(limit, len(data))
    shown = 0
    stopped = ""
    while shown < total:
        part = data[shown : min(shown + _AT_ONCE, total)]
        parts.append(_lines(part, shown))
        shown += len(part)
        if shown < total and bounds is not None and bounds.is_over():
            stopped = bounds.note
            break
    note = joined(stopped, cut_note(shown, len(data)))
    return Decoded("\n".join(parts), HexSpans(shown) if shown else [], note)


def _lines(data: bytes, offset: int) -> str:
    # One conversion of everything, then slices: a byte at a time would be ten times slower.
    digits = data.hex(" ")
    characters = ascii_of(data)
    return "\n".join(
        f"{offset + start:08x}  {digits[3 * start : 3 * start + 23]:<23}"
        f"  {digits[3 * start + 24 : 3 * start + 47]:<23}  {characters[start : start + _ROW]}"
        for start in range(0, len(data), _ROW)
    )


class HexSpans(Sequence[Span]):
    """The spans of a hexdump, made when they are looked at: a dump of 16 MiB has three million."""

    def __init__(self, size: int, header: int = 0) -> None:
        """`size`: bytes dumped. The first `header` of them, 16 at most, are marked as a key."""
        self._size = size
        self._header = header

    def __len__(self) -> int:
        return 3 * ((self._size + _ROW - 1) // _ROW) + bool(self._header)

    @overload
    def __getitem__(self, place: int) -> Span: ...
    @overload
    def __getitem__(self, place: slice) -> list[Span]: ...
    def __getitem__(self, place: int | slice) -> Span | list[Span]:
        if isinstance(place, slice):
            return [self._span(number) for number in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return self._span(place % len(self))

    def _span(self, number: int) -> Span:
        if self._header and number > 1:
            if number == 2:
                return Span(_HEX_COLUMN, 3 * self._header - 1 + (self._header > 8), "key")
            number -= 1
        row, column = divmod(number, 3)
        start = row * _LINE
        if column == 0:
            return Span(start, _OFFSET_WIDTH, "offset")
        if column == 1:
            return Span(start + _HEX_COLUMN, _HEX_WIDTH, "hex")
        letters = min(_ROW, self._size - row * _ROW)
        return Span(start + _ASCII_COLUMN, letters, "ascii")


def ascii_of(data: bytes) -> str:
    """One character a byte: printable ASCII as it is, a full stop for the rest."""
    return data.translate(_PRINTABLE).decode("ascii")
