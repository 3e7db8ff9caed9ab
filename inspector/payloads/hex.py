"""Payloads as bytes: the hexdump."""

from inspector.payloads.decoded import DEFAULT_LIMIT, Decoded, Span, cut_note

_ROW = 16
_OFFSET_WIDTH = 8
_HEX_COLUMN = _OFFSET_WIDTH + 2
_HEX_WIDTH = 3 * _ROW  # the gap between the two groups takes the place of the last blank
_ASCII_COLUMN = _HEX_COLUMN + _HEX_WIDTH + 2
_PRINTABLE = bytes(byte if 0x20 <= byte < 0x7F else ord(".") for byte in range(256))


class HexDecoder:
    """Shows anything, byte by byte."""

    name = "Hex"

    def priority(self, payload: bytes, is_text: bool) -> float:
        return 0.1 if is_text else 0.5

    def decode(self, payload: bytes, limit: int) -> Decoded:
        return hexdump(payload, limit)


def hexdump(data: bytes, limit: int = DEFAULT_LIMIT) -> Decoded:
    """The first `limit` bytes of `data`, 16 a line: offset, hex in two groups, ASCII.

    00000000  48 65 6c 6c 6f 2c 20 57  6f 72 6c 64 21           Hello, World!
    """
    head = data[:limit]
    # One conversion of everything, then slices: a byte at a time would be ten times slower.
    digits = head.hex(" ")
    characters = ascii_of(head)
    lines: list[str] = []
    spans: list[Span] = []
    start = 0
    for offset in range(0, len(head), _ROW):
        at = 3 * offset
        left, right = digits[at : at + 23], digits[at + 24 : at + 47]
        letters = characters[offset : offset + _ROW]
        lines.append(f"{offset:08x}  {left:<23}  {right:<23}  {letters}")
        spans += (
            Span(start, _OFFSET_WIDTH, "offset"),
            Span(start + _HEX_COLUMN, _HEX_WIDTH, "hex"),
            Span(start + _ASCII_COLUMN, len(letters), "ascii"),
        )
        start += _ASCII_COLUMN + len(letters) + 1
    return Decoded("\n".join(lines), spans, cut_note(len(head), len(data)))


def ascii_of(data: bytes) -> str:
    """One character a byte: printable ASCII as it is, a full stop for the rest."""
    return data.translate(_PRINTABLE).decode("ascii")
