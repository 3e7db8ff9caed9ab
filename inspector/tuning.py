"""How the interpreter runs in a process that takes floods: for whoever starts one.

All of it is the process's own, so no room does it: the window and `record` do.
"""

import contextlib
import gc
import sys
from collections.abc import Iterator

SWITCH_INTERVAL_S = 0.0005
"""The recording's writer gives the GIL away several times a statement, and gets it back from a
busy loop only after this long."""

YOUNGEST_GENERATION = 20_000
"""Frames are tuples that live until they are written: at Python's own 700 the collector looks
through them many times a batch, and finds nothing."""


def tune_for_floods() -> None:
    """Together 1.13 -> 1.55 times a bare client's rate in `python -m tests.benchmarks capture`."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    gc.freeze()
    gc.set_threshold(YOUNGEST_GENERATION, 20, 50)


@contextlib.contextmanager
def importing() -> Iterator[None]:
    """For many imports: the collector would look through what they bring again and again, for a
    tenth of the window's start, and find nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
