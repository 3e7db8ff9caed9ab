"""Who waits for a long job on a recording: sees how far it is, and may cancel it."""

import time
from collections.abc import Callable

from inspector.recording.errors import OpeningCancelledError

_INTERVAL_S = 0.05


class Watch:
    """`progress` gets what is done and what there is to do, some times a second; `cancelled` is
    asked as often. Both are called in the thread that does the job."""

    def __init__(
        self,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._due = 0.0

    @property
    def cancelled(self) -> bool:
        return self._cancelled is not None and self._cancelled()

    def step(self, done: int, total: int) -> None:
        """So much is done. `OpeningCancelledError` if the job was cancelled. Cheap."""
        if (now := time.monotonic()) >= self._due:
            self._due = now + _INTERVAL_S
            self.check()
            if self._progress is not None:
                self._progress(done, total)

    def check(self) -> None:
        """`OpeningCancelledError` if the job was cancelled."""
        if self.cancelled:
            raise OpeningCancelledError
