"""Where forms learn what there is to refer to."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from inspector.library import LibraryError, Named, Store, Workspace

N = TypeVar("N", bound=Named)


class Paths(NamedTuple):
    """Paths of the workspace's things, read when somebody asks: other programs write the files."""

    templates: Callable[[], Sequence[str]]
    endpoints: Callable[[], Sequence[str]]


def paths_of(workspace: Callable[[], Workspace | None]) -> Paths:
    """Those of the workspace that there is then; none without one."""
    return Paths(
        lambda: _paths(found.templates) if (found := workspace()) else (),
        lambda: _paths(found.endpoints) if (found := workspace()) else (),
    )


def _paths(store: Store[N]) -> Sequence[str]:
    try:
        return [thing.path for thing in store.list()]
    except (LibraryError, OSError):
        return ()  # the sidebar says what is wrong; a field offers nothing
