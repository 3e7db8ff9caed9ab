"""Times as a person writes them: `>12:00:01`, `12:00..12:05`, `2026-01-02T12:00`, `+5s..+10s`.

Local times, as the log shows them, of any day where no date is given. A time alone stands for the
whole of its last part, so `12:00` for a minute; in comparisons it is the moment that it names, to
the millisecond as the log shows it. A date alone is always the whole day.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from inspector.events.moment import local
from inspector.filtering.errors import FilterError

Holds = Callable[[int, int], bool]
"""Given Unix times in nanoseconds: an event's, and the recording's first event's."""

_S = 1_000_000_000
_MS = 1_000_000
_NEVER = 1 << 80

_COMPARED = re.compile(r"(>=|<=|>|<|=)?(.+)", re.DOTALL)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T_](.+))?", re.ASCII)
_SINCE = re.compile(r"\+(?:\d{1,9}(?:\.\d{1,9})?(?:ms|h|m|s)(?![a-z]))+", re.ASCII)
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
_UNITS = {"h": 3600 * _S, "m": 60 * _S, "s": _S, "ms": _MS}

_ALLOWED = "12:00, 12:00:01.250, 2026-01-02T12:00, or since the first event +1m30s"


class _Moment(NamedTuple):
    kind: str
    """`clock`, `date` or `since`: what it is counted from."""
    ns: int
    span: int
    """Nanoseconds that it stands for, where it stands alone."""
    grain: int
    """Nanoseconds within which it is the same moment, where it is compared."""


def parse_times(value: str) -> Holds:
    """The times that `value` says. `FilterError`, with a place in it, where it says none."""
    low, dots, high = value.partition("..")
    if not dots:
        return _compared(value)
    if not low and not high:
        raise FilterError("A time is missing on one side of the dots.", 0, len(value))
    start = _moment(low, 0) if low else None
    end = _moment(high, len(low) + len(dots)) if high else None
    first, last = start or end, end or start
    assert first is not None
    assert last is not None
    if first.kind != last.kind:
        told = "Both ends of a range are written alike: two times, two dates, or two times with +."
        raise FilterError(told, 0, len(value))
    begin = start.ns if start else 0
    stop = end.ns + end.grain if end else _NEVER
    if begin >= stop and first.kind != "clock":
        raise FilterError(f"The range ends before it begins: {high}..{low}?", 0, len(value))
    return _between(first.kind, begin, stop)


def _compared(value: str) -> Holds:
    found = _COMPARED.fullmatch(value)
    assert found is not None
    kind, ns, span, grain = _moment(found[2], found.start(2))
    begin = 0 if kind == "clock" else -_NEVER
    match found[1]:
        case ">":
            return _between(kind, ns + grain, _NEVER)
        case ">=":
            return _between(kind, ns, _NEVER)
        case "<":
            return _between(kind, begin, ns)
        case "<=":
            return _between(kind, begin, ns + grain)
    return _between(kind, ns, ns + span)


def _between(kind: str, begin: int, end: int) -> Holds:
    """From `begin` up to `end`, which is excluded; of a clock also over midnight."""
    if kind == "since":
        return lambda time_ns, origin_ns: begin <= time_ns - origin_ns < end
    if kind == "date":
        return lambda time_ns, origin_ns: begin <= time_ns < end
    if begin < end:
        return lambda time_ns, origin_ns: begin <= _of_day(time_ns) < end
    return lambda time_ns, origin_ns: not end <= _of_day(time_ns) < begin


def _of_day(time_ns: int) -> int:
    """Nanoseconds since local midnight."""
    seconds, rest = divmod(time_ns, _S)
    moment = local(seconds)
    return (moment.hour * 3600 + moment.minute * 60 + moment.second) * _S + rest


def _moment(text: str, at: int) -> _Moment:
    """What `text` names, which stands `at` in the value."""
    try:
        if _SINCE.fullmatch(text):
            parts = _PART.findall(text)
            ns = sum(round(float(number) * _UNITS[unit]) for number, unit in parts)
            return _Moment("since", ns, _UNITS[parts[-1][1]], _MS)
        if found := _DATE.fullmatch(text):
            day = datetime(int(found[1]), int(found[2]), int(found[3]))  # noqa: DTZ001
            if found[4] is None:
                span = round((day + timedelta(days=1)).timestamp() - day.timestamp()) * _S
                return _Moment("date", round(day.timestamp()) * _S, span, span)
            ns, span, grain = _clock(found[4])
            moment = day + timedelta(seconds=ns // _S)
            return _Moment("date", round(moment.timestamp()) * _S + ns % _S, span, grain)
        return _Moment("clock", *_clock(text))
    except (ValueError, OverflowError, OSError):
        pass
    told = f"A time belongs here: {_ALLOWED}."
    raise FilterError(told, at, len(text))


def _clock(text: str) -> tuple[int, int, int]:
    """Nanoseconds since midnight, and what `_Moment` calls span and grain. `ValueError`."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(text)
    span = 60 * _S if found[3] is None else _S
    fraction = 0
    if found[4]:
        fraction = int(found[4].ljust(9, "0"))
        span = 10 ** (9 - len(found[4]))
    ns = (hour * 3600 + minute * 60 + second) * _S + fraction
    return ns, span, min(span, _MS)
