"""What a measure found: figures, each with its target and beside what a named peer did."""

import math
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import getitem
from statistics import median
from typing import Any, NamedTuple


class Target(NamedTuple):
    """What a figure should be: `value` or better."""

    value: float
    more_is_better: bool = False

    def met_by(self, found: float) -> bool:
        return found >= self.value if self.more_is_better else found <= self.value

    @property
    def sign(self) -> str:
        return ">=" if self.more_is_better else "<="


class Peer(NamedTuple):
    """What stands beside a figure, measured in the same run."""

    name: str
    value: float
    unit: str


class Figure(NamedTuple):
    """One line of the table. `value` is a median where it was measured in several rounds."""

    name: str
    value: float
    unit: str
    target: Target | None = None
    peers: tuple[Peer, ...] = ()

    def as_json(self) -> dict[str, Any]:
        target = self.target
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "target": f"{target.sign} {target.value:g}" if target else None,
            "met": target.met_by(self.value) if target else None,
            "peers": [peer._asdict() for peer in self.peers],
        }


class Result(NamedTuple):
    """`rounds` is what each of the rounds found, in their order, for who doubts the medians."""

    figures: list[Figure]
    rounds: list[dict[str, Any]]


def at_least(value: float) -> Target:
    return Target(value, more_is_better=True)


def at_most(value: float) -> Target:
    return Target(value)


def middle(rounds: Sequence[dict[str, Any]], *names: str) -> float:
    """The median of what the rounds found under `names`, one inside the other, to four digits that
    count."""
    found: Iterator[Any] = (reduce(getitem, names, each) for each in rounds)
    return significant(median(found))


def significant(value: float) -> float:
    return float(f"{value:.4g}")


def spread_ms(seconds: Sequence[float]) -> dict[str, float]:
    """How durations are spread: the median, the 99th percentile, the longest, in milliseconds."""
    ordered = sorted(seconds)
    return {
        "p50_ms": _at(ordered, 0.5),
        "p99_ms": _at(ordered, 0.99),
        "longest_ms": _at(ordered, 1),
        "count": len(ordered),
    }


def _at(ordered: Sequence[float], share: float) -> float:
    """The smallest duration that `share` of all do not exceed."""
    return significant(ordered[math.ceil(share * len(ordered)) - 1] * 1000)
