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
    tabs: int = 0
    """Where there are any, what counts is `seconds` of `rate` messages a second in each of them."""
    rate: int = 200
    seconds: float = 300
    beside_flood: bool = False


FULL = (
    Settings(),
    Settings(tabs=5, beside_flood=True),
    Settings(tabs=200, rate=100, seconds=60),
)
QUICK = (
    Settings(1000, 3000),
    Settings(frames=3000, tabs=2, rate=100, seconds=0.2, beside_flood=True),
)

_WARM_UP_S = 10.0
"""By then what is kept of each session in memory is as much as it gets."""


def run(settings: Settings) -> Result:
    if settings.tabs:
        return _run_with_tabs(settings)
    mark, frames, size, count = settings[:4]
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


def _run_with_tabs(settings: Settings) -> Result:
    tabs, rate, size, seconds = settings.tabs, settings.rate, settings.size, settings.seconds
    frames = max(settings.frames, round(1e6 * seconds))  # more than are taken in that time
    with (
        server("pace_server", rate=rate, size=size) as paced,
        server("flood_server", frames=frames, size=size) as flood,
    ):
        asked = {
            "paced": paced,
            "flood": flood if settings.beside_flood else "",
            "tabs": tabs,
            "warm_up": min(_WARM_UP_S, seconds),
            "seconds": seconds,
        }
        rounds = [run_program("mixed_window", **asked) for _ in range(settings.rounds)]
    for each in rounds:
        each["window_mb"] = round(each["growth_bytes"] / _MB, 1)
    beside = " beside a flood" if settings.beside_flood else ""
    figure = Figure(
        f"memory growth in {seconds:g} s, {tabs} tabs at {rate:,} messages/s each{beside}",
        middle(rounds, "window_mb"),
        "MB",
        at_most(24),
        (Peer("recorded meanwhile", middle(rounds, "messages"), "messages"),),
    )
    return Result([figure], rounds)


def _round(url: str, mark: int, frames: int) -> dict[str, Any]:
    kept = run_program("bare_client", url=url, frames=frames, mark=mark, keep=True)
    window = run_program("flooded_window", url=url, frames=frames, mark=mark)
    return {
        "window_mb": round(window["growth_bytes"] / _MB, 1),
        "list_mb": round(kept["growth_bytes"] / _MB, 1),
    }
