"""How long a filter takes over a long recording, beside `grep -c` over the same text.

grep gets a file of a message a line, and the C locale, in which it is fastest; its start counts.
What knows keys instead of text stands beside the `grep -c` that looks for the word.
"""

import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from inspector.events.run import payload_spans
from tests.benchmarks import recordings
from tests.benchmarks.figures import Figure, Peer, Result, at_most, middle
from tests.benchmarks.floods import Flood
from tests.benchmarks.processes import run as run_program


class Case(NamedTuple):
    name: str
    expression: str
    grep: tuple[str, ...]
    same: bool = True
    """Whether both must find as many."""


_WORD = ("-ci", "sol-gbp")
_CASES = (
    Case("substring", "sol-gbp", _WORD),
    Case("rare substring", r'"\"seq\":777,"', ("-ci", '"seq":777,')),
    Case("regex", r"/sell \d\.\d{4} @ 9\d\d\./", ("-cE", r"sell [0-9]\.[0-9]{4} @ 9[0-9]{2}\.")),
    Case("`type:`", "type:text", _WORD, same=False),
    Case("`dir:`", "dir:in", _WORD, same=False),
    Case("`size:`", "size:>=100", _WORD, same=False),
)


class Settings(NamedTuple):
    frames: int = 1_000_000
    size: int = 100
    rounds: int = 5


FULL = (Settings(),)
QUICK = (Settings(3000, rounds=1),)


def run(settings: Settings) -> Result:
    flood = Flood(settings.frames, settings.size)
    with tempfile.TemporaryDirectory() as folder:
        recording, text = Path(folder, "flood.wsrec"), Path(folder, "flood.txt")
        recordings.make(recording, flood)
        _write_lines(text, flood)
        rounds = [_round(recording, text) for _ in range(settings.rounds)]
    return Result([figure for case in _CASES for figure in _figures(rounds, case)], rounds)


def _figures(rounds: list[dict[str, Any]], case: Case) -> list[Figure]:
    grep = f"`LC_ALL=C grep {case.grep[0]}`"
    first, whole = (middle(rounds, case.name, key) for key in ("first_ms", "all_ms"))
    rows = Peer("rows found", middle(rounds, case.name, "found"), "")
    beside = Peer(grep, middle(rounds, case.name, "grep_ms"), "ms")
    what = f"filter, {case.name}"
    return [
        Figure(f"{what}: first rows", first, "ms", at_most(100), (beside,)),
        Figure(f"{what}: all", whole, "ms", at_most(1000), (beside, rows)),
        Figure(
            f"{what}: all, to `grep`",
            middle(rounds, case.name, "ratio"),
            "x",
            at_most(4),
            (beside,),
        ),
    ]


def _round(recording: Path, text: Path) -> dict[str, Any]:
    expressions = [case.expression for case in _CASES]
    found = run_program("filtered", path=str(recording), expressions=expressions)
    return {case.name: _beside_grep(case, found[case.expression], text) for case in _CASES}


def _beside_grep(case: Case, found: dict[str, float], text: Path) -> dict[str, float]:
    started = time.perf_counter()
    done = subprocess.run(
        ["grep", *case.grep, str(text)],
        env={**os.environ, "LC_ALL": "C"},
        stdout=subprocess.PIPE,
        check=False,  # 1 is "nothing found"
    )
    took = (time.perf_counter() - started) * 1000
    if case.same and int(done.stdout) != found["found"]:
        raise RuntimeError(f"{case.name}: {found['found']} rows, grep found {int(done.stdout)}")
    return {**found, "grep_ms": took, "ratio": found["all_ms"] / took}


def _write_lines(path: Path, flood: Flood) -> None:
    with path.open("wb") as file:
        for count, piece in flood.pieces(10_000):
            wire = bytes(piece)
            spans = zip(*payload_spans(wire, count), strict=True)
            file.writelines(wire[start:stop] + b"\n" for start, stop in spans)
