"""The tasks of one connection: a strong reference, an end and a place for its exceptions each."""

import asyncio
from collections.abc import Callable, Coroutine


class Tasks:
    """Starts tasks, keeps them, and ends them together.

    A task that fails hands its exception to `on_failure`; one that is cancelled just ends.
    """

    def __init__(self, on_failure: Callable[[BaseException], None]) -> None:
        self._on_failure = on_failure
        self._running: set[asyncio.Task[None]] = set()

    def start(self, coroutine: Coroutine[None, None, None], name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(coroutine, name=name)  # noqa: TID251 - this is the owner
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    def cancel(self) -> None:
        """Ask every task to end; each has ended within a turn or two of the loop."""
        for task in self._running:
            task.cancel()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_failure(error)
