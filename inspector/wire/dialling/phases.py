"""Reports each phase of dialling when it has ended, with its start and duration."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator

from inspector.events import Phase

GIVEN_UP = "given up before it ended"


class RunningPhase:
    """What becomes known of a phase while it runs; see `Phase` for the fields."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        self.sent = b""
        self.received = b""
        self.if_cancelled = GIVEN_UP
        """The error to report if the phase is cancelled."""


class Phases:
    """Gives each ended phase to `report`, whether it succeeded, failed or was cancelled."""

    def __init__(self, report: Callable[[Phase], None]) -> None:
        self._report = report

    @contextlib.contextmanager
    def phase(self, name: str, detail: str) -> Iterator[RunningPhase]:
        """Time what runs in the `with` block. An exception is reported and passes through."""
        running = RunningPhase(detail)
        started, began = time.time_ns(), time.perf_counter_ns()
        error = ""
        try:
            yield running
        except asyncio.CancelledError:
            error = running.if_cancelled
            raise
        except Exception as failure:
            error = str(failure) or type(failure).__name__
            raise
        finally:
            duration = time.perf_counter_ns() - began
            self._report(
                Phase(
                    started,
                    name,
                    duration,
                    running.detail,
                    error,
                    running.sent,
                    running.received,
                )
            )
