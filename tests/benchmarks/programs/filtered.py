"""Looks for rows of a recording, as the filter of the window does."""

import time
from pathlib import Path
from typing import Any

from inspector.filtering import Matches, Search, parse
from inspector.recording import Recording
from inspector.tuning import tune_for_floods
from tests.benchmarks.processes import answer

_LOOK_S = 0.001
"""Between two looks at what was found; the window has its ticks."""


def main(path: str, expressions: list[str]) -> dict[str, Any]:
    """For each expression how long the first rows took, and all of them."""
    tune_for_floods()
    with Recording.open(Path(path)) as recording:
        return {expression: _search(recording, expression) for expression in expressions}


def _search(recording: Recording, expression: str) -> dict[str, float]:
    matches = Matches()
    started = time.perf_counter()
    first = 0.0
    with Search(recording, parse(expression)) as search:
        finished = False
        while not finished:
            time.sleep(_LOOK_S)
            finished = search.progress.finished  # before what it found until then is collected
            if search.progress.error:
                raise RuntimeError(search.progress.error)
            for found in search.collect():
                matches.put(found.first, found.count, found.bits)
            if matches and not first:
                first = time.perf_counter() - started
        took = time.perf_counter() - started
    return {"first_ms": (first or took) * 1000, "all_ms": took * 1000, "found": len(matches)}


if __name__ == "__main__":
    answer(main)
