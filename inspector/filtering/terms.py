"""What an expression is made of. Every term picks, out of rows that are alike, those that match.

`select` takes the numbers of the rows that are in question, ascending, and returns those of them
that match, ascending too. `str` of a term parses to the same term again.
"""

import abc
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from inspector.filtering.alike import Alike
from inspector.filtering.patience import Patience

_NEEDS_MARKS = re.compile(r'[\s"()]')
"""In a value that is typed in quotation marks."""

Numbers = Sequence[int]
Test = Callable[[Alike, Numbers, "Context"], Numbers]


@dataclass
class Context:
    """What a term may have to know besides the rows."""

    origin_ns: int = 0
    """Unix time of the recording's first event."""
    patience: Patience = field(default_factory=Patience)


class Term(abc.ABC):
    """A part of an expression, and an expression itself."""

    @property
    @abc.abstractmethod
    def cost(self) -> int:
        """How dear it is to ask: terms are asked in this order."""

    @abc.abstractmethod
    def select(self, rows: Alike, among: Numbers, context: Context) -> Numbers:
        """Those of the rows numbered `among` that match."""


@dataclass(frozen=True)
class Everything(Term):
    """The empty expression."""

    cost: ClassVar[int] = 0

    def select(self, rows: Alike, among: Numbers, context: Context) -> Numbers:
        return among

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True)
class Keyed(Term):
    """`key:value`; `test` follows from the two."""

    key: str
    value: str
    test: Test = field(compare=False, repr=False)
    cost: int = field(default=1, compare=False, repr=False)

    def select(self, rows: Alike, among: Numbers, context: Context) -> Numbers:
        return self.test(rows, among, context)

    def __str__(self) -> str:
        if not _NEEDS_MARKS.search(self.value):
            return f"{self.key}:{self.value}"
        escaped = self.value.replace("\\", "\\\\").replace('"', '\\"')
        return f'{self.key}:"{escaped}"'


@dataclass(frozen=True)
class Not(Term):
    term: Term

    @property
    def cost(self) -> int:
        return self.term.cost

    def select(self, rows: Alike, among: Numbers, context: Context) -> Numbers:
        found = self.term.select(rows, among, context)
        if not found:
            return among
        if len(found) == len(among):
            return ()
        out = frozenset(found)
        return [number for number in among if number not in out]

    def __str__(self) -> str:
        return f"-{_enclosed(self.term)}"


@dataclass(frozen=True)
class AllOf(Term):
    """Terms side by side: all of them hold."""

    terms: tuple[Term, ...]

    @property
    def cost(self) -> int:
        return max(term.cost for term in self.terms)

    def select(self, rows: Alike, among: Numbers, context: Context) -> Numbers:
        for term in sorted(self.terms, key=_cost):
            if not among:
                break
            among = term.select(rows, among, context)
        return among

    def __str__(self) -> str:
        return " ".join(_enclosed(term) for term in self.terms)


@dataclass(frozen=True)
class OneOf(Term):
    """Terms with `|` between them: one of them holds."""

    terms: tuple[Term, ...]

    @property
    def cost(self) -> int:
        return max(term.cost for term in self.terms)

    def select(self, rows: Alike, among: Numbers, context: Context) -> Numbers:
        found: set[int] = set()
        for term in sorted(self.terms, key=_cost):
            some = term.select(rows, among, context)
            if len(some) == len(among):
                return among
            found.update(some)
        return sorted(found)

    def __str__(self) -> str:
        return " | ".join(map(str, self.terms))


def _cost(term: Term) -> int:
    return term.cost


def _enclosed(term: Term) -> str:
    return f"({term})" if isinstance(term, AllOf | OneOf) else str(term)
