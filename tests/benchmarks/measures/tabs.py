"""What many connections at once cost, beside as many bare clients in one process."""

from typing import Any, NamedTuple

from tests.benchmarks.figures import Figure, Peer, Result, at_most, middle
from tests.benchmarks.processes import run as run_program
from tests.benchmarks.processes import server


class Settings(NamedTuple):
    tabs: int = 20
    rate: int = 500
    size: int = 100
    seconds: float = 10.0
    rounds: int = 3


FULL = (Settings(),)
QUICK = (Settings(tabs=3, rate=100, seconds=0.2, rounds=1),)


def run(settings: Settings) -> Result:
    tabs, rate, size, seconds, count = settings
    with server("pace_server", rate=rate, size=size) as url:
        rounds = [_round(url, tabs, seconds) for _ in range(count)]
    name = f"{tabs} tabs, {rate:,} messages/s each"
    period = rounds[0]["window"]["period_ms"]
    rates = (
        Peer("recorded", middle(rounds, "window", "messages_per_second"), "messages/s"),
        Peer("bare clients", middle(rounds, "bare", "messages_per_second"), "messages/s"),
    )
    figures = [
        Figure(
            f"{name}: gap between display ticks, {which}",
            middle(rounds, "window", "ticks", f"{which}_ms"),
            "ms",
            at_most(target),
            (Peer("period", period, "ms"), *rates),
        )
        for which, target in (("p99", period + 16), ("longest", 50))
    ]
    bare = Peer(f"{tabs} bare `websockets` clients", middle(rounds, "bare", "cpu_percent"), "%")
    cpu = middle(rounds, "window", "cpu_percent")
    figures.append(Figure(f"{name}: CPU, of one core", cpu, "%", None, (bare,)))
    return Result(figures, rounds)


def _round(url: str, tabs: int, seconds: float) -> dict[str, Any]:
    asked = {"url": url, "tabs": tabs, "seconds": seconds}
    return {
        "bare": run_program("bare_clients", **asked),
        "window": run_program("tabbed_window", **asked),
    }
