"""How soon typing, clicking and scrolling show during a flood, beside the same window at rest."""

from typing import Any, NamedTuple

from tests.benchmarks.figures import Figure, Peer, Result, at_most, middle
from tests.benchmarks.processes import run as run_program
from tests.benchmarks.processes import server

_KINDS = {
    "typing": "typing into the composer",
    "clicking": "clicking a row",
    "scrolling": "turning the wheel",
    "end_key": "End, to follow again",
}


class Settings(NamedTuple):
    frames: int = 10_000_000
    size: int = 100
    every: float = 0.02
    rest: float = 5.0
    rounds: int = 3


FULL = (Settings(),)
QUICK = (Settings(2000, every=0.005, rest=0.1, rounds=1),)


def run(settings: Settings) -> Result:
    frames, size, every, rest, count = settings
    with server("flood_server", frames=frames, size=size) as url:
        rounds = [
            run_program("answering_window", url=url, frames=frames, every=every, rest=rest)
            for _ in range(count)
        ]
    return Result([_figure(rounds, *kind) for kind in _KINDS.items()], rounds)


def _figure(rounds: list[dict[str, Any]], kind: str, what: str) -> Figure:
    peers = (
        Peer("p50", middle(rounds, "in_flood", kind, "p50_ms"), "ms"),
        Peer("p99", middle(rounds, "in_flood", kind, "p99_ms"), "ms"),
        Peer("window at rest, longest", middle(rounds, "at_rest", kind, "longest_ms"), "ms"),
    )
    longest = middle(rounds, "in_flood", kind, "longest_ms")
    return Figure(f"{what} in the flood, longest", longest, "ms", at_most(50), peers)
