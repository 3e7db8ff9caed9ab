"""How fast a flood of frames is recorded and shown, beside a bare client that counts it.

Each round runs the bare `websockets` client and then the whole application, each in a process of
its own, against a server in a third one. The medians of the rounds come first.
"""

import argparse
import platform
from importlib.metadata import version
from statistics import median
from typing import Any

from tests.benchmarks.processes import flood, measure


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--frames", type=int, default=200_000, help="frames in the flood")
    parser.add_argument("--size", type=int, default=100, help="bytes of payload in each")
    parser.add_argument("--rounds", type=int, default=3, help="how often all of it is measured")


def run(options: argparse.Namespace) -> dict[str, Any]:
    with flood(options.frames, options.size) as url:
        rounds = [_round(url, options.frames) for _ in range(options.rounds)]
    return {
        "measure": "capture",
        "frames": options.frames,
        "frame_bytes": options.size,
        **{name: round(median(each[name] for each in rounds), 3) for name in rounds[0]},
        "rounds": rounds,
        "python": platform.python_version(),
        "websockets": version("websockets"),
        "pyside6": version("PySide6-Essentials"),
        "machine": f"{platform.system()} {platform.machine()}",
    }


def _round(url: str, frames: int) -> dict[str, float]:
    bare = measure("tests.benchmarks.bare_client", url, frames)
    window = measure("tests.benchmarks.window", url, frames)
    shown, counted = frames / window["seconds"], frames / bare["seconds"]
    return {
        "recorded_and_shown_per_second": round(shown),
        "bare_client_per_second": round(counted),
        "ratio": round(shown / counted, 3),
        "tick_gap_p99_ms": window["tick_gap_p99_ms"],
        "tick_gap_longest_ms": window["tick_gap_longest_ms"],
        "memory_growth_bytes": window["memory_growth_bytes"],
    }
