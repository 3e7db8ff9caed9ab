"""What memory the window takes while it records on and on, beside a client that keeps a list."""

from typing import Any, NamedTuple

from tests.benchmarks.figures import Figure, Peer, Result, at_most, middle
from tests.benchmarks.processes import run as run_program
from tests.benchmarks.processes import server

_MB = 1024 * 1024


class Settings(NamedTuple):
    mark: int = 1_000_000
    frames: int = 5_000_000
    size: int = 100
    rounds: int = 1


FULL = (Settings(),)
QUICK = (Settings(1000, 3000, rounds=1),)


def run(settings: Settings) -> Result:
    mark, frames, size, count = settings
    with server("flood_server", frames=frames, size=size) as url:
        rounds = [_round(url, mark, frames) for _ in range(count)]
    peer = "`websockets` client that keeps the messages in a list"
    figure = Figure(
        f"memory growth from {mark:,} to {frames:,} frames of {size:,} B, window open",
        middle(rounds, "window_mb"),
        "MB",
        at_most(48),
        (Peer(peer, middle(rounds, "list_mb"), "MB"),),
    )
    return Result([figure], rounds)


def _round(url: str, mark: int, frames: int) -> dict[str, Any]:
    kept = run_program("bare_client", url=url, frames=frames, mark=mark, keep=True)
    window = run_program("flooded_window", url=url, frames=frames, mark=mark)
    return {
        "window_mb": round(window["growth_bytes"] / _MB, 1),
        "list_mb": round(kept["growth_bytes"] / _MB, 1),
    }
