import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.events import Direction, Frame, FrameRun, Opcode, Problem, parse_close
from inspector.wire.deflate import Inflater
from inspector.wire.receiver import Batch, Receiver
from tests.support.receiving import (
    controls,
    frames,
    lenient,
    messages,
    payloads,
    problems,
    receiver,
    strict,
    told,
    violations,
)
from tests.support.wire_bytes import (
    BINARY,
    CLOSE,
    CONTINUATION,
    PING,
    PONG,
    TEXT,
    any_frames,
    bytewise,
    close,
    cut,
    cuts,
    floods,
    frame,
)

KEY = b"\x01\x02\x03\x04"
AFTER_CLOSE = "comes after the Close frame and is not acted on (RFC 6455 section 5.5.1)"
AFTER_FAILURE = "comes after the connection failed and is not acted on (RFC 6455 section 7.1.7)"
MASKED = "a server must not mask its frames (RFC 6455 section 5.1)"


def kinds(batch_controls: list[Frame]) -> list[str]:
    return [control.type for control in batch_controls]


class TestStrict:
    def test_lawful_frames_are_events_in_the_order_of_the_wire(self) -> None:
        batch = strict(
            frame(TEXT, b"one"), frame(PING, b"p") + frame(BINARY, b"two") + frame(PONG, b"q")
        )
        assert payloads(batch) == [b"one", b"p", b"two", b"q"]
        assert messages(batch) == ["one", b"two"]
        assert kinds(controls(batch)) == ["ping", "pong"]
        assert (violations(batch), batch.failure) == ([""] * 4, None)

    @pytest.mark.parametrize(
        ("broken", "said"),
        [
            (frame(3, b"?"), "opcode 3 is reserved (RFC 6455 section 5.2)"),
            (
                frame(TEXT, b"?", rsv=1),
                "RSV3 set without an extension that defines it (RFC 6455 section 5.2)",
            ),
            (frame(PING, fin=False), "a fragmented control frame (RFC 6455 section 5.5)"),
            (
                frame(PING, bytes(126)),
                "a control frame of 126 bytes, more than 125 (RFC 6455 section 5.5)",
            ),
            (
                frame(TEXT, b"?", form=126),
                "the length 1 is not in its shortest form (RFC 6455 section 5.2)",
            ),
            (frame(TEXT, b"?", key=KEY), MASKED),
        ],
    )
    def test_the_first_violation_fails_the_connection(self, broken: bytes, said: str) -> None:
        batch = strict(frame(TEXT, b"before") + broken + frame(PING, b"after"))
        assert batch.failure == (1002, said)
        assert violations(batch) == ["", said, AFTER_FAILURE]
        assert (messages(batch), controls(batch)) == (["before"], [])

    def test_a_failure_is_a_problem_right_after_its_frame(self) -> None:
        batch = strict(frame(TEXT) + frame(TEXT, b"?", key=KEY) + frame(TEXT))
        assert [type(event) for event in batch.events] == [Frame, Frame, Problem, Frame]
        assert batch.events[2] == Problem(
            0,
            "protocol-error",
            "The server broke the WebSocket protocol, so the connection is being closed: "
            f"{MASKED}. Choose lenient reading to record what it sends nevertheless.",
            "the frame's header: 81 81 01 02 03 04",
        )

    def test_it_happens_once(self) -> None:
        batch = strict(frame(3), frame(3) + frame(CONTINUATION), frame(TEXT, b"\xff") + close(1005))
        assert batch.failure is not None
        assert len(problems(batch)) == 1
        assert [AFTER_FAILURE in said for said in violations(batch)] == [False] + [True] * 4

    def test_it_need_not_wait_for_the_end_of_the_frame(self) -> None:
        waiting = receiver()
        failed = told(waiting, frame(3, b"ab", declared=100))
        assert failed.failure == (1002, "opcode 3 is reserved (RFC 6455 section 5.2)")
        assert failed.events == problems(failed)
        rest = told(waiting, bytes(98) + frame(TEXT))
        assert violations(rest) == ["opcode 3 is reserved (RFC 6455 section 5.2)", AFTER_FAILURE]
        assert (rest.failure, problems(rest)) == (None, [])

    def test_the_reason_fits_a_close_frame(self) -> None:
        failure = strict(frame(11, bytes(200), fin=False, rsv=7, key=KEY)).failure
        assert failure is not None
        assert len(failure.reason.encode()) == 123


