"""Two designs of storage beside each other, and beside a plain file that is only written.

Blocks in SQLite are what `inspector.recording` does. The other design appends bytes to a file of
their own and keeps only their places in SQLite, and folds all into one file when it is closed.
"""

from typing import Any, NamedTuple

from tests.benchmarks.figures import Figure, Peer, Result, middle
from tests.benchmarks.processes import run as run_program

_MB = 1e6
_PEERS = {"flat": "flat file, folded into SQLite", "plain": "plain file"}
_WHAT = {
    "mb_per_second": ("written", "MB/s"),
    "close_s": ("closed", "s"),
    "whole_mb_per_second": ("written and closed", "MB/s"),
}


class Settings(NamedTuple):
    frames: int = 4_000_000
    size: int = 100
    rounds: int = 5


FULL = (Settings(), Settings(400_000, 1024), Settings(6_000, 65536))
QUICK = (Settings(3000, rounds=1),)


def run(settings: Settings) -> Result:
    frames, size, count = settings
    designs = ("blocks", *_PEERS)
    rounds = [{design: _store(design, frames, size) for design in designs} for _ in range(count)]
    figures = [
        Figure(
            f"storage, {size:,} B, blocks in SQLite: {what}",
            middle(rounds, "blocks", key),
            unit,
            peers=tuple(
                Peer(name, middle(rounds, peer, key), unit) for peer, name in _PEERS.items()
            ),
        )
        for key, (what, unit) in _WHAT.items()
    ]
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
