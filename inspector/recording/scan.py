"""The bytes of many runs at once, for whoever looks for something in all of them."""

from collections.abc import Iterator
from typing import NamedTuple

from inspector.recording.errors import senseless
from inspector.recording.source import Source


class Block(NamedTuple):
    """The bytes of the events `first` to `last`, which are whole runs."""

    first: int
    last: int
    wire: bytes
    """As they crossed the wire, but unmasked: headers too."""
    decoded: bytes
    """The inflated payloads of those that were compressed."""


_BLOCKS = """SELECT first,
        coalesce((SELECT min(next.first) FROM blocks AS next WHERE next.first > blocks.first), ?),
        wire, coalesce(decoded, x'')
    FROM blocks WHERE first <= ? ORDER BY first DESC LIMIT 1"""


def blocks(source: Source, first: int, last: int) -> Iterator[Block]:
    """The blocks of the events `first` to `last`, in order; what is in memory is one more."""
    in_file = min(last + 1, source.tail.first)
    while first < in_file:
        found = source.connection.execute(_BLOCKS, (in_file, first)).fetchone()
        if found is None:
            break
        begin, end, wire, decoded = found
        if type(wire) is not bytes or type(decoded) is not bytes:
            raise senseless(first)
        yield Block(begin, end - 1, wire, decoded)
        first = end
    recent = [run for run in source.tail.since(first) if first < run.end and run.seq <= last]
    if recent:
        yield Block(
            recent[0].seq,
            recent[-1].end - 1,
            b"".join([run.wire for run in recent]),
            b"".join([run.decoded for run in recent]),
        )
