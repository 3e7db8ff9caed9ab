"""Two designs of storage beside each other, and beside a plain file that is only written.

Blocks in SQLite are what `inspector.recording` does. The other design appends bytes to a file of
their own and keeps only their places in SQLite, and folds all into one file when it is closed.
"""

from typing import Any, NamedTuple

from tests.benchmarks.figures import Figure, Peer, Result, middle
from tests.benchmarks.processes import run as run_program

_MB = 1e6
_DESIGNS = {
    "blocks": "blocks in SQLite",
    "flat": "flat file, folded into SQLite",
    "plain": "plain file",
}


class Settings(NamedTuple):
    frames: int = 4_000_000
    size: int = 100
    rounds: int = 5


FULL = (Settings(), Settings(400_000, 1024), Settings(6_000, 65536))
QUICK = (Settings(3000, rounds=1),)


def run(settings: Settings) -> Result:
    frames, size, count = settings
    rounds = [{design: _store(design, frames, size) for design in _DESIGNS} for _ in range(count)]
    figures = []
    for design in ("blocks", "flat"):
        others = [other for other in _DESIGNS if other != design]
        for what, key, unit in (
            ("written", "mb_per_second", "MB/s"),
            ("closed", "close_s", "s"),
            ("written and closed", "whole_mb_per_second", "MB/s"),
        ):
            peers = (Peer(_DESIGNS[other], middle(rounds, other, key), unit) for other in others)
            name = f"storage, {size:,} B, {_DESIGNS[design]}: {what}"
            value = middle(rounds, design, key)
            figures.append(Figure(name, value, unit, None, tuple(peers)))
    return Result(figures, rounds)


def _store(design: str, frames: int, size: int) -> dict[str, Any]:
    found = run_program("stored", design=design, frames=frames, size=size)
    payload = frames * size / _MB
    return {
        "mb_per_second": payload / found["write_s"],
        "close_s": found["close_s"],
        "whole_mb_per_second": payload / (found["write_s"] + found["close_s"]),
        "file_bytes": found["file_bytes"],
    }
