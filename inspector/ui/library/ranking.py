"""What the palette offers for what is typed: the best first, of equals the one used last."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inspector.ui.library.fuzzy import matcher
from inspector.ui.library.state import Used

PREFIXES = {"@": "endpoint", ">": "scenario", "#": "environment"}
"""What a query begins with that is for something else than templates."""

_MOST = 200
"""Choices that are offered: more than that nobody reads."""
_IN_NAME = 10.0
_IN_CONTENT = -100.0
_RECENT = 4.0


class Choice(NamedTuple):
    noun: str
    path: str
    name: str
    line: str
    """The first line of the content."""

    @property
    def folder(self) -> str:
        return self.path.removesuffix(self.name).rstrip("/")


class Hit(NamedTuple):
    choice: Choice
    places: tuple[int, ...]
    """Where the letters that were typed are in the path."""


def split(query: str) -> tuple[str, str]:
    """What is looked for, as a noun, and the rest of the query."""
    query = query.lstrip()
    if query[:1] in PREFIXES:
        return PREFIXES[query[0]], query[1:]
    return "template", query


def rank(query: str, choices: Iterable[Choice], used: Sequence[Used]) -> tuple[list[Hit], int]:
    """The best of `choices` for `query`, which has no prefix; and how many fit."""
    lately = {key: len(used) - place for place, key in enumerate(used)}
    match, words = matcher(query), query.casefold().split()
    found: list[tuple[float, Hit]] = []
    for choice in choices:
        age = lately.get((choice.noun, choice.path), 0)
        score = _RECENT * age / len(used) if age else 0.0
        before = len(choice.path) - len(choice.name)
        if not words:
            found.append((float(age), Hit(choice, ())))
        elif (hit := match(choice.name)) is not None:
            places = tuple(before + place for place in hit[1])
            found.append((score + hit[0] + _IN_NAME, Hit(choice, places)))
        elif (hit := match(choice.path)) is not None:
            found.append((score + hit[0], Hit(choice, hit[1])))
        elif all(word in f"{choice.path}\n{choice.line}".casefold() for word in words):
            found.append((score + _IN_CONTENT, Hit(choice, ())))
    found.sort(key=lambda it: (-it[0], it[1].choice.path.casefold(), it[1].choice.path))
    return [hit for _, hit in found[:_MOST]], len(found)
