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
from inspector.recording.schema import Kind
from inspector.recording.sequencer import Sequencer
from inspector.recording.values import Mark, Totals
from tests.support.entries import frame

TEXT, BINARY, RESERVED, CONTINUATION, PING = 1, 2, 3, 0, 9


def messages(*events: Event, connection: int = 1) -> list[int]:
    """The message of each event."""
    batch = Sequencer(Mark()).batch(connection, events)
    return [row[5] for row in batch.events]


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
    assert [second.events[0][5], first.events[0][5]] == [2, 1]


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
        Frame(0, Direction.RECEIVED, b"", b""),
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
    assert batch.fragments == [(1, 1, 3, 7, 3), (1, 2, 4, 8, 4)]
    assert [row[4] for row in batch.events] == [0, 0, 1, 2], "continuations so far"


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
    assert before == Mark(4, 0, 2, Totals(1, 2, 1, 0, 10, 8))
    assert sequencer.mark == Mark(6, 0, 2, Totals(1, 3, 1, 0, 10, 10, 1))
    sequencer.batch(2, [frame(CONTINUATION)])
    assert sequencer.mark == Mark(7, 1, 2, Totals(1, 4, 1, 1, 10, 12, 1))


@pytest.mark.parametrize("first", [b"\x81", b"\x01", b"\x80", b"\x00"])
def test_the_first_byte_of_a_header_is_no_message(first: bytes) -> None:
    """Nor does it begin or end one: the connection ended there."""
    sequencer = Sequencer(Mark())
    cut = frame(TEXT)._replace(header=first)
    batch = sequencer.batch(1, [frame(TEXT, fin=False), cut])
    assert [row[5] for row in batch.events] == [1, 2]
    assert batch.mark == Mark(2, 0, 1, Totals(frames_received=2, bytes_received=3))


def test_it_goes_on_where_a_recording_stopped() -> None:
    mark = Mark(10, 2, 3, Totals(problems=4))
    batch = Sequencer(mark).batch(4, [Problem(1, "tls", "no")])
    assert batch.events == [(11, 4, 1, Kind.PROBLEM, 2, 11)]
    assert batch.mark == Mark(11, 2, 4, Totals(problems=5))


def test_what_is_no_frame_has_its_say_in_a_table_of_its_own() -> None:
    batch = Sequencer(Mark()).batch(
        1,
        [
            StateChange(1, ReadyState.CLOSED, "1000"),
            HttpRequest(2, "ws://x/", b"GET"),
            HttpResponse(3, b"HTTP"),
            Problem(4, "dns", "m", "d"),
        ],
    )
    assert batch.details == [
        (Kind.STATE, (1, 3, "1000")),
        (Kind.REQUEST, (2, "ws://x/", b"GET")),
        (Kind.RESPONSE, (3, b"HTTP")),
        (Kind.PROBLEM, (4, "dns", "m", "d")),
    ]


def test_weight_grows_with_what_is_kept() -> None:
    def weight(event: Event) -> int:
        return Sequencer(Mark()).batch(1, [event]).weight

    empty = weight(frame(TEXT))
    assert weight(frame(TEXT, b"x" * 1000)) == empty + 1000
    assert weight(frame(TEXT, b"x" * 1000, wire_payload=b"y" * 10)) == empty + 1010
    assert weight(HttpResponse(1, b"r" * 500)) == empty + 500


def test_text_that_is_no_unicode_is_spelled_out() -> None:
    batch = Sequencer(Mark()).batch(1, [Problem(1, "dns", "h\udcffst", "h\u00f6st")])
    assert batch.details == [(Kind.PROBLEM, (1, "dns", "h\\udcffst", "h\u00f6st"))]