class TestLenient:
    def test_violations_are_noted_and_reading_goes_on(self) -> None:
        batch = lenient(
            frame(TEXT, b"masked", key=KEY) + frame(PING, b"p", key=KEY) + frame(TEXT, b"fine")
        )
        assert violations(batch) == [MASKED, MASKED, ""]
        assert messages(batch) == ["masked", "fine"]
        assert kinds(controls(batch)) == ["ping"]
        assert batch.failure is None

    def test_a_problem_tells_of_the_first_of_each_kind(self) -> None:
        batch = lenient(
            frame(PING, bytes(126)) + frame(PING, bytes(127)) + frame(11) + frame(TEXT, key=KEY)
        )
        assert [problem.code for problem in problems(batch)] == ["protocol-error"] * 3
        too_long, reserved, masked = (problem.message for problem in problems(batch))
        assert "126" in too_long
        assert "opcode 11 is reserved" in reserved
        assert MASKED in masked
        assert batch.failure is None

    def test_a_frame_may_break_several_rules(self) -> None:
        (said,) = violations(lenient(frame(CONTINUATION, b"x", key=KEY)))
        assert said == f"{MASKED}; a continuation without a message to it (RFC 6455 section 5.4)"

    def test_a_ping_that_no_pong_can_answer_is_not_acted_on(self) -> None:
        batch = lenient(frame(PING, bytes(126)) + frame(PING, bytes(125)))
        assert [len(control.payload) for control in controls(batch)] == [125]

    def test_reserved_controls_are_not_acted_on(self) -> None:
        batch = lenient(frame(11, b"?"))
        assert (len(frames(batch)), controls(batch)) == (1, [])


class TestClose:
    @pytest.mark.parametrize("payload", [b"", b"\x03\xe8", b"\x0f\xa1" + "ü".encode()])
    def test_is_acted_on(self, payload: bytes) -> None:
        batch = strict(frame(CLOSE, payload))
        assert [control.payload for control in controls(batch)] == [payload]
        assert (violations(batch), batch.failure) == ([""], None)

    @pytest.mark.parametrize("code", [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535])
    def test_a_code_that_must_not_be_sent_is_shown(self, code: int) -> None:
        batch = strict(close(code, "why"))
        said = f"close code {code} must not be sent (RFC 6455 section 7.4)"
        assert (batch.failure, controls(batch)) == ((1002, said), [])
        (shown,) = frames(batch)
        assert (shown.violation, parse_close(shown.payload)) == (said, (code, "why"))

    def test_half_a_code(self) -> None:
        batch = strict(frame(CLOSE, b"\x03"))
        said = "a Close payload of 1 byte, a code takes 2 (RFC 6455 section 5.5.1)"
        assert (batch.failure, violations(batch)) == ((1002, said), [said])

    def test_a_reason_that_is_not_utf_8(self) -> None:
        batch = strict(frame(CLOSE, b"\x03\xe8ok\xff"))
        said = (
            "in the close reason, the text is not UTF-8 at byte 2, invalid start byte "
            "(RFC 6455 section 8.1)"
        )
        assert (batch.failure, violations(batch)) == ((1007, said), [said])

    def test_lenient_it_is_acted_on_whatever_it_says(self) -> None:
        batch = lenient(close(1005) + frame(TEXT, b"late"))
        assert kinds(controls(batch)) == ["close"]
        assert violations(batch) == [
            "close code 1005 must not be sent (RFC 6455 section 7.4)",
            AFTER_CLOSE,
        ]

    def test_what_comes_after_it_is_recorded_and_not_acted_on(self) -> None:
        batch = strict(
            close(1000) + frame(TEXT, b"late") + frame(PING), frame(3) + frame(BINARY, bytes(9))
        )
        assert kinds(controls(batch)) == ["close"]
        assert [AFTER_CLOSE in said for said in violations(batch)] == [False] + [True] * 4
        assert (messages(batch), batch.failure, problems(batch)) == ([], None, [])

    def test_it_may_come_inside_a_message(self) -> None:
        batch = strict(frame(TEXT, b"half", fin=False) + close(1001))
        assert (kinds(controls(batch)), batch.failure) == (["close"], None)


