"""Entries out of the runs, whole: one, a message's frames, all in order."""

import sys
from collections.abc import Iterator
from itertools import islice

from inspector.recording.errors import missing
from inspector.recording.run import Run
from inspector.recording.source import Source
from inspector.recording.values import Entry


def entry(source: Source, seq: int) -> Entry:
    """`IndexError` where there is no such event."""
    return _entry(source.at(seq), seq)


def frames_of(source: Source, message: int, offset: int, limit: int | None) -> list[Entry]:
    """The frames of the message whose first frame has the seq `message`, from `offset` on."""
    end = sys.maxsize if limit is None else offset + limit
    found = [entry(source, message)] if offset == 0 < end else []
    for run in source.parts(message, offset):
        if run.part >= end:
            break
        begin = max(0, offset - run.part)
        frames = islice(run.frames(), begin, max(begin, end - run.part))
        for seq, frame in enumerate(frames, run.seq + begin):
            found.append(Entry(seq, run.connection, message, frame))
    return found


def entries(source: Source, first: int, last: int) -> Iterator[Entry]:
    """From `first` to `last`, both included and both there."""
    if first > last:
        return
    seq = first
    for run in source.runs(first, last):
        for number, event in enumerate(run.events(), run.seq):
            if first <= number <= last:
                yield Entry(number, run.connection, run.message_of(number - run.seq), event)
        seq = run.end
    if seq <= last:
        raise missing(seq)


def _entry(run: Run, seq: int) -> Entry:
    number = seq - run.seq
    event = run.frame(number) if run.event is None else run.event
    return Entry(seq, run.connection, run.message_of(number), event)
