"""What rendering gives: the text, and what became of each variable in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from inspector.variables.scope import MASK

_MOST_TOLD = 5


class Use(NamedTuple):
    """One reference in the source. Places are in characters (code points) from 0."""

    name: str
    """`token`, `$guid`, `$counter:orders`, `env:HOME`."""
    start: int
    end: int
    """In the source, braces included."""
    out_start: int
    out_end: int
    """In the text; what has an error stands there as it was written."""
    origin: str
    """The title of the scope, `built-in`, `process`; "" for what nobody knows."""
    secret: bool
    error: str
    """What is wrong and what to do; never has a value in it. "" where nothing is."""


class UnknownVariable(ValueError):  # noqa: N818 - it reads as what it is: except UnknownVariable
    """A text that cannot be sent as it is: says of each problem what to do about it."""

    def __init__(self, problems: Iterable[Use]) -> None:
        self.problems = tuple(problems)
        told = list(dict.fromkeys(use.error for use in self.problems))
        if len(told) > _MOST_TOLD + 1:
            told[_MOST_TOLD:] = [f"and {len(told) - _MOST_TOLD} more problems"]
        super().__init__("\n".join(told))


@dataclass(frozen=True, slots=True, repr=False)
class Rendered:
    text: str
    uses: tuple[Use, ...]
    """In the order of the text."""
    counters: frozenset[str] = frozenset()
    """Those that it has, here or inside other variables: for `Draw.sent`."""

    @property
    def problems(self) -> tuple[Use, ...]:
        return tuple(use for use in self.uses if use.error)

    @property
    def masked(self) -> str:
        """The text for a screen: dots for the secrets, as many for each."""
        pieces = []
        position = 0
        for use in self.uses:
            if use.secret and not use.error:
                pieces += [self.text[position : use.out_start], MASK]
                position = use.out_end
        return "".join(pieces) + self.text[position:]

    def checked(self) -> str:
        """The text, for those who send it. UnknownVariable where anything is wrong with it."""
        if problems := self.problems:
            raise UnknownVariable(problems)
        return self.text

    def __repr__(self) -> str:
        return f"Rendered({self.masked[:100]!r}, {len(self.uses)} uses)"
