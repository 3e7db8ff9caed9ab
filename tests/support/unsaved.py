"""Unsaved recordings: made, aged, and pruned by another process."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from inspector.recording import Recording
from tests.support.entries import frame

PRUNER = """
import sys
from pathlib import Path
from inspector.recording.retention import prune

print(*prune(Path(sys.argv[1]), 0).deleted, sep=",", flush=True)
"""


def record(folder: Path, name: str, size: int = 1000) -> Path:
    """A closed recording of one frame; the first letters of the alphabet are the oldest."""
    path = folder / f"{name}.wsrec"
    with Recording.create(path) as recording:
        recording.append(1, [frame(2, bytes(size))])
    return aged(path)


def aged(path: Path) -> Path:
    time = 1_000_000_000 + 1000 * ord(path.name[0])
    os.utime(path, (time, time))
    return path


def there(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@contextlib.contextmanager
def process(script: str, *words: object) -> Iterator[subprocess.Popen[str]]:
    """A Python process that runs `script`; it ends before the test does."""
    command = [sys.executable, "-c", script, *map(str, words)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


def pruned_elsewhere(folder: Path) -> str:
    """The names that another process deletes, which wants no recording to stay."""
    with process(PRUNER, folder) as running:
        return running.communicate()[0].strip()
