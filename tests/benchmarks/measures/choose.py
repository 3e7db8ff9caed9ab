"""How long the window stands still when a hostile or large message is chosen, beside it at rest.

The messages: characters that turn the direction of text, joined emoji, empty lines, JSON, one line
of base64, bytes. Then more of the bytes is asked for, until there is no more to show.
"""

import json
import tempfile
from pathlib import Path
from typing import NamedTuple

from inspector.recording import Recording
from tests.benchmarks.figures import Figure, Peer, Result, at_most, middle
from tests.benchmarks.processes import run as run_program
from tests.support.entries import frame


class Settings(NamedTuple):
    size: int = 16 * 1024 * 1024
    rounds: int = 3


FULL = (Settings(),)
QUICK = (Settings(20_000, rounds=1),)


def run(settings: Settings) -> Result:
    size, count = settings
    texts = {
        "small": b'{"a": 1}',
        "bidi controls": "\u202e".encode() * (size // 5 // 3),
        "joined emoji": "\U0001f469\u200d".encode() * (size // 5 // 7),
        "empty lines": b"\n" * (size // 16),
        "base64": b"QUJD" * (size // 5 // 4),
        "JSON": json.dumps(
            [{"id": i, "on": True, "x": [1, 2]} for i in range(size // 40)]
        ).encode(),
        "bytes": bytes(range(256)) * (size // 256),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "hostile.wsrec")
        with Recording.create(path) as recording:
            frames = [frame(1, text) for text in texts.values()]
            recording.append(1, [*frames[:-1], frame(2, texts["bytes"])])
        rounds = [
            run_program("chosen_row", path=str(path), names=list(texts)) for _ in range(count)
        ]
    rest = Peer("window at rest", middle(rounds, "rest_ms"), "ms")
    still = [(f"{name} chosen", ("choose_ms", name)) for name in texts]
    still.append((f"more of {size:,} bytes", ("more_ms",)))
    figures = [
        Figure(f"standstill, {what}", middle(rounds, *names), "ms", at_most(100), (rest,))
        for what, names in still
    ]
    memory = middle(rounds, "more_bytes") / 1e6
    one = Peer("the bytes", size / 1e6, "MB")
    figures.append(Figure("memory of all of them in hex", memory, "MB", at_most(600), (one,)))
    return Result(figures, rounds)