def runs(batch: Batch) -> list[tuple[int, int]]:
    """The events' first bytes and counts; all of them have to be runs."""
    assert all(isinstance(event, FrameRun) for event in batch.events), batch.events
    return [(run.first, run.frame_count) for run in batch.events if isinstance(run, FrameRun)]


def received(stream: bytes, inflater: Inflater | None = None) -> Batch:
    """What a strict receiver makes of `stream`, with the runs left as they are."""
    receiving = receiver(inflater=inflater)
    receiving.feed(stream, 7)
    return receiving.receive()


class TestRuns:
    @pytest.mark.parametrize("text", ["price", "ünï", "きょう", "\x81", "x" * 200, "ü" * 200, ""])
    def test_whole_messages_are_recorded_as_they_came(self, text: str) -> None:
        stream = frame(TEXT, text.encode()) * 5
        batch = received(stream)
        assert batch.events == [FrameRun(7, Direction.RECEIVED, 5, stream)]
        assert messages(batch) == [text] * 5

    def test_binary_ones_may_hold_anything(self) -> None:
        batch = received(frame(BINARY, b"\xff\x81") * 2)
        assert (runs(batch), messages(batch)) == ([(0x82, 2)], [b"\xff\x81"] * 2)

    def test_one_frame_is_a_run_too(self) -> None:
        assert runs(received(frame(TEXT, b"one"))) == [(0x81, 1)]

    def test_one_that_is_not_utf_8_is_found_among_those_that_are(self) -> None:
        fine, broken = frame(TEXT, "ü".encode()), frame(TEXT, b"\xc3")
        said = "the text is not UTF-8 at byte 0, unexpected end of data (RFC 6455 section 8.1)"
        batch = strict(fine * 2 + broken + frame(TEXT, b"\xbc") + fine)
        assert batch.failure == (1007, said)
        assert violations(batch)[:3] == ["", "", said]
        assert all(AFTER_FAILURE in said for said in violations(batch)[3:])
        assert messages(batch) == ["ü", "ü"]

    def test_a_byte_like_the_first_of_their_frames_is_no_text(self) -> None:
        batch = strict(frame(TEXT, b"fine") + frame(TEXT, b"a\x81"))
        assert ["at byte 1, invalid start byte" in s for s in violations(batch)] == [False, True]

    def test_pings_are_a_run_and_controls(self) -> None:
        stream = frame(PING, b"a") + frame(PING, b"b")
        batch = received(stream)
        assert runs(batch) == [(0x89, 2)]
        assert [control.payload for control in controls(batch)] == [b"a", b"b"]

    def test_fragments_are_a_run_within_their_message(self) -> None:
        middle = frame(CONTINUATION, "ü".encode()[:1], fin=False)
        middle += frame(CONTINUATION, "ü".encode()[1:], fin=False)
        batch = received(frame(TEXT, b"a", fin=False) + middle + frame(CONTINUATION, b"z"))
        assert batch.events[1] == FrameRun(7, Direction.RECEIVED, 2, middle)
        assert (messages(batch), batch.failure) == (["aüz"], None)

    def test_fragments_are_judged_one_by_one_where_something_is_wrong(self) -> None:
        fine = frame(CONTINUATION, b"fine", fin=False)
        start = frame(TEXT, b"a", fin=False)
        text = lenient(start + fine + frame(CONTINUATION, b"\xff", fin=False) + fine)
        assert ["byte 5" in said for said in violations(text)] == [False, False, True, False]
        size = lenient(start + fine * 3, limit=10)
        assert ["larger" in said for said in violations(size)] == [False, False, False, True]
        many = frame(CONTINUATION, bytes(60), fin=False)
        twice = lenient(start + many * 2 + frame(PING) + many, limit=180)
        assert ["larger" in said for said in violations(twice)] == [False] * 4 + [True]
        stray = lenient(fine * 2)
        assert ["without a message" in said for said in violations(stray)] == [True, True]

    def test_compressed_messages_are_runs_with_what_they_inflate_to(self) -> None:
        hello, again = bytes.fromhex("f248cdc9c90700"), bytes.fromhex("f200110000")
        stream = frame(TEXT, hello, rsv=4) + frame(TEXT, again, rsv=4) * 2
        batch = received(stream, Inflater())
        assert batch.events == [FrameRun(7, Direction.RECEIVED, 3, stream, (b"Hello",) * 3)]
        assert messages(batch) == ["Hello"] * 3

    def test_a_compressed_one_that_is_special_stands_alone(self) -> None:
        hello, last = bytes.fromhex("f248cdc9c90700"), bytes.fromhex("f348cdc9c9070000")
        fine, special = frame(BINARY, hello, rsv=4), frame(BINARY, last, rsv=4)
        batch = received(fine * 3 + special + fine * 2, Inflater())
        assert [getattr(event, "frame_count", 0) for event in batch.events] == [3, 0, 2]
        assert payloads(batch) == [b"Hello"] * 6
        assert b"".join(f.wire_bytes() for f in frames(batch)) == fine * 3 + special + fine * 2

    def test_nothing_is_a_run_after_a_failure_in_the_middle_of_one(self) -> None:
        fine = frame(TEXT, bytes.fromhex("f248cdc9c90700"), rsv=4)
        batch = strict(fine * 2 + frame(TEXT, b"\xff" * 3, rsv=4) + fine * 2, inflater=Inflater())
        assert messages(batch) == ["Hello"] * 2
        assert [AFTER_FAILURE in said for said in violations(batch)] == [False] * 3 + [True] * 2

    def test_much_that_comes_out_of_little_comes_in_turns(self) -> None:
        deflate = zlib.compressobj(wbits=-15)
        content = bytes(100_000)
        parts = [deflate.compress(content) + deflate.flush(zlib.Z_SYNC_FLUSH) for _ in range(100)]
        busy = receiver(inflater=Inflater())
        busy.feed(b"".join(frame(BINARY, part[:-4], rsv=4) for part in parts), 0)
        turns = []
        while busy.backlog:
            turns.append(messages(busy.receive(0)))
        assert max(map(len, turns)) == 2
        assert sum(map(len, turns)) == 100

    def test_an_uncompressed_one_over_the_limit_beside_compressed_ones(self) -> None:
        batch = lenient(frame(BINARY, bytes(201)) * 2, limit=200, inflater=Inflater())
        assert ["larger than the limit" in said for said in violations(batch)] == [True, True]


