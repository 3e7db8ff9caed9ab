"""From the server's send to the painted row at an easy pace, beside a bare client's receiving."""

from typing import NamedTuple

from tests.benchmarks.figures import Figure, Peer, Result, at_most, middle
from tests.benchmarks.processes import run as run_program
from tests.benchmarks.processes import server


class Settings(NamedTuple):
    rate: int = 100
    size: int = 100
    frames: int = 1000
    rounds: int = 3


FULL = (Settings(),)
QUICK = (Settings(frames=20, rounds=1),)


def run(settings: Settings) -> Result:
    rate, size, frames, count = settings
    with server("pace_server", rate=rate, size=size) as url:
        rounds = [
            {
                "bare": run_program("bare_latency", url=url, frames=frames),
                "window": run_program("painted_rows", url=url, frames=frames),
            }
            for _ in range(count)
        ]
    figure = Figure(
        f"from the server's send to the painted row at {rate} messages/s, p99",
        middle(rounds, "window", "p99_ms"),
        "ms",
        at_most(50),
        (
            Peer("p50", middle(rounds, "window", "p50_ms"), "ms"),
            Peer("bare `websockets` client, p99", middle(rounds, "bare", "p99_ms"), "ms"),
        ),
    )
    return Result([figure], rounds)
