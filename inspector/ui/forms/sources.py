"""Where forms learn what there is to refer to."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from inspector.library import LibraryError, Workspace


class _Listed(Protocol):
    @property
    def path(self) -> str: ...


class Paths(NamedTuple):
    """Paths of the workspace's things, read when somebody asks: other programs write the files."""

    templates: Callable[[], Sequence[str]]
    endpoints: Callable[[], Sequence[str]]


def paths_of(workspace: Workspace | None) -> Paths:
    """Those of `workspace`; none without one."""
    if workspace is None:
        return Paths(tuple, tuple)
    return Paths(lambda: _paths(workspace.templates.list), lambda: _paths(workspace.endpoints.list))


def _paths(list_: Callable[[], Sequence[_Listed]]) -> Sequence[str]:
    try:
        return [thing.path for thing in list_()]
    except (LibraryError, OSError):
        return ()  # the sidebar says what is wrong; a field offers nothing
