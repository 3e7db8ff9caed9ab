"""Where forms learn what there is to refer to."""

import asyncio
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from inspector.library import LibraryError, Named, Store, Workspace
from inspector.ui.loop import spawn

N = TypeVar("N", bound=Named)


class KnownPaths(QObject):
    """Paths of things in the workspace as they were when they were last read, which is done in a
    thread: a workspace of 2,000 files takes a fifth of a second.

    Signals:
    changed: `paths` are others, or known for the first time.
    """

    changed = Signal()

    def __init__(
        self, read: Callable[[], Sequence[str]] | None, paths: Sequence[str] | None = None
    ) -> None:
        """`read` may be called in a thread; without it there are never others than `paths`."""
        super().__init__()
        self._read = read
        self._reading = False
        self.paths = paths
        """None until they were read for the first time."""

    def refresh(self) -> None:
        """Read them anew, unless that is being done."""
        if self._read is not None and not self._reading:
            self._reading = True
            spawn(self._refresh(self._read), "read what a form may refer to")

    async def _refresh(self, read: Callable[[], Sequence[str]]) -> None:
        try:
            paths = await asyncio.to_thread(read)
        finally:
            self._reading = False
        if paths != self.paths:
            self.paths = paths
            self.changed.emit()


class Paths(NamedTuple):
    """Paths of the workspace's things."""

    templates: KnownPaths
    endpoints: KnownPaths


def paths_of(workspace: Callable[[], Workspace | None]) -> Paths:
    """Those of the workspace that there is when they are read; none without one."""
    return Paths(
        KnownPaths(lambda: _paths(found.templates) if (found := workspace()) else []),
        KnownPaths(lambda: _paths(found.endpoints) if (found := workspace()) else []),
    )


def _paths(store: Store[N]) -> Sequence[str]:
    try:
        return [thing.path for thing in store.list()]
    except (LibraryError, OSError):
        return []  # the sidebar says what is wrong; a field offers nothing
