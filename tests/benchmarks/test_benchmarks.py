"""The benchmarks still run: a small one of each, for its shape and not for its figures."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_capture_prints_its_figures_beside_those_of_the_bare_client() -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "capture", "--frames", "2000"]
    done = subprocess.run(
        [*command, "--size", "300", "--rounds", "1"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    figures = json.loads(done.stdout)
    assert (figures["frames"], figures["frame_bytes"], len(figures["rounds"])) == (2000, 300, 1)
    shown, counted = figures["recorded_and_shown_per_second"], figures["bare_client_per_second"]
    assert figures["ratio"] == round(shown / counted, 3) > 0
    assert figures["tick_gap_longest_ms"] >= figures["tick_gap_p99_ms"] > 0
    assert figures["memory_growth_bytes"] >= 0
