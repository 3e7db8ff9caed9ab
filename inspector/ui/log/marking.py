"""Gives many rows a colour, a slice of them at a time, so that the window stays live."""

import asyncio
from collections import deque
from collections.abc import Callable

from inspector.filtering import Found
from inspector.recording import Recording, RecordingError
from inspector.ui.loop import spawn


class Marking:
    """One job after the other. `progress` is for a person, empty while there is nothing to do."""

    def __init__(self, on_step: Callable[[], None]) -> None:
        """`on_step` is called after each slice, and when all is done."""
        self.progress = ""
        self._on_step = on_step
        self._jobs: deque[tuple[Recording, list[Found], str]] = deque()
        self._task: asyncio.Task[None] | None = None

    def begin(self, recording: Recording, slices: list[Found], colour: str) -> None:
        """Give the rows of `slices` the colour; they keep what they have got if it is stopped."""
        self._jobs.append((recording, slices, colour))
        if self._task is None:
            self._task = spawn(self._run(), "mark rows")

    def stop(self) -> None:
        """Mark no more rows."""
        self._jobs.clear()
        if self._task is not None:
            self._task.cancel()
            self._end()

    async def _run(self) -> None:
        while self._jobs:
            await self._mark(*self._jobs.popleft())
        self._end()

    async def _mark(self, recording: Recording, slices: list[Found], colour: str) -> None:
        total, done = sum(found.bits.bit_count() for found in slices), 0
        for found in slices:
            self.progress = f"Marking {total:,} rows: {100 * done // total} %"
            self._on_step()
            try:
                recording.mark_all(await asyncio.to_thread(_seqs, recording, found), colour)
                await asyncio.to_thread(recording.flush)
            except RecordingError:
                return  # the tab tells of a recording that cannot be read or written
            done += found.bits.bit_count()

    def _end(self) -> None:
        self._task, self.progress = None, ""
        self._on_step()


def _seqs(recording: Recording, found: Found) -> list[int]:
    seqs = recording.seqs_of(range(found.first, found.first + found.count))
    return [seq for number, seq in enumerate(seqs) if found.bits >> number & 1]
