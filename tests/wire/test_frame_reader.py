import tracemalloc
from collections.abc import Generator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.frames import Frame as LibraryFrame
from websockets.streams import StreamReader

from inspector.events import Direction, Frame
from inspector.wire.frame_reader import FrameReader
from tests.support.wire_bytes import (
    BINARY,
    PING,
    TEXT,
    any_frames,
    cut,
    cuts,
    frame,
    lawful_stream,
)

RESERVED = "opcode 3 is reserved (RFC 6455 section 5.2)"
KEY = bytes.fromhex("37fa213d")


def reader(
    direction: Direction = Direction.RECEIVED, max_payload: int = 1 << 20, rsv_allowed: int = 0
) -> FrameReader:
    return FrameReader(direction, max_payload=max_payload, rsv_allowed=rsv_allowed)


def shown(frames: list[Frame]) -> list[tuple[str, bytes, str]]:
    return [(frame.header.hex(), frame.payload, frame.violation) for frame in frames]


class TestFrames:
    def test_those_of_rfc_6455_section_5_7(self) -> None:
        stream = bytes.fromhex("810548656c6c6f 010348656c 80026c6f 890548656c6c6f")
        assert reader().feed(stream, 7) == [
            Frame(7, Direction.RECEIVED, b"\x81\x05", b"Hello"),
            Frame(7, Direction.RECEIVED, b"\x01\x03", b"Hel"),
            Frame(7, Direction.RECEIVED, b"\x80\x02", b"lo"),
            Frame(7, Direction.RECEIVED, b"\x89\x05", b"Hello"),
        ]

    @pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536])
    def test_every_form_of_length(self, size: int) -> None:
        stream = frame(BINARY, bytes(size)) + frame(TEXT, b"next")
        first, second = reader().feed(stream, 0)
        assert first.header + first.payload + second.header + second.payload == stream
        assert (first.declared_length, len(first.payload), first.violation) == (size, size, "")

    def test_our_own_are_masked_and_shown_unmasked(self) -> None:
        stream = bytes.fromhex("818537fa213d7f9f4d5158")
        (sent,) = reader(Direction.SENT).feed(stream, 0)
        assert (sent.payload, sent.masking_key, sent.violation) == (b"Hello", KEY, "")
        assert sent.wire_bytes() == stream

    def test_our_own_unmasked_one_breaks_the_rule(self) -> None:
        (sent,) = reader(Direction.SENT).feed(frame(TEXT, b"Hello"), 0)
        assert sent.payload == b"Hello"
        assert sent.violation == "a client must mask its frames (RFC 6455 section 5.1)"

    def test_one_that_breaks_a_rule_is_read_on(self) -> None:
        stream = frame(3, b"?", key=KEY) + frame(PING, bytes(126)) + frame(TEXT, b"on", form=127)
        assert shown(reader().feed(stream + frame(TEXT, b"fine"), 0)) == [
            (
                "838137fa213d",
                b"?",
                f"{RESERVED}; a server must not mask its frames (RFC 6455 section 5.1)",
            ),
            (
                "897e007e",
                bytes(126),
                "a control frame of 126 bytes, more than 125 (RFC 6455 section 5.5)",
            ),
            (
                "817f0000000000000002",
                b"on",
                "the length 2 is not in its shortest form (RFC 6455 section 5.2)",
            ),
            ("8104", b"fine", ""),
        ]

    def test_rsv1_is_lawful_once_its_extension_is_negotiated(self) -> None:
        frames = reader()
        (before,) = frames.feed(frame(TEXT, b"x", rsv=4), 0)
        frames.rsv_allowed = 4
        (after,) = frames.feed(frame(TEXT, b"x", rsv=4), 0)
        assert before.violation.startswith("RSV1 set without an extension")
        assert after.violation == ""

    def test_each_is_stamped_with_the_time_of_its_last_byte(self) -> None:
        frames = reader()
        stream = frame(TEXT, b"first") + frame(TEXT, b"second")
        assert [frame.time_ns for frame in frames.feed(stream[:9], 1)] == [1]
        assert [frame.time_ns for frame in frames.feed(stream[9:], 2)] == [2]

    def test_the_one_under_way_can_be_looked_at(self) -> None:
        frames = reader(Direction.SENT)
        stream = frame(TEXT, b"Hello", key=KEY, rsv=2)
        for byte in stream[:-2]:
            frames.feed(bytes((byte,)), 0)
        assert (frames.header, b"".join(frames.parts)) == (stream[:6], b"Hel")
        assert frames.violation.startswith("RSV2 set without an extension")
        frames.feed(stream[-2:], 0)
        assert (frames.header, frames.parts) == (b"", [])

    def test_runs_are_bounded_and_begin_alike(self) -> None:
        stream = frame(TEXT, b"x") * 600 + frame(BINARY, b"y") * 2 + frame(TEXT, b"", rsv=1)
        runs = list(reader().runs(stream, 0))
        assert [len(run) for run in runs] == [256, 256, 88, 2, 1]
        assert all(len({frame.header[0] for frame in run}) == 1 for run in runs)