class TestFinish:
    def test_shows_what_was_cut_off(self) -> None:
        ending = receiver()
        told(ending, frame(TEXT, b"whole") + frame(TEXT, b"cut", declared=10))
        batch = ending.finish(9)
        (tail,) = frames(batch)
        assert (tail.time_ns, tail.payload, tail.omitted) == (9, b"cut", 7)
        assert tail.violation == "the connection ended after 3 of 10 bytes of the payload"
        assert (batch.failure, problems(batch)) == (None, [])

    def test_works_off_the_backlog_first(self) -> None:
        ending = receiver()
        ending.feed(frame(TEXT, b"whole") + b"\x81", 1)
        batch = ending.finish(2)
        assert payloads(batch) == [b"whole", b""]
        assert messages(batch) == ["whole"]
        assert ending.backlog == 0

    def test_between_two_frames_there_is_nothing_to_show(self) -> None:
        assert receiver().finish(1) == ([], [], None)

    def test_what_was_known_of_the_frame_is_told(self) -> None:
        ending = receiver(lenient=True)
        told(ending, frame(CONTINUATION, b"\xff", declared=2))
        (said,) = violations(ending.finish(0))
        assert said == (
            "the connection ended after 1 of 2 bytes of the payload; "
            "a continuation without a message to it (RFC 6455 section 5.4)"
        )


