"""Files that are read again only where they changed."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

from inspector.library.tree import Found

V = TypeVar("V")

_SETTLED_NS = 2_000_000_000
"""What changed more recently may change once more without a trace in size and time."""


class FileCache(Generic[V]):
    """What `convert` makes of files; ValueError and OSError are answers too."""

    def __init__(self, convert: Callable[[Found], V]) -> None:
        self._convert = convert
        self._known: dict[Path, tuple[object, V | Exception]] = {}

    def values(self, files: Iterable[Found]) -> Iterator[tuple[Found, V | Exception]]:
        """Each of the files with what it holds now; others are forgotten."""
        before, self._known = self._known, {}
        for found in files:
            known = before.get(found.path)
            value = known[1] if known and known[0] == found.state else self._read(found)
            if not isinstance(value, OSError) and time.time_ns() - found.changed > _SETTLED_NS:
                self._known[found.path] = found.state, value
            yield found, value

    def _read(self, found: Found) -> V | Exception:
        try:
            return self._convert(found)
        except (ValueError, OSError) as error:
            return error
