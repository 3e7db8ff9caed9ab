"""What a codec makes of a payload: readable text, and what its parts are."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_WIDE = re.compile("[\U00010000-\U0010ffff]")


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


class Utf16:
    """Counts a text in UTF-16 code units, as Qt and JavaScript do, instead of code points."""

    def __init__(self, text: str) -> None:
        self._wide = array("L")
        """The places of the characters that take two units."""
        if not text.isascii():
            self._wide.extend(found.start() for found in _WIDE.finditer(text))

    def units(self, place: int) -> int:
        """The units before the code point `place`."""
        return place + bisect_left(self._wide, place)

    def spans(self, spans: Iterable[Span]) -> list[Span]:
        if not self._wide:
            return list(spans)
        units = self.units
        return [
            Span(units(start), units(start + length) - units(start), kind)
            for start, length, kind in spans
        ]


def utf16_spans(text: str, spans: Iterable[Span]) -> list[Span]:
    """`spans` in UTF-16 code units."""
    return Utf16(text).spans(spans)


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
