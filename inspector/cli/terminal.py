"""What a command has to do with the terminal or pipe it runs in: output, progress, Ctrl-C."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Coroutine, Iterator
from types import FrameType
from typing import Any, TextIO

_SIGNALS = [signal.SIGINT, signal.SIGTERM]
if hasattr(signal, "SIGHUP"):  # the terminal was closed; Windows has none
    _SIGNALS.append(signal.SIGHUP)


class OutputError(Exception):
    """Says why standard output did not take what was asked for."""


@contextlib.contextmanager
def output() -> Iterator[TextIO]:
    """Standard output, flushed at the end; `OutputError` where not everything went there.

    Ends the program quietly where whoever read it has seen enough (`| head`).
    """
    if sys.stdout is None:  # closed, as by >&-
        raise OutputError("There is no standard output to write to: it was closed.")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except OSError as error:
        # What is still buffered must not fail again while Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise SystemExit(0) from None
        reason = error.strerror or str(error)
        raise OutputError(f"Cannot write to standard output: {reason}.") from error


class Progress:
    """One line on standard error that is written over; nothing where that is no terminal."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._width = 0

    def show(self, text: str) -> None:
        if self._terminal:
            with contextlib.suppress(OSError):  # the terminal was closed
                sys.stderr.write(f"\r{text.ljust(self._width)}")
                sys.stderr.flush()
            self._width = len(text)

    def end(self) -> None:
        """Leave the line as it is and go to the next."""
        if self._width:
            with contextlib.suppress(OSError):
                sys.stderr.write("\n")
            self._width = 0


def bar(done: int, total: int) -> str:
    """`[#######.............]  35 %`"""
    share = done / total if total else 1.0
    return f"[{'#' * int(share * 20):.<20}] {share:4.0%}"


async def until_interrupted(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` to its end; the first Ctrl-C, SIGTERM or SIGHUP cancels it, which is no error.

    From then on the signals do again what they did before: a second Ctrl-C ends the program. What
    `work` raises arrives in an ExceptionGroup.
    """
    loop = asyncio.get_running_loop()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work)

        def interrupt(number: int, frame: FrameType | None) -> None:
            restore()
            loop.call_soon_threadsafe(task.cancel)

        def restore() -> None:
            for number, handler in before.items():
                signal.signal(number, handler)

        # Not loop.add_signal_handler: Windows has none.
        # What is ignored, as SIGHUP is by nohup, stays so.
        before = {
            number: signal.signal(number, interrupt)
            for number in _SIGNALS
            if signal.getsignal(number) != signal.SIG_IGN
        }
        await asyncio.wait({task})
        restore()