class TestMaxPayload:
    def test_what_exceeds_it_is_skipped(self) -> None:
        stream = frame(BINARY, b"0123456789") + frame(BINARY, b"ab", key=KEY) + frame(TEXT, b"on")
        over, masked, after = reader(max_payload=4).feed(stream, 0)
        assert (over.payload, over.omitted, over.declared_length) == (b"0123", 6, 10)
        assert over.violation == "only the first 4 of 10 bytes are kept"
        assert (masked.payload, after.payload) == (b"ab", b"on")

    def test_zero_keeps_headers_only(self) -> None:
        (over,) = reader(max_payload=0).feed(frame(TEXT, b"x"), 0)
        assert (over.header, over.payload, over.omitted) == (b"\x81\x01", b"", 1)

    def test_nothing_is_kept_beyond_it_while_it_arrives(self) -> None:
        frames = reader(max_payload=1000)
        chunk = bytes(1 << 20)
        frames.feed(frame(BINARY, declared=1 << 40), 0)
        tracemalloc.start()
        for _ in range(20):
            frames.feed(chunk, 0)
        assert tracemalloc.get_traced_memory()[0] < 10_000
        tracemalloc.stop()
        tail = frames.finish(1)
        assert tail is not None
        assert len(tail.payload) == 1000
        assert tail.violation == (
            f"the connection ended after {20 << 20} of {1 << 40} bytes of the payload"
        )

    def test_an_impossible_length_is_parsed_all_the_same(self) -> None:
        frames = reader(max_payload=10)
        assert frames.feed(bytes.fromhex("82ff") + b"\xff" * 8 + KEY + bytes(1000), 0) == []
        assert frames.violation.startswith("the 64-bit length has its top bit set")


class TestFinish:
    @pytest.mark.parametrize(
        ("arrived", "header", "payload", "said"),
        [
            ("81", "81", b"", "the connection ended after 1 of 2 bytes of the header"),
            ("817e00", "817e00", b"", "the connection ended after 3 of 4 bytes of the header"),
            ("8103", "8103", b"", "the connection ended after 0 of 3 bytes of the payload"),
            ("81036162", "8103", b"ab", "the connection ended after 2 of 3 bytes of the payload"),
            (
                "830361",
                "8303",
                b"a",
                f"{RESERVED}; the connection ended after 1 of 3 bytes of the payload",
            ),
        ],
    )
    def test_shows_what_was_cut_off(
        self, arrived: str, header: str, payload: bytes, said: str
    ) -> None:
        frames = reader()
        assert frames.feed(bytes.fromhex(arrived), 1) == []
        tail = frames.finish(2)
        assert tail == Frame(2, Direction.RECEIVED, bytes.fromhex(header), payload, None, said)
        assert frames.finish(3) is None

    def test_between_two_frames_there_is_nothing_to_show(self) -> None:
        frames = reader()
        frames.feed(frame(TEXT, b"whole"), 0)
        assert frames.finish(1) is None


class TestProperties:
    @given(any_frames(), cuts(), st.sampled_from(Direction), st.integers(0, 7))
    def test_the_same_frames_however_the_bytes_are_cut(
        self, stream: bytes, places: list[int], direction: Direction, rsv_allowed: int
    ) -> None:
        at_once = reader(direction, rsv_allowed=rsv_allowed).feed(stream, 0)
        in_pieces = reader(direction, rsv_allowed=rsv_allowed)
        assert [f for piece in cut(stream, places) for f in in_pieces.feed(piece, 0)] == at_once
        assert in_pieces.finish(0) is None
        assert b"".join(frame.wire_bytes() for frame in at_once) == stream

    @given(any_frames(), cuts(), st.integers(0, 200))
    def test_the_same_frames_under_any_limit(
        self, stream: bytes, places: list[int], limit: int
    ) -> None:
        whole = reader().feed(stream, 0)
        limited = reader(max_payload=limit)
        kept = [f for piece in cut(stream, places) for f in limited.feed(piece, 0)]
        assert [f.header for f in kept] == [f.header for f in whole]
        assert [f.payload for f in kept] == [f.payload[:limit] for f in whole]

    @given(st.binary(max_size=300) | st.binary(max_size=20).map(lambda b: b * 20), cuts())
    def test_any_bytes_are_frames_and_can_be_rebuilt(self, noise: bytes, places: list[int]) -> None:
        frames = reader()
        shown = [f for piece in cut(noise, places) for f in frames.feed(piece, 0)]
        tail = frames.finish(0)
        assert b"".join(f.wire_bytes() for f in [*shown, *([tail] if tail else [])]) == noise

    @settings(max_examples=50)
    @given(lawful_stream(), cuts())
    def test_the_same_frames_as_the_library_s_own_parser(
        self, stream: bytes, places: list[int]
    ) -> None:
        ours = reader()
        frames = [f for piece in cut(stream, places) for f in ours.feed(piece, 0)]
        assert not any(frame.violation for frame in frames)
        assert [(f.opcode, f.payload, f.fin, f.rsv) for f in frames] == [
            (f.opcode, bytes(f.data), f.fin, f.rsv1 << 2 | f.rsv2 << 1 | f.rsv3)
            for f in library_frames(stream)
        ]


def library_frames(stream: bytes) -> list[LibraryFrame]:
    """What `websockets` makes of a lawful stream."""
    source = StreamReader()
    source.feed_data(stream)
    frames = []
    while source.buffer:
        frames.append(run(LibraryFrame.parse(source.read_exact, mask=False)))
    return frames


def run(parser: Generator[None, None, LibraryFrame]) -> LibraryFrame:
    try:
        next(parser)
    except StopIteration as done:
        return done.value
    raise AssertionError("the stream ends inside a frame")
