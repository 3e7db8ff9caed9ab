"""How long the program takes to its first painted window, beside a bare PySide6 window.

From the start of the process, interpreter and imports included; files are in the system's cache.
"""

import time
from statistics import median
from typing import NamedTuple

from tests.benchmarks.figures import Figure, Peer, Result, at_most, middle, significant
from tests.benchmarks.processes import run as run_program


class Settings(NamedTuple):
    rounds: int = 5


FULL = (Settings(),)
QUICK = (Settings(1),)


def run(settings: Settings) -> Result:
    rounds = [
        {"inspector_ms": _start("first_window"), "bare_ms": _start("bare_window")}
        for _ in range(settings.rounds)
    ]
    ratio = significant(median(each["inspector_ms"] / each["bare_ms"] for each in rounds))
    peers = (
        Peer("inspector", middle(rounds, "inspector_ms"), "ms"),
        Peer("bare `QMainWindow`", middle(rounds, "bare_ms"), "ms"),
    )
    figure = Figure("process start to the first painted window", ratio, "x", at_most(3), peers)
    return Result([figure], rounds)


def _start(program: str) -> float:
    """Milliseconds."""
    started = time.monotonic_ns()  # the same clock in every process of a machine
    painted: int = run_program(program)["painted_ns"]
    return round((painted - started) / 1e6, 1)
