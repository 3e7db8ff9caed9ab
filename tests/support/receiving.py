"""A reader or a Receiver told a whole story at once, and what it made of it one by one."""

from collections.abc import Iterable

from inspector.events import Event, Frame, FrameRun, Happening, Problem
from inspector.wire.deflate import Inflater
from inspector.wire.frame_reader import FrameReader
from inspector.wire.receiver import Batch, Failure, Receiver


def read(reader: FrameReader, data: bytes, time_ns: int = 0) -> list[Frame]:
    """The frames that `data` completes, one by one."""
    return [event for event in flat(reader.read(data, time_ns)) if isinstance(event, Frame)]


def receiver(
    *, limit: int = 1 << 20, lenient: bool = False, inflater: Inflater | None = None
) -> Receiver:
    """One that collects messages."""
    made = Receiver(max_message_size=limit, lenient=lenient)
    made.negotiated(inflater)
    made.collect_messages = True
    return made


def strict(*chunks: bytes, limit: int = 1 << 20, inflater: Inflater | None = None) -> Batch:
    """What a strict receiver makes of `chunks`."""
    return told(receiver(limit=limit, inflater=inflater), *chunks)


def lenient(*chunks: bytes, limit: int = 1 << 20, inflater: Inflater | None = None) -> Batch:
    """What a lenient receiver makes of `chunks`."""
    return told(receiver(limit=limit, lenient=True, inflater=inflater), *chunks)


def told(to: Receiver, *chunks: bytes) -> Batch:
    """What `to` makes of `chunks`, each received by itself, as one batch of single events."""
    batches = []
    for chunk in chunks:
        to.feed(chunk, 0)
        batches.append(to.receive())
    failures: list[Failure] = [batch.failure for batch in batches if batch.failure]
    assert len(failures) <= 1, "a connection fails once"
    return Batch(
        [event for batch in batches for event in flat(batch.events)],
        [arrival for batch in batches for arrival in batch.arrivals],
        failures[0] if failures else None,
    )


def flat(happenings: Iterable[Happening]) -> list[Event]:
    """Events one by one: runs are taken apart into their frames."""
    return [
        event
        for happening in happenings
        for event in (happening.frames() if isinstance(happening, FrameRun) else (happening,))
    ]


def frames(batch: Batch) -> list[Frame]:
    return [event for event in flat(batch.events) if isinstance(event, Frame)]


def controls(batch: Batch) -> list[Frame]:
    """The control frames to act on."""
    return [arrival for arrival in batch.arrivals if isinstance(arrival, Frame)]


def messages(batch: Batch) -> list[str | bytes]:
    """The messages to deliver."""
    lists = [arrival for arrival in batch.arrivals if not isinstance(arrival, Frame)]
    return [message for several in lists for message in several]


def problems(batch: Batch) -> list[Problem]:
    return [event for event in batch.events if isinstance(event, Problem)]


def violations(batch: Batch) -> list[str]:
    return [frame.violation for frame in frames(batch)]


def payloads(batch: Batch) -> list[bytes]:
    return [frame.payload for frame in frames(batch)]
