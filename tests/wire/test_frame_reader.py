import tracemalloc
from collections.abc import Generator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.frames import Frame as LibraryFrame
from websockets.streams import StreamReader

from inspector.events import Direction, Frame, FrameRun
from inspector.wire.frame_reader import EVIDENCE, FrameReader
from tests.support.receiving import read
from tests.support.wire_bytes import (
    BINARY,
    CLOSE,
    CONTINUATION,
    PING,
    PONG,
    TEXT,
    any_frames,
    bytewise,
    cut,
    cuts,
    floods,
    frame,
    lawful_stream,
)

RESERVED = "opcode 3 is reserved (RFC 6455 section 5.2)"
KEY = bytes.fromhex("37fa213d")


def reader(
    direction: Direction = Direction.RECEIVED,
    max_payload: int = 1 << 20,
    rsv_allowed: int = 0,
    *,
    strict: bool = False,
) -> FrameReader:
    return FrameReader(direction, max_payload=max_payload, strict=strict, rsv_allowed=rsv_allowed)


def shown(frames: list[Frame]) -> list[tuple[str, bytes, str]]:
    return [(frame.header.hex(), frame.payload, frame.violation) for frame in frames]


class TestFrames:
    def test_those_of_rfc_6455_section_5_7(self) -> None:
        stream = bytes.fromhex("810548656c6c6f 010348656c 80026c6f 890548656c6c6f")
        assert read(reader(), stream, 7) == [
            Frame(7, Direction.RECEIVED, b"\x81\x05", b"Hello"),
            Frame(7, Direction.RECEIVED, b"\x01\x03", b"Hel"),
            Frame(7, Direction.RECEIVED, b"\x80\x02", b"lo"),
            Frame(7, Direction.RECEIVED, b"\x89\x05", b"Hello"),
        ]

    @pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536])
    def test_every_form_of_length(self, size: int) -> None:
        stream = frame(BINARY, bytes(size)) + frame(TEXT, b"next")
        first, second = read(reader(), stream)
        assert first.header + first.payload + second.header + second.payload == stream
        assert (first.declared_length, len(first.payload), first.violation) == (size, size, "")

    def test_our_own_are_masked_and_shown_unmasked(self) -> None:
        stream = bytes.fromhex("818537fa213d7f9f4d5158")
        (sent,) = read(reader(Direction.SENT), stream)
        assert (sent.payload, sent.masking_key, sent.violation) == (b"Hello", KEY, "")
        assert sent.wire_bytes() == stream

    def test_our_own_unmasked_one_breaks_the_rule(self) -> None:
        (sent,) = read(reader(Direction.SENT), frame(TEXT, b"Hello"))
        assert sent.payload == b"Hello"
        assert sent.violation == "a client must mask its frames (RFC 6455 section 5.1)"

    def test_one_that_breaks_a_rule_is_read_on(self) -> None:
        stream = frame(3, b"?", key=KEY) + frame(PING, bytes(126)) + frame(TEXT, b"on", form=127)
        assert shown(read(reader(), stream + frame(TEXT, b"fine"))) == [
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
        (before,) = read(frames, frame(TEXT, b"x", rsv=4))
        frames.rsv_allowed = 4
        (after,) = read(frames, frame(TEXT, b"x", rsv=4))
        assert before.violation.startswith("RSV1 set without an extension")
        assert after.violation == ""

    def test_each_is_stamped_with_the_time_of_its_last_byte(self) -> None:
        frames = reader()
        stream = frame(TEXT, b"first") + frame(TEXT, b"second")
        assert [frame.time_ns for frame in read(frames, stream[:9], 1)] == [1]
        assert [frame.time_ns for frame in read(frames, stream[9:], 2)] == [2]

    def test_the_one_under_way_can_be_looked_at(self) -> None:
        frames = reader(Direction.SENT)
        stream = frame(TEXT, b"Hello", key=KEY, rsv=2)
        for byte in stream[:-2]:
            read(frames, bytes((byte,)))
        assert (frames.header, frames.latest) == (stream[:6], b"l")
        assert frames.violation.startswith("RSV2 set without an extension")
        read(frames, stream[-2:])
        assert (frames.header, frames.latest) == (b"", b"")


def shape(stream: bytes, **options: int) -> list[tuple[int, int] | int]:
    """What a reader makes of `stream`: the byte that a frame begins with, a count beside it where
    it is a run."""
    return [
        (taken.first, taken.frame_count) if isinstance(taken, FrameRun) else taken.header[0]
        for taken in reader(**options).read(stream, 0)
    ]


class TestRuns:
    def test_are_bounded_and_begin_alike(self) -> None:
        stream = frame(TEXT, b"x") * 2500 + frame(BINARY, b"y") * 2 + frame(TEXT, b"", rsv=1)
        assert shape(stream) == [(0x81, 1024), (0x81, 1024), (0x81, 452), (0x82, 2), 0x91]

    def test_are_the_bytes_of_the_wire(self) -> None:
        stream = b"".join(frame(BINARY, bytes(size)) for size in (0, 125, 126, 65535, 65536, 1))
        assert list(reader().read(stream + b"\x82", 7)) == [
            FrameRun(7, Direction.RECEIVED, 6, stream)
        ]

    def test_of_controls_are_short(self) -> None:
        stream = (frame(PING) + frame(PONG)) * 2 + frame(PING, bytes(125)) * 65
        alternating = [(0x89, 1), (0x8A, 1)] * 2
        assert shape(stream) == [*alternating, (0x89, 64), (0x89, 1)]

    def test_are_not_made_of_what_seldom_repeats(self) -> None:
        pieces = frame(TEXT, b"a", fin=False) + frame(CONTINUATION, b"b", fin=False) * 3
        assert shape(pieces + frame(CONTINUATION) + frame(CLOSE) * 2) == [
            0x01,
            (0x00, 3),
            0x80,
            0x88,
            0x88,
        ]

    @pytest.mark.parametrize(
        "broken",
        [
            frame(TEXT, b"masked", key=KEY),
            frame(TEXT, b"longer form", form=126),
            frame(TEXT, bytes(126), form=127),
            frame(TEXT, bytes(1001)),
        ],
    )
    def test_end_before_a_frame_that_is_not_lawful(self, broken: bytes) -> None:
        fine = frame(TEXT, b"fine")
        stream = fine * 2 + broken + fine
        assert shape(stream, max_payload=1000) == [(0x81, 2), 0x81, (0x81, 1)]

    def test_compressed_messages_make_them_once_they_are_lawful(self) -> None:
        stream = frame(TEXT, bytes(200), rsv=4) * 2
        assert shape(stream) == [0xC1, 0xC1]
        assert shape(stream, rsv_allowed=4) == [(0xC1, 2)]


class TestMaxPayload:
    def test_what_exceeds_it_is_skipped(self) -> None:
        stream = frame(BINARY, b"0123456789") + frame(BINARY, b"ab", key=KEY) + frame(TEXT, b"on")
        over, masked, after = read(reader(max_payload=4), stream)
        assert (over.payload, over.omitted, over.declared_length) == (b"0123", 6, 10)
        assert over.violation == "only the first 4 of 10 bytes are kept"
        assert (masked.payload, after.payload) == (b"ab", b"on")

    def test_zero_keeps_headers_only(self) -> None:
        (over,) = read(reader(max_payload=0), frame(TEXT, b"x"))
        assert (over.header, over.payload, over.omitted) == (b"\x81\x01", b"", 1)

    def test_nothing_is_kept_beyond_it_while_it_arrives(self) -> None:
        frames = reader(max_payload=1000)
        chunk = bytes(1 << 20)
        read(frames, frame(BINARY, declared=1 << 40))
        tracemalloc.start()
        for _ in range(20):
            read(frames, chunk)
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
        assert read(frames, bytes.fromhex("82ff") + b"\xff" * 8 + KEY + bytes(1000)) == []
        assert frames.violation.startswith("the 64-bit length has its top bit set")


class TestEvidence:
    SIZE = EVIDENCE + 5

    def kept(self, stream: bytes, *, strict: bool = False, limit: int = 1 << 20) -> tuple[int, int]:
        """Bytes of the first frame of `stream` that are kept, and that are omitted."""
        first, after = read(reader(max_payload=limit, strict=strict), stream + frame(TEXT, b"on"))
        assert after.payload == b"on"
        return len(first.payload), first.omitted

    @pytest.mark.parametrize("opcode", [8, 9, 10, 11, 15])
    @pytest.mark.parametrize("strict", [True, False])
    def test_is_kept_of_a_control_frame_that_is_too_long(self, opcode: int, strict: bool) -> None:
        stream = frame(opcode, bytes(self.SIZE))
        assert self.kept(stream, strict=strict) == (EVIDENCE, 5)
        assert self.kept(stream, strict=strict, limit=100) == (100, self.SIZE - 100)
        exact = frame(opcode, bytes(EVIDENCE))
        assert self.kept(exact, strict=strict) == (EVIDENCE, 0)

    def test_says_how_much_it_is(self) -> None:
        (ping,) = read(reader(), frame(PING, bytes(self.SIZE)))
        assert ping.violation == (
            f"a control frame of {self.SIZE} bytes, more than 125 (RFC 6455 section 5.5); "
            f"only the first {EVIDENCE} of {self.SIZE} bytes are kept"
        )

    @pytest.mark.parametrize(
        "broken",
        [
            frame(3, bytes(SIZE)),
            frame(BINARY, bytes(SIZE), rsv=1),
            frame(BINARY, bytes(SIZE), key=KEY),
        ],
    )
    def test_is_kept_of_a_frame_that_fails_the_connection(self, broken: bytes) -> None:
        assert self.kept(broken, strict=True) == (EVIDENCE, 5)
        assert self.kept(broken) == (self.SIZE, 0)

    def test_is_kept_of_a_frame_over_the_limit(self) -> None:
        limit = EVIDENCE + 1
        stream = frame(BINARY, bytes(self.SIZE))
        assert self.kept(stream, strict=True, limit=limit) == (EVIDENCE, 5)
        assert self.kept(stream, strict=True, limit=self.SIZE) == (self.SIZE, 0)
        assert self.kept(stream, limit=limit) == (limit, 4)
        assert self.kept(stream, strict=True, limit=10) == (10, self.SIZE - 10)


def test_a_large_payload_is_in_memory_once() -> None:
    size = 16 << 20
    frames = reader(max_payload=size)
    read(frames, frame(BINARY, declared=size))
    chunk = bytes(1 << 18)
    tracemalloc.start()
    for _ in range(size // len(chunk) - 1):
        read(frames, chunk)
    (whole,) = read(frames, chunk)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(whole.payload) == size
    assert peak < 1.5 * size


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
        assert read(frames, bytes.fromhex(arrived), 1) == []
        tail = frames.finish(2)
        assert tail == Frame(2, Direction.RECEIVED, bytes.fromhex(header), payload, None, said)
        assert frames.finish(3) is None

    def test_between_two_frames_there_is_nothing_to_show(self) -> None:
        frames = reader()
        read(frames, frame(TEXT, b"whole"))
        assert frames.finish(1) is None


class TestProperties:
    @given(any_frames(), cuts(), st.sampled_from(Direction), st.integers(0, 7))
    def test_the_same_frames_however_the_bytes_are_cut(
        self, stream: bytes, places: list[int], direction: Direction, rsv_allowed: int
    ) -> None:
        at_once = read(reader(direction, rsv_allowed=rsv_allowed), stream)
        in_pieces = reader(direction, rsv_allowed=rsv_allowed)
        assert [f for piece in cut(stream, places) for f in read(in_pieces, piece)] == at_once
        assert in_pieces.finish(0) is None
        assert b"".join(frame.wire_bytes() for frame in at_once) == stream

    @given(floods(), cuts())
    def test_runs_are_the_same_frames_as_those_that_come_byte_by_byte(
        self, stream: bytes, places: list[int]
    ) -> None:
        slow, fast = reader(rsv_allowed=4), reader(rsv_allowed=4)
        one_by_one = [f for byte in bytewise(stream) for f in slow.read(byte, 0)]
        assert all(isinstance(frame, Frame) for frame in one_by_one)
        assert [f for piece in cut(stream, places) for f in read(fast, piece)] == one_by_one

    @given(any_frames(), cuts(), st.integers(0, 200))
    def test_the_same_frames_under_any_limit(
        self, stream: bytes, places: list[int], limit: int
    ) -> None:
        whole = read(reader(), stream)
        limited = reader(max_payload=limit)
        kept = [f for piece in cut(stream, places) for f in read(limited, piece)]
        assert [f.header for f in kept] == [f.header for f in whole]
        assert [f.payload for f in kept] == [f.payload[:limit] for f in whole]

    @given(st.binary(max_size=300) | st.binary(max_size=20).map(lambda b: b * 20), cuts())
    def test_any_bytes_are_frames_and_can_be_rebuilt(self, noise: bytes, places: list[int]) -> None:
        frames = reader()
        shown = [f for piece in cut(noise, places) for f in read(frames, piece)]
        tail = frames.finish(0)
        assert b"".join(f.wire_bytes() for f in [*shown, *([tail] if tail else [])]) == noise

    @settings(max_examples=50)
    @given(lawful_stream(), cuts())
    def test_the_same_frames_as_the_library_s_own_parser(
        self, stream: bytes, places: list[int]
    ) -> None:
        ours = reader()
        frames = [f for piece in cut(stream, places) for f in read(ours, piece)]
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
