"""Frames cut out of a run, and what it says of itself."""

import sqlite3

import pytest

from inspector.events import Direction, Event, FrameRun, Problem
from inspector.recording.run import Run
from inspector.recording.schema import Kind
from inspector.recording.sequencer import Sequencer
from inspector.recording.values import Mark
from tests.support.entries import frame, frames_alike

PLAIN = [frame(2, b"one"), frame(2), frame(2, bytes(300))]
PACKED = [frame(1, text, rsv=4, wire_payload=wire) for text, wire in ((b"one", b"1"), (b"", b"22"))]


def run_of(event: Event | FrameRun) -> Run:
    (run,) = Sequencer(Mark()).batch(1, [event]).runs
    return run


def packed() -> Run:
    on_wire = [frame(1, each.unmasked_payload, rsv=4) for each in PACKED]
    return run_of(frames_alike(*on_wire, decoded=tuple(each.payload for each in PACKED)))


def test_its_frames_are_those_that_came() -> None:
    for run, frames in ((run_of(frames_alike(*PLAIN)), PLAIN), (packed(), PACKED)):
        assert list(run.frames()) == list(run.events()) == frames
        assert [run.frame(number) for number in range(run.event_count)] == frames
        data, starts, stops = run.payloads()
        payloads = [data[start:stop] for start, stop in zip(starts, stops, strict=True)]
        assert payloads == [each.payload for each in frames]
        starts, stops = run.wire_spans()
        payloads = [run.wire[start:stop] for start, stop in zip(starts, stops, strict=True)]
        assert payloads == [each.unmasked_payload for each in frames]


def test_a_single_frame_may_be_of_any_kind() -> None:
    cut = frame(2, bytes(300))._replace(header=b"\x82\x7e\x01", payload=b"")
    short = frame(2, bytes(300))._replace(payload=b"all that came")
    for single in (cut, short, frame(1, b"masked", sent=True), frame(3, violation="3 is reserved")):
        run = run_of(single)
        assert list(run.frames()) == [single]
        assert run.direction == single.direction


def test_what_is_no_frame_is_its_only_event() -> None:
    problem = Problem(1, "tls", "m", "d")
    run = run_of(problem)
    assert list(run.events()) == [problem]
    assert (run.is_frames, run.end, run.rows) == (False, 2, 1)


def test_where_its_events_are() -> None:
    run = run_of(frames_alike(*PLAIN))._replace(seq=10)
    assert (run.first, run.end, run.rows, run.direction) == (0x82, 13, 3, Direction.RECEIVED)
    assert [run.message_of(number) for number in range(3)] == [10, 11, 12]
    continues = run._replace(message=7)
    assert (continues.rows, continues.message_of(2)) == (0, 7)


@pytest.mark.parametrize("wire", [b"\x82", b"\x82\x00\x82", b"\x82\x00\x82\x01", b"\x82\x00" * 3])
def test_bytes_that_are_not_its_frames_are_said(wire: bytes) -> None:
    run = Run(4, 2, 0, 1, 0, Kind.RECEIVED, size=len(wire), wire=wire)
    with pytest.raises(sqlite3.DatabaseError, match="event 4 makes no sense"):
        list(run.frames())
