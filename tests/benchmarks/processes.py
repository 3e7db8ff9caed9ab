"""Starts what a benchmark needs beside itself, so that nothing measured shares a process."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

DEADLINE_S = 600


@contextmanager
def server(name: str, **arguments: object) -> Iterator[str]:
    """The URL of the server `programs/<name>`, which runs until the end of the `with` block."""
    with subprocess.Popen(
        _command(name, arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def run(name: str, **arguments: object) -> dict[str, Any]:
    """What the program `programs/<name>` found."""
    done = subprocess.run(
        _command(name, arguments),
        stdout=subprocess.PIPE,
        check=True,
        timeout=DEADLINE_S,
        env=environment(),
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def answer(main: Callable[..., dict[str, Any]]) -> None:
    """The other side of `run`: call `main` as it asks, and print what it returns."""
    json.dump(main(**json.loads(sys.argv[1])), sys.stdout)


def environment() -> dict[str, str]:
    """As where the program is installed: its modules are compiled once and not at every start."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def _command(name: str, arguments: dict[str, object]) -> list[str]:
    return [sys.executable, "-m", f"tests.benchmarks.programs.{name}", json.dumps(arguments)]
