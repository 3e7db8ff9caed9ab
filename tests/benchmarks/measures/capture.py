"""How fast a flood is recorded and shown, beside a bare client that counts it.

Each round runs the bare `websockets` client and then the whole application, each in a process of
its own, against a server in a third one. Interpreter and window have started in both when the time
begins, with the connecting; it ends when every frame is committed and the last one is painted.
"""

from typing import Any, NamedTuple

from tests.benchmarks.figures import Figure, Peer, Result, Target, at_least, middle
from tests.benchmarks.processes import run as run_program
from tests.benchmarks.processes import server


class Settings(NamedTuple):
    frames: int = 1_000_000
    size: int = 100
    deflate: bool = False
    rounds: int = 5


FULL = (
    Settings(),
    Settings(deflate=True),
    Settings(size=1024),
    Settings(size=65536, frames=40_000, rounds=3),
)
QUICK = (Settings(2000, 300, deflate=True, rounds=1),)

_TARGETS = {
    (100, False): at_least(2.0),
    (100, True): at_least(1.3),
    (1024, False): at_least(1.2),
    (65536, False): at_least(0.5),
}


def run(settings: Settings) -> Result:
    frames, size, deflate, count = settings
    with server("flood_server", frames=frames, size=size, deflate=deflate) as url:
        rounds = [_round(url, frames) for _ in range(count)]
    target: Target | None = _TARGETS.get((size, deflate))
    name = f"recorded and shown, {size:,} B{', permessage-deflate' if deflate else ''}"
    peers = (
        Peer("recorded and shown", middle(rounds, "shown_per_second"), "frames/s"),
        Peer("bare `websockets` client", middle(rounds, "bare_client_per_second"), "frames/s"),
    )
    return Result([Figure(name, middle(rounds, "ratio"), "x", target, peers)], rounds)


def _round(url: str, frames: int) -> dict[str, Any]:
    bare = run_program("bare_client", url=url, frames=frames)
    window = run_program("flooded_window", url=url, frames=frames)
    shown, counted = frames / window["seconds"], frames / bare["seconds"]
    return {
        "shown_per_second": round(shown),
        "bare_client_per_second": round(counted),
        "ratio": round(shown / counted, 3),
    }
