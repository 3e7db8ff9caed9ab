"""Where the events of one connection go, and what happens when they are refused there."""

import contextlib
import time
from collections.abc import Callable

from inspector.events import FrameRun, Happening, Problem

Receive = Callable[[list[Happening]], None]


class EventSink:
    """Hands events on; the first exception that comes back becomes a Problem.

    Events are still offered after that, so that the end of the connection gets on record if it
    can.
    """

    def __init__(self, receive: Receive | None, on_failure: Callable[[Problem], None]) -> None:
        self._receive = receive
        self._on_failure = on_failure
        self._failed = False

    def emit(self, events: list[Happening]) -> None:
        if self._receive is None or not events:
            return
        if self._failed:
            with contextlib.suppress(Exception):
                self._receive(events)
            return
        try:
            self._receive(events)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must end here and be seen
            self._failed = True
            count = sum(e.frame_count if isinstance(e, FrameRun) else 1 for e in events)
            self._on_failure(
                Problem(
                    time.time_ns(),
                    "recording",
                    "What arrives can no longer be recorded, so the connection is closed: "
                    f"{error}. Look at the place where the recording is kept.",
                    f"{type(error).__name__}: {error}; {count} events were not recorded",
                )
            )
