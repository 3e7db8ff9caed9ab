"""What a format is, and what the formats share."""

import functools
from collections.abc import Callable, Iterable
from typing import BinaryIO, NamedTuple

from inspector.events import Direction, Frame, Opcode
from inspector.events.moment import utc
from inspector.recording import Entry, Note

NoteOf = Callable[[int], Note | None]
"""The note on the event of this `seq`, asked in ascending order."""


def no_note(_seq: int) -> None:
    """Of an export without notes."""


class Format(NamedTuple):
    name: str
    """As typed after `export -f`."""
    title: str
    """As shown in a menu."""
    extension: str
    """Of files in this format, with its full stop."""
    write: Callable[[Iterable[Entry], BinaryIO, NoteOf], None]
    """Write entries, in order of `seq`, one after another, and the notes on them: memory does not
    grow with them."""


class TextFrames:
    """Tells which frames belong to text messages; asked about every frame in order of `seq`."""

    def __init__(self) -> None:
        self._unfinished: dict[tuple[int, Direction], tuple[int, bool]] = {}

    def holds(self, entry: Entry, frame: Frame) -> bool:
        """Whether `frame`, the event of `entry`, is text or continues a text message."""
        if Opcode.is_control(frame.opcode):
            return False
        key = entry.connection, frame.direction
        if frame.opcode == Opcode.CONTINUATION:
            return self._unfinished.get(key) == (entry.message, True)
        is_text = frame.opcode == Opcode.TEXT
        if not frame.fin:  # a whole message inside another one leaves that one unfinished
            self._unfinished[key] = entry.seq, is_text
        return is_text


def rfc3339(time_ns: int) -> str:
    """Unix time in nanoseconds as RFC 3339, UTC: `2026-01-02T03:04:05.123456Z`."""
    second, fraction = divmod(time_ns, 1_000_000_000)
    return f"{_second(second)}.{fraction // 1000:06}Z"


@functools.lru_cache(maxsize=64)
def _second(second: int) -> str:
    return utc(second).replace(tzinfo=None).isoformat()
