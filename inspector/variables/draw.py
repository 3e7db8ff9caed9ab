"""Chance and counters, so that what a preview shows is what is sent."""

import random
from collections.abc import Iterable, Mapping
from secrets import randbits


class Counters:
    """Numbers that go up by one with each sending that has them, from 1 on."""

    def __init__(self, following: Mapping[str, int] | None = None) -> None:
        """`following`: the next number of those that have been used before, by name."""
        self._following = dict(following or {})

    def value(self, name: str = "") -> int:
        """The number that the next sending has."""
        return self._following.get(name, 1)

    def advance(self, names: Iterable[str]) -> None:
        """A sending had these."""
        for name in names:
            self._following[name] = self.value(name) + 1

    def reset(self) -> None:
        """All begin at 1 again."""
        self._following.clear()


class Draw:
    """The luck of one sending: rendered with the same one, a text has the same random values.

    Each built-in draws from a row of its own, so that text which is typed before it changes
    nothing about the values of others.
    """

    def __init__(self, counters: Counters, seed: int | None = None) -> None:
        self.counters = counters
        self._seed = randbits(128) if seed is None else seed

    def row(self, name: str) -> random.Random:
        """The row of random values for the built-in `name`, from its beginning."""
        return random.Random(f"{self._seed} {name}")  # noqa: S311 - sample data, no secrets

    def sent(self, counters: Iterable[str]) -> "Draw":
        """What the next sending draws from, after one that had these (`Rendered.counters`)."""
        self.counters.advance(counters)
        return Draw(self.counters)
