"""Starts what a benchmark needs beside itself, so that nothing measured shares a process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

DEADLINE_S = 600


@contextmanager
def flood(frames: int, size: int) -> Iterator[str]:
    """The URL of a flood server, which runs until the end of the `with` block."""
    command = [sys.executable, "-m", "tests.benchmarks.flood_server", str(frames), str(size)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.stdin.close()


def measure(module: str, *arguments: object) -> dict[str, Any]:
    """What `module`, run as a program, printed as JSON."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=DEADLINE_S)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
