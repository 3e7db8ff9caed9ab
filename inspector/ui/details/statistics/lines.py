"""The figures in words and numbers: the lines of the table. Knows no Qt."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from inspector.events import Opcode
from inspector.statistics import Distribution, Figures, Flow
from inspector.ui.details.describe import clock, duration
from inspector.ui.text import byte_count

_TYPES = (*(opcode.name.lower() for opcode in Opcode), "reserved")
_SECOND_NS = 1_000_000_000


class Line(NamedTuple):
    """What does not apply, as yet, is empty."""

    name: str
    received: str = ""
    sent: str = ""
    total: str = ""
    """Of both ways, or of the whole session."""
    tip: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.received or self.sent or self.total)


class Section(NamedTuple):
    title: str
    lines: list[Line]


def sections(figures: Figures, now_ns: int | None) -> list[Section]:
    """All that the table says, the same lines in the same order every time.

    `now_ns` is the Unix time; None where nothing can come any more.
    """
    both = {
        "Traffic": _TRAFFIC,
        "Message size": _spread(lambda flow: flow.sizes, _size, "Decoded, of a whole message"),
        "Rate": _rates(figures.duration_ns, now_ns),
        "Gap between messages": _spread(
            lambda flow: flow.gaps, _time, "0 between messages that were read at once"
        ),
        "Ping round trip": _ROUND_TRIPS,
    }
    flows = figures.received, figures.sent
    found = [Section(title, [row.line(*flows) for row in rows]) for title, rows in both.items()]
    return [*found, Section("Session", _session(figures))]


class _Row(NamedTuple):
    """A figure that there is of each direction."""

    name: str
    value: Callable[[Flow], float | None]
    """None where it does not apply."""
    say: Callable[[float], str]
    tip: str = ""
    adds: bool = False
    """Whether the sum of both directions means anything."""

    def line(self, received: Flow, sent: Flow) -> Line:
        values = [self.value(received), self.value(sent)]
        known = [value for value in values if value is not None]
        if self.adds and known:
            values = [*(value or 0 for value in values), sum(known)]
        received_, sent_, *total = ["" if value is None else self.say(value) for value in values]
        return Line(self.name, received_, sent_, "".join(total), self.tip)


def _count(number: float) -> str:
    return f"{number:,.0f}"


def _size(number: float) -> str:
    return f"{number:,.0f} B"


def _time(span_ns: float) -> str:
    return duration(round(span_ns))


def _of_type(name: str, flow: Flow) -> int | None:
    return flow.frames.get(name)


def _latest(flow: Flow) -> int | None:
    return flow.round_trips.latest_ns if flow.round_trips.times.number else None


def _compression(flow: Flow) -> float | None:
    return flow.inflated_bytes / flow.compressed_bytes if flow.compressed_bytes else None


_TRAFFIC = [
    _Row("Frames", lambda flow: flow.frame_count, _count, "Of every type", adds=True),
    *(_Row(f"    {name}", partial(_of_type, name), _count, adds=True) for name in _TYPES),
    _Row("Violations", lambda flow: flow.violations, _count, "Frames that break a rule", adds=True),
    _Row("Messages", lambda flow: flow.messages, _count, "Those that are complete", adds=True),
    _Row("On the wire", lambda flow: flow.wire_bytes, _size, "Frames with headers", adds=True),
    _Row("Payload", lambda flow: flow.wire_payload_bytes, _size, "As on the wire", adds=True),
    _Row("Decoded", lambda flow: flow.payload_bytes, _size, "Payload, inflated", adds=True),
    _Row("Compression", _compression, "{:,.2f} : 1".format, "Of the frames that are compressed"),
]


def _spread(
    values: Callable[[Flow], Distribution], say: Callable[[float], str], tip: str
) -> list[_Row]:
    """`say` is given nothing where there are no values."""

    def row(name: str, value: Callable[[Distribution], float]) -> _Row:
        return _Row(
            name, lambda flow: value(values(flow)) if values(flow).number else None, say, tip
        )

    return [
        row("Smallest", lambda spread: spread.least),
        row("Median", lambda spread: spread.median),
        row("Mean", lambda spread: spread.mean),
        row("Largest", lambda spread: spread.most),
    ]


def _rates(duration_ns: int, now_ns: int | None) -> list[_Row]:
    seconds = max(1.0, duration_ns / _SECOND_NS)

    def messages(number: float) -> str:
        return f"{number:,.0f} /s" if number >= 10 or number == int(number) else f"{number:.1f} /s"

    def rate(size: float) -> str:
        return f"{byte_count(size)}/s"

    peak = "In the fastest second of the clock"
    mean = "From the first event to the last"
    now = "In the last full second"
    return [
        _Row("Messages now", lambda flow: now_ns and flow.pace.at(now_ns).messages, messages, now),
        _Row("Messages mean", lambda flow: flow.messages / seconds, messages, mean),
        _Row("Messages peak", lambda flow: flow.pace.peak.messages, messages, peak),
        _Row("Bytes now", lambda flow: now_ns and flow.pace.at(now_ns).wire_bytes, rate, now),
        _Row("Bytes mean", lambda flow: flow.wire_bytes / seconds, rate, mean),
        _Row("Bytes peak", lambda flow: flow.pace.peak.wire_bytes, rate, peak),
    ]


_ROUND_TRIPS = [
    _Row(
        "Answered pings",
        lambda flow: flow.round_trips.times.number or None,
        _count,
        "Pings that went this way and whose pong came back",
    ),
    _Row("Latest", _latest, _time, "Until its pong"),
    *_spread(lambda flow: flow.round_trips.times, _time, "Until the pong"),
]


def _session(figures: Figures) -> list[Line]:
    if not figures.seq:
        return [Line(name) for name in ("Connections", "Began", "Last event", "Lasted", "Problems")]
    return [
        Line("Connections", total=f"{figures.connections:,}"),
        Line("Began", total=clock(figures.first_ns), tip="The first event, in local time"),
        Line("Last event", total=clock(figures.last_ns), tip="In local time"),
        Line("Lasted", total=duration(figures.duration_ns), tip="From the first event to the last"),
        Line("Problems", total=f"{figures.problems:,}"),
    ]
