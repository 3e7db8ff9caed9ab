"""Ranges of numbers as a person writes them: `>1k`, `<=200`, `10..20`, `=0`, `7`."""

import re
from collections.abc import Callable
from typing import NamedTuple

from inspector.filtering.errors import FilterError

_MOST = 2**63 - 1
_COMPARED = re.compile(r"(>=|<=|>|<|=)?(.*)", re.DOTALL)
_SIZE = re.compile(r"(\d{1,15}(?:\.\d{1,6})?)([kmg]?)(i?)(b?)", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3}


class Range(NamedTuple):
    """The whole numbers from `low` to `high`, both included."""

    low: int = 0
    high: int = _MOST

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.low <= number <= self.high


def parse_range(value: str, number: Callable[[str], int]) -> Range:
    """The range that `value` says; `number` reads each of its numbers.

    `FilterError`, with a place in `value`, for what is no range and for what `number` refuses.
    """
    low, dots, high = value.partition("..")
    if dots:
        if not low and not high:
            raise FilterError("A number is missing on one side of the dots.", 0, len(value))
        start = number(low) if low else 0
        try:
            end = number(high) if high else _MOST
        except FilterError as error:
            raise error.moved(len(low) + len(dots)) from None
        if start > end:
            raise FilterError(f"The range ends before it begins: {high}..{low}?", 0, len(value))
        return Range(start, end)
    found = _COMPARED.fullmatch(value)
    assert found is not None
    try:
        limit = number(found[2])
    except FilterError as error:
        raise error.moved(found.start(2)) from None
    match found[1]:
        case ">":
            return Range(limit + 1)
        case ">=":
            return Range(limit)
        case "<":
            return Range(0, limit - 1)
        case "<=":
            return Range(0, limit)
    return Range(limit, limit)


def whole(text: str) -> int:
    """A whole number, not below 0."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 15):
        raise FilterError("A whole number belongs here, such as 1000.", 0, len(text))
    return int(text)


def size(text: str) -> int:
    """Bytes: `200`, `1k` = 1000, `1.5M`, `64KiB` = 65536."""
    found = _SIZE.fullmatch(text)
    if found is None or (found[3] and not found[2]):
        told = "A size belongs here: 200, 1k (1000 bytes), 1.5M, 64KiB (65536 bytes)."
        raise FilterError(told, 0, len(text))
    unit = 1024 if found[3] else 1000
    factor: int = unit ** _POWERS[found[2].lower()]
    return round(float(found[1]) * factor)
