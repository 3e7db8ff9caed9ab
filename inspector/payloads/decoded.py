"""What a decoder is, and what it gives: readable text, and what its parts are."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple, Protocol

DEFAULT_LIMIT = 1024 * 1024
"""Payload bytes that are decoded for showing, unless more is asked for."""


class DecodeError(Exception):
    """The payload is not what the decoder reads; the message says why, and where."""


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
    spans: list[Span]
    """In order of `start`; where two overlap, the later one is the finer one."""
    note: str = ""
    """What a reader must know: how much was cut, or why it is not what it seemed."""


class Decoder(Protocol):
    """One way of reading payloads. Both methods do work bounded by a constant and `limit`."""

    @property
    def name(self) -> str:
        """As shown: `JSON`."""

    def priority(self, payload: bytes, is_text: bool) -> float:
        """How well it fits, 0 (cannot read this) to 1. `is_text`: from a text message."""

    def decode(self, payload: bytes, limit: int) -> Decoded:
        """The first `limit` bytes of `payload`, or DecodeError."""


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
