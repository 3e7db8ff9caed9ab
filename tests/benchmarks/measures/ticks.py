"""The gaps between the ticks of the display during a flood, beside those of the window at rest."""

from typing import NamedTuple

from tests.benchmarks.figures import Figure, Peer, Result, at_most, middle
from tests.benchmarks.processes import run as run_program
from tests.benchmarks.processes import server


class Settings(NamedTuple):
    frames: int = 10_000_000
    size: int = 100
    rest: float = 3.0
    rounds: int = 3


FULL = (Settings(),)
QUICK = (Settings(2000, rest=0.1, rounds=1),)


def run(settings: Settings) -> Result:
    frames, size, rest, count = settings
    with server("flood_server", frames=frames, size=size) as url:
        rounds = [
            run_program("flooded_window", url=url, frames=frames, rest=rest) for _ in range(count)
        ]
    period = rounds[0]["period_ms"]
    figures = [
        Figure(
            f"gap between display ticks in the flood, {name}",
            middle(rounds, "ticks", f"{name}_ms"),
            "ms",
            at_most(target),
            (
                Peer("window at rest", middle(rounds, "ticks_at_rest", f"{name}_ms"), "ms"),
                Peer(
                    "until the first frame", middle(rounds, "ticks_connecting", f"{name}_ms"), "ms"
                ),
                Peer("period", period, "ms"),
            ),
        )
        for name, target in (("p99", period + 16), ("longest", 50))
    ]
    return Result(figures, rounds)
