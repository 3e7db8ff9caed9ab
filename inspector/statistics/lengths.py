"""How long the payloads in a run are: counted without a step a frame where that can be."""

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import sub

from inspector.events.frame import header_size
from inspector.events.run import payload_spans
from inspector.recording.run import Run

_AT_ONCE = 16_384
"""Lengths that are counted without a chance for other threads: half a millisecond."""


def wire_lengths(run: Run) -> Mapping[int, int]:
    """Payload bytes of its frames as they crossed the wire, and how many frames have as many."""
    wire, count = run.wire, run.event_count
    if count == 1:
        return {max(0, run.size - header_size(wire)): 1}
    length = len(wire) // count
    if length * count == len(wire) and _are_alike(wire, count, length):
        return {length - header_size(wire): count}
    starts, stops = run.wire_spans()
    return tally(list(map(sub, stops, starts)))


def tally(lengths: Sequence[int]) -> Mapping[int, int]:
    """How often each occurs."""
    counted: Counter[int] = Counter()
    for start in range(0, len(lengths), _AT_ONCE):
        counted.update(lengths[start : start + _AT_ONCE])
    return counted


def _are_alike(wire: bytes, count: int, length: int) -> bool:
    """Whether `wire` is `count` frames of `length` bytes, headers included.

    If the first one is, and the second header says what the first one says, the second is too.
    """
    (start,), (stop,) = payload_spans(wire[:length] + bytes(8), 1)
    return stop == length and all(
        wire[place::length] == wire[place : place + 1] * count for place in range(1, start)
    )
