"""Starts a build, has it draw its window on the demo server, and looks at the picture.

`python packaging/smoke.py [COMMAND...]`, by default this Python's `-m inspector`. Exits with 0 if
the build works; else says what is wrong with it.
"""

import os
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

SIZE = (1200, 800)
LEAST_BYTES = 20_000
"""An empty window of that size compresses to less."""
DEADLINE_S = 120
HARMLESS = re.compile(
    r"This plugin does not support propagateSizeHints\(\)"
    r"|qt\.text\.font\.db: OpenType support missing for .*"  # a matter of the machine's fonts
)


def draw(command: list[str], picture: Path, home: Path) -> str:
    """Run `command` with a home of its own; returns what it wrote to its standard error."""
    width, height = SIZE
    done = subprocess.run(
        [*command, "--demo", "--screenshot", str(picture), "--size", f"{width}x{height}"],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": str(home),
            "XDG_DATA_HOME": str(home),
        },
        stderr=subprocess.PIPE,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{command} ended with {done.returncode}:\n{done.stderr}")
    return done.stderr


def check(picture: Path) -> None:
    """Raise SystemExit unless `picture` is a PNG of the size asked for with something on it."""
    data = picture.read_bytes()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise SystemExit(f"{picture} is not a PNG")
    size = struct.unpack("!II", data[16:24])
    if size != SIZE:
        raise SystemExit(f"{picture} measures {size}, not {SIZE}")
    if len(data) < LEAST_BYTES:
        raise SystemExit(f"{picture} has {len(data)} bytes: an empty window?")


def main(command: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "window.png"
        complaints = draw(command, picture, Path(folder))
        check(picture)
    unexpected = [line for line in complaints.splitlines() if not HARMLESS.fullmatch(line)]
    if unexpected:
        raise SystemExit("unexpected on standard error:\n" + "\n".join(unexpected))
    sys.stdout.write(f"{' '.join(command)} works\n")


if __name__ == "__main__":
    main(sys.argv[1:] or [sys.executable, "-m", "inspector"])
