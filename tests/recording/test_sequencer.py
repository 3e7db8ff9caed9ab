"""Which event is which part of which message, and what is counted."""

import pytest

from inspector.events import (
    Direction,
    Event,
    Frame,
    HttpRequest,
    HttpResponse,
    Problem,
    ReadyState,
    StateChange,
)
from inspector.recording.run import Run
from inspector.recording.schema import Kind
from inspector.recording.sequencer import Batch, Sequencer
from inspector.recording.values import Mark, Totals
from tests.support.entries import frame, frames_alike

TEXT, BINARY, RESERVED, CONTINUATION, PING = 1, 2, 3, 0, 9


def messages(*events: Event, connection: int = 1) -> list[int]:
    """The message of each event."""
    batch = Sequencer(Mark()).batch(connection, events)
    return [run.message_of(0) for run in batch.runs]


def parts(batch: Batch) -> list[tuple[int, ...]]:
    """Of each run of continuation frames its message, its place in it, and the bytes so far."""
    return [
        (run.seq, run.message, run.part, run.length, run.wire_length)
        for run in batch.runs
        if run.message
    ]


def test_whole_messages_and_control_frames_stand_alone() -> None:
    assert messages(frame(TEXT), frame(PING), frame(BINARY), frame(RESERVED)) == [1, 2, 3, 4]


def test_continuations_belong_to_their_direction_s_unfinished_message() -> None:
    assert messages(
        frame(TEXT, fin=False),
        frame(BINARY, fin=False, sent=True),
        frame(PING),
        frame(CONTINUATION, fin=False),
        frame(CONTINUATION, sent=True),
        frame(CONTINUATION),
        frame(CONTINUATION),
    ) == [1, 2, 3, 1, 2, 1, 7]


def test_connections_do_not_continue_one_another_s_messages() -> None:
    sequencer = Sequencer(Mark())
    sequencer.batch(1, [frame(TEXT, fin=False)])
    second = sequencer.batch(2, [frame(CONTINUATION)])
    first = sequencer.batch(1, [frame(CONTINUATION)])
    assert [second.runs[0].message, first.runs[0].message] == [0, 1]


def test_rule_breaking_frames_find_a_place() -> None:
    """Continuations of nothing, a control frame in parts, a message inside another, no header."""
    assert messages(
        frame(CONTINUATION, fin=False),
        frame(CONTINUATION, fin=False),
        frame(TEXT, fin=False),
        frame(PING, fin=False),
        frame(TEXT),
        frame(CONTINUATION, fin=False),
        frame(BINARY, fin=False),
        frame(CONTINUATION),
        frame(CONTINUATION),
        Frame(0, Direction.RECEIVED, b"\x81", b""),
    ) == [1, 2, 3, 4, 5, 3, 7, 7, 9, 10]


def test_fragments_add_up() -> None:
    batch = Sequencer(Mark()).batch(
        1,
        [
            frame(TEXT, b"12345", wire_payload=b"12", fin=False),
            frame(PING),
            frame(CONTINUATION, b"67", wire_payload=b"3", fin=False),
            frame(CONTINUATION, b"8"),
        ],
    )
    assert parts(batch) == [(3, 1, 1, 7, 3), (4, 1, 2, 8, 4)]
    assert [run.row for run in batch.runs] == [0, 1, 2, 2]


def test_what_is_counted() -> None:
    sequencer = Sequencer(Mark())
    sequencer.batch(
        2,
        [
            StateChange(1, ReadyState.OPEN),
            frame(TEXT, b"four", sent=True),
            frame(PING, b"p"),
            frame(BINARY, b"inflated", wire_payload=b"def", fin=False),
        ],
    )
    before = sequencer.mark
    sequencer.batch(1, [frame(CONTINUATION), Problem(1, "tls", "no")])
    assert before == Mark(4, 4, 2, Totals(1, 2, 1, 0, 10, 8))
    assert sequencer.mark == Mark(6, 6, 2, Totals(1, 3, 1, 0, 10, 10, 1))
    sequencer.batch(2, [frame(CONTINUATION)])
    assert sequencer.mark == Mark(7, 6, 2, Totals(1, 4, 1, 1, 10, 12, 1))


@pytest.mark.parametrize("first", [b"\x81", b"\x01", b"\x80", b"\x00"])
def test_the_first_byte_of_a_header_is_no_message(first: bytes) -> None:
    """Nor does it begin or end one: the connection ended there."""
    sequencer = Sequencer(Mark())
    cut = frame(TEXT)._replace(header=first)
    batch = sequencer.batch(1, [frame(TEXT, fin=False), cut])
    assert [run.message for run in batch.runs] == [0, 0]
    assert batch.mark == Mark(2, 2, 1, Totals(frames_received=2, bytes_received=3))


