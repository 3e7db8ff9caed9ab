"""Rules and scenarios go on with what they refer to when it gets another name."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from inspector.library.named import Named
from inspector.library.reading import meant
from inspector.library.references import NewPaths

T = TypeVar("T", bound=Named)


class Following:
    """Templates or endpoints get other paths. A reference is written anew only where it would lead
    there no more: for a move that is where two have one name."""

    def __init__(self, noun: str, things: Iterable[Named], paths: Mapping[str, str]) -> None:
        """`noun` is what they are called; `things` are all of them as they are before, `paths` the
        old and the new ones of those that change."""
        self._paths = paths
        self._before = {thing.path: thing.name for thing in things}
        self._after = {
            paths.get(path, path): paths[path].rpartition("/")[2] if path in paths else name
            for path, name in self._before.items()
        }
        self._references = NewPaths(
            templates=self._followed if noun == "template" else str,
            endpoints=self._followed if noun == "endpoint" else str,
        )

    def applied(self, thing: T) -> T:
        """`thing` with references that lead where they led."""
        return self._references.applied(thing)

    def _followed(self, reference: str) -> str:
        led_to = meant(reference, self._before)
        new = self._paths.get(led_to[0], "") if len(led_to) == 1 else ""
        return reference if not new or meant(reference, self._after) == [new] else new
