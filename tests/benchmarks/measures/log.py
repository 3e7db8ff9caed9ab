"""How long a paint takes when a long log jumps, pages and scrolls, beside a bare table's.

The peer is a `QTableView` of six columns over a model that makes its texts up, as long and as large
on the screen.
"""

import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import recordings
from tests.benchmarks.figures import Figure, Peer, Result, at_most, middle
from tests.benchmarks.floods import Flood
from tests.benchmarks.processes import run as run_program

_MOVES = {"jump": "jump to any row", "page": "turn a page", "wheel": "turn the wheel"}


class Settings(NamedTuple):
    frames: int = 5_000_000
    size: int = 100
    steps: int = 300
    rounds: int = 3


FULL = (Settings(),)
QUICK = (Settings(3000, steps=5, rounds=1),)


def run(settings: Settings) -> Result:
    frames, size, steps, count = settings
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "long.wsrec")
        recordings.make(path, Flood(frames, size))
        rounds = [run_program("scrolled_log", path=str(path), steps=steps) for _ in range(count)]
    figures = [
        Figure(
            f"{what} of {frames:,}, p99 of a paint",
            middle(rounds, "log", move, "p99_ms"),
            "ms",
            at_most(16),
            (
                Peer("longest", middle(rounds, "log", move, "longest_ms"), "ms"),
                Peer("p50", middle(rounds, "log", move, "p50_ms"), "ms"),
                Peer("bare `QTableView`, p99", middle(rounds, "bare", move, "p99_ms"), "ms"),
            ),
        )
        for move, what in _MOVES.items()
    ]
    return Result(figures, rounds)
