"""Where the axes of the plots have marks, and what is written there. Knows no Qt."""

import math
from collections.abc import Callable

from inspector.events.moment import local
from inspector.ui.details.describe import duration

Ticks = list[tuple[float, str]]
"""Places on an axis, and their labels."""

_MOST = 4
"""Labels beside each other in a small plot."""
_CLOCK_STEPS_S = (
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400
)  # fmt: skip
_DAY_S = 86_400
_TIMES_NS = tuple(10**power for power in range(4, 14))
_UNITS = ("B", "KiB", "MiB", "GiB", "TiB")


def even(most: float, say: Callable[[float], str]) -> Ticks:
    """From 0 up to `most` in round steps: 1, 2 or 5 times a power of ten."""
    if most <= 0:
        return [(0, say(0))]
    power = 10 ** math.floor(math.log10(most / _MOST))
    step = next(power * each for each in (1, 2, 5, 10) if power * each * _MOST >= most)
    return [(step * number, say(step * number)) for number in range(int(most / step) + 1)]


def of_clock(start_s: int, seconds: float) -> Ticks:
    """Local times of day along `seconds` from the Unix time `start_s` on, which is place 0."""
    step = next((each for each in _CLOCK_STEPS_S if each * _MOST >= seconds), 0)
    if not step:
        step = math.ceil(seconds / _DAY_S / _MOST) * _DAY_S
    form = "%H:%M:%S" if step < 60 else "%H:%M" if seconds < _DAY_S else "%d %b %H:%M"
    offset = local(start_s).utcoffset()
    assert offset is not None
    first = -(start_s + int(offset.total_seconds())) % step
    return [
        (place, local(start_s + place).strftime(form))
        for place in range(first, math.floor(seconds) + 1, step)
    ]


def decades(most: int) -> Ticks:
    """Of an axis on which `height` gives the places."""
    labels = ("1", "10", "100", "1k", "10k", "100k", "1M", "10M", "100M", "1G", "10G", "100G")
    count = len(str(most)) if most else 0
    step = max(1, math.ceil(count / _MOST))
    return [(0, "0"), *((height(10**n), labels[n]) for n in range(0, min(count, 12), step))]


def height(count: int) -> float:
    """Logarithmic, with room for the difference between none and one."""
    return math.log10(count) + 0.4 if count else 0.0


def sizes(octaves: int) -> Ticks:
    """Of an axis of so many octaves, the first one of 1 byte: place n stands for 2**n bytes."""
    return _thinned(
        [(float(n), f"{1 << n % 10} {_UNITS[n // 10]}") for n in range(0, 50, 4)], octaves
    )


def times(octaves: int) -> Ticks:
    """The same of nanoseconds, from 10 µs on."""
    return _thinned([(math.log2(time), duration(time)) for time in _TIMES_NS], octaves)


def _thinned(marks: Ticks, octaves: int) -> Ticks:
    marks = [mark for mark in marks if mark[0] <= octaves]
    return marks[:: math.ceil(len(marks) / _MOST)]
