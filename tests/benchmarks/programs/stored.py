"""Writes a flood with one of the designs of storage."""

import tempfile
import time
from pathlib import Path
from typing import Any

from inspector.tuning import tune_for_floods
from tests.benchmarks.floods import Flood
from tests.benchmarks.processes import answer
from tests.benchmarks.programs.storage_designs import DESIGNS
from tests.benchmarks.recordings import runs


def main(design: str, frames: int, size: int) -> dict[str, Any]:
    """`write_s` until everything is committed, `close_s` until it is one file after that."""
    tune_for_floods()
    flood = Flood(frames, size)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "flood")
        store = DESIGNS[design](path)
        started = time.perf_counter()
        for run in runs(flood):
            store.append(run)
        store.flush()
        written = time.perf_counter()
        store.close()
        closed = time.perf_counter()
        return {
            "write_s": written - started,
            "close_s": closed - written,
            "file_bytes": path.stat().st_size,
        }


if __name__ == "__main__":
    answer(main)