class TestBudget:
    def test_the_backlog_is_worked_off_in_turns(self) -> None:
        busy = receiver()
        busy.feed(frame(TEXT, b"x") * 5000, 1)
        busy.feed(frame(TEXT, b"y") * 5000, 2)
        turns = []
        while busy.backlog:
            turns.append(len(frames(busy.receive(0))))
        assert len(turns) > 8
        assert max(turns) <= 1024
        assert sum(turns) == 10_000

    def test_more_may_be_fed_between_turns(self) -> None:
        busy = receiver()
        busy.feed(frame(TEXT, b"x") * 1000, 1)
        first = busy.receive(0)
        busy.feed(frame(TEXT, b"last"), 2)
        rest = busy.receive()
        assert len(messages(first)) + len(messages(rest)) == 1001
        assert (messages(rest)[-1], rest.events[-1].time_ns) == ("last", 2)

    def test_much_to_act_on_ends_a_turn(self) -> None:
        busy = receiver()
        busy.feed(frame(PING, b"?") * 1000, 1)
        turns = []
        while busy.backlog:
            turns.append(len(controls(busy.receive(10**12))))
        assert max(turns) == 64
        assert sum(turns) == 1000
        busy.feed(frame(PING, b"?") * 1000, 2)
        assert len(controls(busy.receive())) == 1000

    def test_controls_that_make_no_run_end_a_turn_too(self) -> None:
        busy = receiver(lenient=True)
        busy.feed(frame(PING, b"?", key=KEY) * 1000, 1)
        turns = []
        while busy.backlog:
            turns.append(len(controls(busy.receive(10**12))))
        assert max(turns) == 64
        assert sum(turns) == 1000

    def test_one_giant_frame_inflates_in_turns(self) -> None:
        size = 8 << 20
        deflate = zlib.compressobj(wbits=-15)
        data = deflate.compress(bytes(size)) + deflate.flush(zlib.Z_SYNC_FLUSH)
        busy = receiver(limit=size, inflater=Inflater())
        busy.feed(frame(BINARY, data[:-4], rsv=4), 0)
        turns = []
        while busy.backlog:
            turns.append(busy.receive(0))
        assert len(turns) > 60
        assert [message for turn in turns for message in messages(turn)] == [bytes(size)]

    def test_a_bomb_of_1_gib_is_over_at_the_limit(self) -> None:
        deflate = zlib.compressobj(9, wbits=-15)
        bomb = (deflate.compress(bytes(1 << 20)) + deflate.flush(zlib.Z_FULL_FLUSH)) * 1024
        batch = strict(frame(BINARY, bomb, rsv=4), limit=2 << 20, inflater=Inflater())
        (shown,) = frames(batch)
        assert batch.failure is not None
        assert (batch.failure.code, len(shown.payload)) == (1009, 2 << 20)
        assert shown.wire_bytes() == frame(BINARY, bomb, rsv=4)


def test_what_was_received_is_not_held_on_to() -> None:
    size = 4 << 20
    idle = receiver(limit=size, lenient=True)
    for opcode in (BINARY, TEXT, 3):
        tracemalloc.start()
        told(idle, frame(opcode, declared=size), *[bytes(1 << 16)] * 64)
        assert tracemalloc.get_traced_memory()[0] < size // 4
        tracemalloc.stop()