def test_it_goes_on_where_a_recording_stopped() -> None:
    mark = Mark(10, 8, 3, Totals(problems=4))
    problem = Problem(1, "tls", "no")
    batch = Sequencer(mark).batch(4, [problem])
    assert batch.runs == [Run(11, 1, 8, 4, 1, Kind.PROBLEM, event=problem)]
    assert batch.mark == Mark(11, 9, 4, Totals(problems=5))


def test_what_is_no_frame_is_a_run_of_its_own() -> None:
    events = [
        StateChange(1, ReadyState.CLOSED, "1000"),
        HttpRequest(2, "ws://x/", b"GET"),
        HttpResponse(3, b"HTTP"),
        Problem(4, "dns", "m", "d"),
    ]
    batch = Sequencer(Mark()).batch(1, events)
    assert [run.kind for run in batch.runs] == [
        Kind.STATE, Kind.REQUEST, Kind.RESPONSE, Kind.PROBLEM,
    ]  # fmt: skip
    assert [run.event for run in batch.runs] == events
    assert [(run.seq, run.row) for run in batch.runs] == [(1, 0), (2, 1), (3, 2), (4, 3)]


def test_frames_alike_stay_together() -> None:
    whole = frames_alike(frame(BINARY, b"1"), frame(BINARY, b"22"))
    batch = Sequencer(Mark()).batch(1, [whole, frame(PING), whole])
    assert [(run.seq, run.event_count, run.row, run.wire) for run in batch.runs] == [
        (1, 2, 0, whole.wire),
        (3, 1, 2, b"\x89\x00"),
        (4, 2, 3, whole.wire),
    ]
    assert batch.mark == Mark(5, 5, 1, Totals(0, 5, 0, 4, 0, 16))


def test_fragments_alike_stay_together_and_add_up() -> None:
    middle = frames_alike(*[frame(CONTINUATION, b"xy", fin=False)] * 3)
    batch = Sequencer(Mark()).batch(
        1, [frame(TEXT, b"a", fin=False), middle, frame(PING), middle, frame(CONTINUATION)]
    )
    assert parts(batch) == [(2, 1, 1, 7, 7), (6, 1, 4, 13, 13), (9, 1, 7, 13, 13)]
    assert [run.row for run in batch.runs] == [0, 1, 1, 2, 2]
    assert (batch.mark.seq, batch.mark.rows) == (9, 2)
    assert batch.mark.totals.messages_received == 1


def test_compressed_frames_alike_keep_what_they_were_inflated_to() -> None:
    run = frames_alike(*[frame(TEXT, b"z", rsv=4)] * 2, decoded=(b"long", b"longer"))
    (kept,) = Sequencer(Mark()).batch(1, [run]).runs
    assert kept.payloads() == (b"longlonger", [0, 4], [4, 10])
    assert list(kept.frames()) == list(run.frames())


def test_a_run_of_first_frames_begins_as_many_messages() -> None:
    """Which breaks a rule, but not that of what may be told as a run."""
    begun = frames_alike(*[frame(TEXT, b"a", fin=False)] * 2)
    ended = frames_alike(*[frame(CONTINUATION, b"b")] * 2)
    batch = Sequencer(Mark()).batch(1, [begun, ended])
    assert [run.message for run in batch.runs] == [0, 0, 2, 0]
    assert batch.mark == Mark(4, 3, 1, Totals(0, 4, 0, 1, 0, 12))


def test_weight_grows_with_what_is_kept() -> None:
    def weight(event: Event) -> int:
        return Sequencer(Mark()).batch(1, [event]).weight

    empty = weight(frame(TEXT))
    assert weight(frame(TEXT, b"x" * 125)) == empty + 125
    assert weight(frame(TEXT, b"x" * 1000, wire_payload=b"y" * 10)) > empty + 1010
    assert weight(HttpResponse(1, b"r" * 500)) == weight(HttpResponse(1, b"")) + 500


def test_text_that_is_no_unicode_is_spelled_out() -> None:
    batch = Sequencer(Mark()).batch(1, [Problem(1, "dns", "h\udcffst", "h\u00f6st")])
    assert batch.runs[0].event == Problem(1, "dns", "h\\udcffst", "h\u00f6st")
