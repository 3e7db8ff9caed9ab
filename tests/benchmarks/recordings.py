"""Long recordings, made in seconds: what a flood would leave, without the sockets."""

import time
from collections.abc import Iterator
from pathlib import Path

from inspector.events import Direction, FrameRun
from inspector.recording import Recording
from tests.benchmarks.floods import Flood

READ_AT_ONCE = 256 * 1024
"""Bytes that asyncio reads from a socket at once: a run of frames is no longer."""


def make(path: Path, flood: Flood) -> None:
    """A recording at `path` of the whole `flood`, closed."""
    with Recording.create(path) as recording:
        for run in runs(flood):
            recording.append(1, [run])
            if recording.behind:
                recording.flush()


def runs(flood: Flood) -> Iterator[FrameRun]:
    """The flood as the wire hands it over."""
    for count, wire in flood.pieces(max(1, READ_AT_ONCE // flood.size)):
        yield FrameRun(time.time_ns(), Direction.RECEIVED, count, bytes(wire))
