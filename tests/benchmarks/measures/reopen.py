"""How long it takes until a long recording is on the screen, beside one of a single frame.

The application is running; the time goes from opening the file to the painted rows.
"""

import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import recordings
from tests.benchmarks.figures import Figure, Peer, Result, at_most, middle
from tests.benchmarks.floods import Flood
from tests.benchmarks.processes import run as run_program


class Settings(NamedTuple):
    frames: int = 5_000_000
    size: int = 100
    rounds: int = 7


FULL = (Settings(),)
QUICK = (Settings(3000, rounds=1),)


def run(settings: Settings) -> Result:
    frames, size, count = settings
    with tempfile.TemporaryDirectory() as folder:
        long, short = Path(folder, "long.wsrec"), Path(folder, "short.wsrec")
        recordings.make(long, Flood(frames, size))
        recordings.make(short, Flood(1, size))
        rounds = run_program("reopened", long=str(long), short=str(short), rounds=count)["rounds"]
    figure = Figure(
        f"open a recording of {frames:,} frames, to the first screen",
        middle(rounds, "long_ms"),
        "ms",
        at_most(300),
        (Peer("recording of one frame", middle(rounds, "short_ms"), "ms"),),
    )
    return Result([figure], rounds)
