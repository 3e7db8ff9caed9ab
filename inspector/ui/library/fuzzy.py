"""How well a few typed letters fit a name: `sgn` finds `sign in`, words may come in any order."""

import re
from collections.abc import Callable
from functools import lru_cache

Match = tuple[float, tuple[int, ...]]
"""How well, more is better; and where the letters are in the text."""

_START = 8.0
"""For a letter that begins a word."""
_RUN = 6.0
"""For a letter right behind the one before it."""
_GAP = 0.1
"""Against every letter that lies between."""


def matcher(query: str) -> Callable[[str], Match | None]:
    """A function that says how well a text fits `query`; None where it does not.

    Every word of the query has to be found, its letters in their order; case is not looked at.
    """
    words = query.casefold().split()
    patterns = [_pattern(word) for word in words]

    def match(text: str) -> Match | None:
        folded = text.casefold()
        if len(folded) != len(text):  # as of "ß": places would be off
            folded = text.lower() if len(text.lower()) == len(text) else text
        score, places = 0.0, set[int]()
        for word, pattern in zip(words, patterns, strict=True):
            if (found := _best(word, pattern, folded)) is None:
                return None
            score += found[0]
            places.update(found[1])
        return score - len(text) * _GAP, tuple(sorted(places))

    return match


@lru_cache(maxsize=64)
def _pattern(word: str) -> re.Pattern[str]:
    """The letters in their order: tells quickly what has no chance."""
    return re.compile("".join(f"[^{re.escape(c)}]*{re.escape(c)}" for c in word), re.DOTALL)


def _best(word: str, pattern: re.Pattern[str], text: str) -> Match | None:
    """The whole word where it stands best, else its letters, each from the left."""
    if (at := _whole(word, text)) >= 0:
        bonus = _START if _begins(text, at) else 0.0
        score = bonus + _RUN * len(word) + (_START if at == 0 else 0.0)
        return score, tuple(range(at, at + len(word)))
    if pattern.match(text) is None:
        return None
    places: list[int] = []
    score, last = 0.0, -1
    for letter in word:
        at = _next(letter, text, last + 1)
        if at < 0:  # a jump to a word's beginning went too far: take the first ones
            return _leftmost(word, text)
        score += _RUN if at == last + 1 and places else 0.0
        score += _START if _begins(text, at) else 0.0
        score -= _GAP * (at - last - 1)
        places.append(at)
        last = at
    return score, tuple(places)


def _whole(word: str, text: str) -> int:
    """Where `word` stands, at a word's beginning if it does so anywhere; -1 for nowhere."""
    first = at = text.find(word)
    while at >= 0 and not _begins(text, at):
        at = text.find(word, at + 1)
    return at if at >= 0 else first


def _next(letter: str, text: str, start: int) -> int:
    """The letter right here, else at the next beginning of a word, else anywhere behind."""
    near = text.find(letter, start)
    if near == start or near < 0:
        return near
    at = near
    while at >= 0 and not _begins(text, at):
        at = text.find(letter, at + 1)
    return at if at >= 0 else near


def _leftmost(word: str, text: str) -> Match:
    places: list[int] = []
    for letter in word:
        places.append(text.index(letter, places[-1] + 1 if places else 0))
    return -_GAP * (places[-1] - places[0]), tuple(places)


def _begins(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()
