"""Keeps the unsaved recordings within the limit that the person chose."""

import asyncio
import re
import threading

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from inspector.recording import RecordingError, recordings_folder
from inspector.recording.retention import Pruned, Usage, prune, usage
from inspector.ui.loop import spawn

DEFAULT_LIMIT = 5 * 10**9
"""Bytes."""

_FIRST_MS = 2000
"""By then the window is painted and the first connection under way."""

_PERIOD_MS = 3 * 60 * 1000

_KEY = "recordingsLimit"
_NO_LIMIT = "none"
_MB = 10**6


class RecordingsKeeper(QObject):
    """Looks after the folder from `start` to `stop`, in a thread of its own.

    Signals:
    pruned(Pruned, limit): recordings were deleted, or should have been; the limit is in bytes, or
        None where the person wanted all of them deleted.
    failed(str): why it could not be done at all.
    """

    pruned = Signal(object, object)
    failed = Signal(str)

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._one_at_a_time = asyncio.Lock()
        self._stopped = threading.Event()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        self._timer.start(_FIRST_MS)

    def stop(self) -> None:
        """End as soon as the recording that is being deleted is gone."""
        self._timer.stop()
        self._stopped.set()

    @property
    def limit(self) -> int | None:
        """Whole megabytes, in bytes; None is no limit. Another window may have changed it."""
        self._settings.sync()
        kept = str(self._settings.value(_KEY, DEFAULT_LIMIT))
        if not re.fullmatch("[0-9]{1,18}", kept):  # in doubt nothing is deleted
            return None
        return max(1, int(kept) // _MB) * _MB

    @limit.setter
    def limit(self, limit: int | None) -> None:
        self._settings.setValue(_KEY, _NO_LIMIT if limit is None else str(limit))
        self._settings.sync()
        self.prune()

    def prune(self) -> None:
        """Delete what is beyond the limit, soon."""
        if (limit := self.limit) is not None:
            spawn(self._prune(limit, limit), "keep recordings within the limit")

    def delete_all(self) -> None:
        """Delete all that no process has open, soon."""
        spawn(self._prune(0, None), "delete all recordings")

    async def usage(self) -> Usage:
        """What lies in the folder now. `RecordingError` or OSError where it cannot be read."""
        return await asyncio.to_thread(lambda: usage(recordings_folder()))

    def _on_timeout(self) -> None:
        self._timer.setInterval(_PERIOD_MS)
        self.prune()

    async def _prune(self, limit: int, told: int | None) -> None:
        async with self._one_at_a_time:
            try:
                pruned = await asyncio.to_thread(self._prune_folder, limit)
            except (RecordingError, OSError) as error:
                self.failed.emit(str(error))
                return
        if told is None or pruned.deleted or pruned.left.size > limit:
            self.pruned.emit(pruned, told)

    def _prune_folder(self, limit: int) -> Pruned:
        return prune(recordings_folder(), limit, self._stopped.is_set)