def test_what_inflates_is_in_memory_once() -> None:
    size = 16 << 20
    deflate = zlib.compressobj(9, wbits=-15)
    data = deflate.compress(bytes(size)) + deflate.flush(zlib.Z_SYNC_FLUSH)
    receiving = Receiver(max_message_size=size)
    receiving.negotiated(Inflater())
    tracemalloc.start()
    batch = told(receiving, frame(BINARY, data[:-4], rsv=4))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert payloads(batch) == [bytes(size)]
    assert peak < 1.5 * size


def test_our_own_frames_are_read_the_same_way() -> None:
    tap = Receiver(direction=Direction.SENT, max_message_size=2**63, lenient=True)
    tap.negotiated(Inflater())
    stream = (
        frame(TEXT, bytes.fromhex("f248cdc9c90700"), rsv=4, key=KEY)
        + frame(PING, b"?")
        + frame(CLOSE, b"\x03\xed", key=KEY)
    )
    batch = told(tap, stream)
    assert payloads(batch) == [b"Hello", b"?", b"\x03\xed"]
    assert b"".join(sent.wire_bytes() for sent in frames(batch)) == stream
    assert {sent.direction for sent in frames(batch)} == {Direction.SENT}
    assert violations(batch) == [
        "",
        "a client must mask its frames (RFC 6455 section 5.1)",
        "close code 1005 must not be sent (RFC 6455 section 7.4)",
    ]
    assert (batch.failure, problems(batch), messages(batch)) == (None, [], [])


@given(any_frames() | st.binary(max_size=200), cuts(), st.booleans(), st.booleans())
def test_any_bytes_are_frames_however_they_are_cut(
    stream: bytes, places: list[int], is_lenient: bool, compresses: bool
) -> None:
    def read(chunks: list[bytes]) -> list[Frame]:
        reading = receiver(lenient=is_lenient, inflater=Inflater() if compresses else None)
        return [*frames(told(reading, *chunks)), *frames(reading.finish(0))]

    at_once = read([stream])
    assert b"".join(shown.wire_bytes() for shown in at_once) == stream
    in_pieces = read(cut(stream, places))
    assert [(f.header, f.payload) for f in in_pieces] == [(f.header, f.payload) for f in at_once]
    assert [bool(f.violation) for f in in_pieces] == [bool(f.violation) for f in at_once]


@given(floods(), cuts(), st.booleans(), st.booleans(), st.sampled_from((1 << 20, 300, 40)))
def test_runs_are_judged_as_if_their_frames_came_one_by_one(
    stream: bytes, places: list[int], is_lenient: bool, takeover: bool, limit: int
) -> None:
    def judged(chunks: list[bytes]) -> list[object]:
        inflater = Inflater(no_context_takeover=not takeover)
        batch = told(receiver(limit=limit, lenient=is_lenient, inflater=inflater), *chunks)
        return [
            [(f.header, f.payload, f.wire_payload, bool(f.violation)) for f in frames(batch)],
            [control.payload for control in controls(batch)],
            messages(batch),
            batch.failure and batch.failure.code,
            [problem.code for problem in problems(batch)],
        ]

    one_by_one = judged(bytewise(stream))
    assert judged([stream]) == one_by_one
    assert judged(cut(stream, places)) == one_by_one


@given(any_frames() | st.binary(max_size=200), cuts(), st.booleans())
def test_nothing_is_acted_on_after_a_failure_or_a_close(
    stream: bytes, places: list[int], compresses: bool
) -> None:
    batch = strict(*cut(stream, places), inflater=Inflater() if compresses else None)
    ends = [n for n, control in enumerate(controls(batch)) if control.opcode == Opcode.CLOSE]
    assert ends in ([], [len(controls(batch)) - 1])
    assert not any(control.violation for control in controls(batch))
    assert not (ends and batch.failure)
