"""Work for a view that is done in a thread, and shown if it is still wanted."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from inspector.ui.loop import spawn

Result = TypeVar("Result")


class Background:
    """One piece of work at a time, and always the latest: what was asked for before is not shown
    any more."""

    def __init__(self, name: str) -> None:
        """`name` says in an error what was done."""
        self._name = name
        self._next: tuple[Callable[[], Any], Callable[[Any], None]] | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def is_busy(self) -> bool:
        return self._task is not None

    def start(self, work: Callable[[], Result], show: Callable[[Result], None]) -> None:
        """Call `work` in a thread, then `show` with its result, here."""
        self._next = work, show
        if self._task is None:
            self._task = spawn(self._run(), self._name)

    def forget(self) -> None:
        """Show nothing of what was asked for."""
        self._next = None

    async def _run(self) -> None:
        try:
            while (wanted := self._next) is not None:
                work, show = wanted
                result = await asyncio.to_thread(work)
                if self._next is wanted:
                    self._next = None
                    show(result)
        finally:
            self._task = None
