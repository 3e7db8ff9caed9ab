"""What a shelf lists, as its tree wants it."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

Kind = Literal["thing", "folder", "broken", "favourites"]


_Natural = list[tuple[int, str]]
_DIGITS = re.compile("([0-9]{1,9})")


class Key(NamedTuple):
    """Which one: a thing and a folder may have the same path."""

    kind: Kind
    path: str
    """In the library; of a broken file, where it is on disk."""


class Shelved(NamedTuple):
    """A thing, a folder, or a file that could not be read."""

    key: Key
    name: str
    folder: str
    """The path of the folder that it lies in; empty at the top."""
    tip: str
    text: str = ""
    """What a search looks through, in small letters."""

    @property
    def path(self) -> str:
        return self.key.path


def fits(shelved: Shelved, words: list[str]) -> bool:
    """Whether each of the words, in small letters, is somewhere in it."""
    return all(word in shelved.text for word in words)


def in_order(shelved: Iterable[Shelved]) -> list[Shelved]:
    """Folders, things, broken files; each by name, and a folder before those in it."""
    return sorted(shelved, key=_rank)


def may_move(shelved: Shelved, folder: str) -> bool:
    """Whether it can go into `folder`: not where it is already, nor a folder into itself."""
    is_folder = shelved.key.kind == "folder"
    into_itself = is_folder and f"{folder}/".startswith(f"{shelved.path}/")
    return shelved.key.kind != "broken" and folder != shelved.folder and not into_itself


def _rank(shelved: Shelved) -> tuple[int, list[_Natural], str]:
    if shelved.key.kind == "folder":
        return 0, [_natural(name) for name in shelved.path.split("/")], shelved.path
    return 1 + (shelved.key.kind == "broken"), [_natural(shelved.name)], shelved.name


def _natural(name: str) -> _Natural:
    """In this order `step 2` comes before `step 10`."""
    parts = _DIGITS.split(name.casefold())
    return [(int(part) if place % 2 else 0, part) for place, part in enumerate(parts)]
