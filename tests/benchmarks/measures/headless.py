"""How fast `record` takes a flood without a window, beside a bare client that counts it.

Measured twice: from the connecting to the last message counted, or to the recording's file being
complete; and as processes, from their start to their end, interpreter and imports included.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from inspector.recording import Recording
from tests.benchmarks.figures import Figure, Peer, Result, at_least, middle
from tests.benchmarks.processes import DEADLINE_S, server
from tests.benchmarks.processes import run as run_program


class Settings(NamedTuple):
    frames: int = 2_000_000
    size: int = 100
    deflate: bool = False
    rounds: int = 5


FULL = (Settings(),)
QUICK = (Settings(2000, rounds=1),)


def run(settings: Settings) -> Result:
    frames, size, deflate, count = settings
    with server("flood_server", frames=frames, size=size, deflate=deflate) as url:
        rounds = [_round(url, frames) for _ in range(count)]
    what = f"`record`, {size:,} B{', permessage-deflate' if deflate else ''}"
    peers = (
        Peer("`record`", middle(rounds, "recorded_per_second"), "frames/s"),
        Peer("bare `websockets` client", middle(rounds, "bare_client_per_second"), "frames/s"),
    )
    processes = (
        Peer("`record`", middle(rounds, "record_process_s"), "s"),
        Peer("bare `websockets` client", middle(rounds, "bare_process_s"), "s"),
    )
    is_target = (size, deflate) == (100, False)
    return Result(
        [
            Figure(what, middle(rounds, "ratio"), "x", at_least(2.5) if is_target else None, peers),
            Figure(f"{what}, whole process", middle(rounds, "process_ratio"), "x", None, processes),
        ],
        rounds,
    )


def _round(url: str, frames: int) -> dict[str, float]:
    started = time.perf_counter()
    counted = run_program("bare_client", url=url, frames=frames)["seconds"]
    bare_process = time.perf_counter() - started
    recorded, record_process = _record(url, frames)
    return {
        "recorded_per_second": round(frames / recorded),
        "bare_client_per_second": round(frames / counted),
        "ratio": round(counted / recorded, 3),
        "record_process_s": round(record_process, 3),
        "bare_process_s": round(bare_process, 3),
        "process_ratio": round(bare_process / record_process, 3),
    }


def _record(url: str, frames: int) -> tuple[float, float]:
    """Seconds from the connecting to the last byte of the file, and of the whole process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "flood.wsrec")
        command = [sys.executable, "-m", "inspector", "record", url, "-o", str(path)]
        started = time.perf_counter()
        subprocess.run(
            [*command, "--messages", str(frames)],
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=DEADLINE_S,
        )
        process = time.perf_counter() - started
        complete = path.stat().st_mtime_ns
        with Recording.open(path) as recording:
            received = recording.totals.messages_received
            connecting = recording.entry(1).event.time_ns
    if received != frames:
        raise RuntimeError(f"{received} messages recorded of {frames}")
    return (complete - connecting) / 1e9, process
