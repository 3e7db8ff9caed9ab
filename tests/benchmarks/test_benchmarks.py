"""The benchmarks still run: a small one of each, for its shape and not for its figures."""

import json
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import table
from tests.benchmarks.__main__ import MEASURES
from tests.benchmarks.figures import Figure, Peer, at_least, at_most, middle, spread_ms
from tests.benchmarks.floods import Flood, frame, head, text

ROOT = Path(__file__).parent.parent.parent


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "tests.benchmarks", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.timeout(600)
def test_every_measure_stands_beside_its_peer() -> None:
    found: dict[str, Any] = json.loads(_run("--quick"))
    assert {"cpu", "os", "python", "pyside6", "websockets", "sqlite"} <= found["machine"].keys()
    measured = [each["measure"] for each in found["measures"]]
    assert list(dict.fromkeys(measured)) == list(MEASURES), "some of them with several settings"
    for measure in found["measures"]:
        assert measure["rounds"]
        for figure in measure["figures"]:
            assert figure["peers"], figure["name"]
            assert figure["value"] >= 0
            assert (figure["met"] is None) == (figure["target"] is None)


def test_one_measure_takes_its_own_settings() -> None:
    [header, _, *lines] = _run("file", "--frames", "300", "--size", "200", "--table").splitlines()
    assert "Python" in header
    assert "of 200 B" in lines[-1]


def test_a_table_names_target_and_peers() -> None:
    figure = Figure("rate", 1.25, "x", at_least(2), (Peer("bare client", 261_000, "frames/s"),))
    lines = table.markdown(dict.fromkeys(MACHINE, "?"), [figure]).splitlines()
    assert lines[-1] == "| rate | 1.25 x (missed) | >= 2 x | bare client: 261,000 frames/s |"


MACHINE = ("cpu", "os", "python", "pyside6", "websockets", "sqlite")


def test_targets_are_bounds_themselves() -> None:
    assert at_least(2).met_by(2)
    assert not at_least(2).met_by(1.99)
    assert at_most(16).met_by(16)
    assert not at_most(16).met_by(16.1)


def test_the_spread_of_durations() -> None:
    spread = spread_ms([number / 1000 for number in range(200, 0, -1)])
    assert spread == {"p50_ms": 100, "p99_ms": 198, "longest_ms": 200, "count": 200}


def test_the_median_of_rounds_is_found_by_its_path() -> None:
    rounds = [{"window": {"ms": value}} for value in (3, 1, 2)]
    assert middle(rounds, "window", "ms") == 2


def test_a_flood_counts_to_its_last_frame_through_as_many_cycles_as_it_takes() -> None:
    flood = Flood(300_000, 100)
    pieces = list(flood.pieces(7000))
    assert sum(count for count, _ in pieces) == 300_000
    assert max(count for count, _ in pieces) == 7000
    wire = b"".join(piece for _, piece in pieces)
    assert len(wire) == 300_000 * 102
    assert wire[:102] == frame(text(1, 100))
    assert wire[-100:].startswith(head(300_000))
    assert wire.count(head(300_000)) == 1


def test_a_compressed_flood_inflates_with_context_takeover_across_its_cycles() -> None:
    size = 60_000
    inflate, counted, at = zlib.decompressobj(-15), 0, 0
    wire = b"".join(piece for _, piece in Flood(300, size, deflate=True).pieces(50))
    inflated = b""
    while at < len(wire):
        assert wire[at : at + 2] == b"\xc1\x7e"
        length = int.from_bytes(wire[at + 2 : at + 4], "big")
        at += 4 + length
        inflated = inflate.decompress(wire[at - length : at] + b"\x00\x00\xff\xff")
        assert len(inflated) == size
        counted += 1
    assert counted == 300
    assert inflated == text(300, size)
