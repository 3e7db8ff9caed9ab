"""What a codec makes of a payload: readable text, and what its parts are."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A part of a decoded text: `start` and `length` count characters (code points)."""

    start: int
    length: int
    kind: str
    """`key`, `string`, `number`, `keyword`, `punctuation`, `invisible`, `error`, `offset`, `hex`
    or `ascii`."""


class Decoded(NamedTuple):
    """A payload as text to read."""

    text: str
    spans: Sequence[Span]
    """In order of `start`; where two overlap, the later one is the finer one."""
    note: str = ""
    """What a reader must know: how much was cut, or why it is not what it seemed."""


def utf16_spans(text: str, spans: Iterable[Span]) -> list[Span]:
    """`spans` in UTF-16 code units, as Qt and JavaScript count, instead of code points."""
    spans = list(spans)
    if text.isascii() or max(text) < "\U00010000":
        return spans
    wide = [place for place, character in enumerate(text) if character > "\uffff"]

    def units(place: int) -> int:
        return place + bisect_left(wide, place)

    return [
        Span(units(start), units(start + length) - units(start), kind)
        for start, length, kind in spans
    ]


def joined(*notes: str) -> str:
    """The notes that say something, as one."""
    return "; ".join(filter(None, notes))


def cut_note(shown: int, total: int) -> str:
    """`first 1 MiB of 40 MiB`; empty where all `total` bytes are shown."""
    return f"first {size(shown)} of {size(total)}" if shown < total else ""


def size(count: int) -> str:
    """A number of bytes for a person: `117 bytes`, `1.5 KiB`, `40 MiB`."""
    if count < 1024:
        return "1 byte" if count == 1 else f"{count} bytes"
    power = min((count.bit_length() - 1) // 10, 3)
    amount = f"{count / 1024**power:.1f}".removesuffix(".0")
    return f"{amount} {('KiB', 'MiB', 'GiB')[power - 1]}"
