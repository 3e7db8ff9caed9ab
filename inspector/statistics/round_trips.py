"""Round trips of pings: how long it takes until the PONG comes (RFC 6455 section 5.5.3)."""

from typing import NamedTuple

from inspector.statistics.distribution import Distribution, Tally

_MOST_WAITING = 1000
"""Pings of one connection that are remembered until they are answered; the oldest go first."""


class RoundTrips(NamedTuple):
    """Of the pings that went one way."""

    latest_ns: int = 0
    """0 where there is none yet."""
    times: Distribution = Distribution()
    """Nanoseconds."""


class RoundTripTally:
    """Matches each PONG to its PING by the payload.

    Of pings with the same payload the latest one counts, for a peer may leave all others
    unanswered. A PONG that answers none is left out.
    """

    def __init__(self) -> None:
        self._waiting: dict[int, dict[bytes, int]] = {}
        self._latest = 0
        self._times = Tally()

    def ping(self, connection: int, payload: bytes, time_ns: int) -> None:
        waiting = self._waiting.setdefault(connection, {})
        waiting.pop(payload, None)  # that it is the last one again
        waiting[payload] = time_ns
        if len(waiting) > _MOST_WAITING:
            del waiting[next(iter(waiting))]

    def pong(self, connection: int, payload: bytes, time_ns: int) -> int | None:
        """The nanoseconds since its ping; None where there was none."""
        sent = self._waiting.get(connection, {}).pop(payload, None)
        if sent is None:
            return None
        self._latest = max(0, time_ns - sent)
        self._times.add(self._latest)
        return self._latest

    def end(self, connection: int) -> None:
        """It is closed: what was not answered will not be."""
        self._waiting.pop(connection, None)

    def round_trips(self) -> RoundTrips:
        return RoundTrips(self._latest, self._times.distribution())
