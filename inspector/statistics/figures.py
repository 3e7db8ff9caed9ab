"""The figures of a recording, at one moment: values that no thread changes any more."""

from collections.abc import Mapping
from typing import NamedTuple

from inspector.statistics.distribution import Distribution
from inspector.statistics.pace import Pace
from inspector.statistics.round_trips import RoundTrips
from inspector.statistics.timeline import Timeline


class Flow(NamedTuple):
    """What went one way."""

    frames: Mapping[str, int] = {}
    """By type: `text`, `ping`, ..., `reserved`; those that did not occur may be missing."""
    violations: int = 0
    """Frames that break a rule."""
    wire_bytes: int = 0
    """Headers included."""
    wire_payload_bytes: int = 0
    """Headers left out."""
    payload_bytes: int = 0
    """Decoded: inflated where it was compressed."""
    compressed_bytes: int = 0
    """The part of `wire_payload_bytes` that was compressed."""
    inflated_bytes: int = 0
    """What became of it."""
    sizes: Distribution = Distribution()
    """Decoded payload of the messages that are complete, in bytes."""
    gaps: Distribution = Distribution()
    """Nanoseconds from the end of a message to the end of the next one of the same connection; 0
    for those that were read at once."""
    pace: Pace = Pace()
    round_trips: RoundTrips = RoundTrips()
    """Of the pings that went this way; their pongs went the other."""

    @property
    def frame_count(self) -> int:
        return sum(self.frames.values())

    @property
    def messages(self) -> int:
        """Those that are complete."""
        return self.sizes.number


class Figures(NamedTuple):
    """All that is known of a recording after the event `seq`."""

    seq: int = 0
    received: Flow = Flow()
    sent: Flow = Flow()
    problems: int = 0
    connections: int = 0
    first_ns: int = 0
    """Unix time in nanoseconds of the first event; 0 where there is none."""
    last_ns: int = 0
    """The latest time of an event."""
    is_open: bool = False
    """Whether the state that was recorded last is one of a connection that lasts."""
    traffic: Timeline = Timeline()
    """Columns: messages received, bytes received, messages sent, bytes sent; bytes on the wire."""
    round_trips: Timeline = Timeline()
    """Columns: the longest one of received and of sent pings, in nanoseconds; 0 for none."""

    @property
    def duration_ns(self) -> int:
        return self.last_ns - self.first_ns
