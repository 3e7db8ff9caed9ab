import itertools
import random
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.client import ClientProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame as LibraryFrame
from websockets.frames import Opcode as LibraryOpcode
from websockets.protocol import State
from websockets.uri import parse_uri

from inspector.wire.deflate import Inflater
from inspector.wire.messages import Messages
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
    CONTINUATION,
    PING,
    TEXT,
    cut,
    cuts,
    frame,
    lawful_stream,
)

HELLO = bytes.fromhex("f248cdc9c90700")
GARBAGE = b"\xff\xff\xff"
COMPRESSED_HELLO = frame(TEXT, HELLO, rsv=4)
NESTED = "a message begins inside another one (RFC 6455 section 5.4)"
STRAY = "a continuation without a message to it (RFC 6455 section 5.4)"
AFTER_FAILURE = "comes after the connection failed and is not acted on (RFC 6455 section 7.1.7)"
NOT_UTF8 = "the text is not UTF-8 at byte {}, {} (RFC 6455 section 8.1)"


class TestFragments:
    def test_make_one_message_with_controls_between_them(self) -> None:
        batch = strict(
            frame(TEXT, b"one ", fin=False)
            + frame(PING, b"?")
            + frame(CONTINUATION, b"two ", fin=False)
            + frame(CONTINUATION, b"three")
            + frame(BINARY, b"next")
        )
        assert messages(batch) == ["one two three", b"next"]
        assert violations(batch) == [""] * 5
        assert [control.payload for control in controls(batch)] == [b"?"]

    def test_may_be_empty(self) -> None:
        batch = strict(frame(BINARY, fin=False), frame(CONTINUATION, fin=False), frame(0))
        assert (messages(batch), batch.failure) == ([b""], None)

    def test_a_continuation_needs_a_beginning(self) -> None:
        batch = strict(frame(TEXT, b"whole") + frame(CONTINUATION, b"stray"))
        assert batch.failure == (1002, STRAY)
        assert violations(batch) == ["", STRAY]

    def test_a_beginning_needs_the_end_of_the_one_before(self) -> None:
        batch = strict(frame(TEXT, b"un", fin=False) + frame(TEXT, b"whole"))
        assert batch.failure == (1002, NESTED)
        assert violations(batch) == ["", NESTED]
        assert messages(batch) == []

    def test_lenient_a_whole_message_inside_another_leaves_it_unfinished(self) -> None:
        batch = lenient(
            frame(TEXT, b"out", fin=False) + frame(BINARY, b"inner") + frame(CONTINUATION, b"er")
        )
        assert violations(batch) == ["", NESTED, ""]
        assert messages(batch) == [b"inner", "outer"]

    def test_lenient_the_latest_beginning_counts(self) -> None:
        batch = lenient(
            frame(TEXT, b"lost", fin=False)
            + frame(TEXT, b"la", fin=False)
            + frame(CONTINUATION, b"test")
            + frame(CONTINUATION, b"stray")
            + frame(TEXT, b"on")
        )
        assert violations(batch) == ["", NESTED, "", STRAY, ""]
        assert messages(batch) == ["latest", "on"]

    def test_lenient_a_reserved_opcode_begins_a_message_that_nobody_can_read(self) -> None:
        batch = lenient(frame(3, b"a", fin=False) + frame(CONTINUATION, b"b") + frame(TEXT, b"on"))
        reserved = "opcode 3 is reserved (RFC 6455 section 5.2)"
        assert violations(batch) == [reserved, "", ""]
        assert messages(batch) == ["on"]

    def test_a_message_of_which_the_beginning_was_not_collected_is_not_one(self) -> None:
        late = receiver()
        late.collect_messages = False
        told(late, frame(TEXT, b"be", fin=False))
        late.collect_messages = True
        batch = told(late, frame(CONTINUATION, b"gin") + frame(TEXT, b"next"))
        assert messages(batch) == ["next"]

    def test_nothing_is_collected_where_nobody_asks(self) -> None:
        silent = receiver()
        silent.collect_messages = False
        stream = frame(TEXT, b"a") + frame(BINARY, b"b", fin=False) + frame(CONTINUATION, b"c")
        batch = told(silent, stream)
        assert (len(frames(batch)), messages(batch)) == (3, [])


class TestText:
    def test_a_character_may_be_cut_by_fragments(self) -> None:
        euro = "€".encode()
        batch = strict(
            *(frame(CONTINUATION if n else TEXT, euro[n : n + 1], fin=n == 2) for n in range(3))
        )
        assert (messages(batch), batch.failure) == (["€"], None)

    def test_not_by_the_end_of_the_message(self) -> None:
        said = NOT_UTF8.format(0, "unexpected end of data")
        batch = strict(frame(TEXT, b"\xe2\x82"))
        assert (batch.failure, violations(batch)) == ((1007, said), [said])

    def test_is_told_in_the_first_fragment_that_shows_it(self) -> None:
        said = NOT_UTF8.format(3, "invalid start byte")
        batch = strict(
            frame(TEXT, b"abc", fin=False)
            + frame(CONTINUATION, b"\xffd", fin=False)
            + frame(CONTINUATION, b"e")
        )
        assert batch.failure == (1007, said)
        assert violations(batch)[:2] == ["", said]

    def test_is_told_before_its_frame_is_complete(self) -> None:
        waiting = receiver()
        start = frame(TEXT, b"ab\xce\xba" + bytes(50), declared=1000)
        assert told(waiting, start[:6], start[6:]).failure is None
        failure = told(waiting, b"\xf4\x90").failure
        assert failure == (1007, NOT_UTF8.format(54, "invalid continuation byte"))
        rest = told(waiting, bytes(944) + frame(TEXT, b"on"))
        assert [said[:30] for said in violations(rest)] == [
            failure.reason[:30],
            "comes after the connection fai",
        ]

    def test_lenient_it_is_a_message_with_replacement_characters(self) -> None:
        batch = lenient(
            frame(TEXT, b"a\xff", fin=False) + frame(CONTINUATION, b"\xffb") + frame(TEXT, b"on")
        )
        assert violations(batch) == [NOT_UTF8.format(1, "invalid start byte"), "", ""]
        assert messages(batch) == ["a��b", "on"]
        assert (batch.failure, len(problems(batch))) == (None, 1)

    def test_binary_may_be_anything(self) -> None:
        assert messages(strict(frame(BINARY, b"\xff"))) == [b"\xff"]


class TestCompressed:
    def test_is_shown_inflated_and_as_it_was_on_the_wire(self) -> None:
        batch = strict(COMPRESSED_HELLO, inflater=Inflater())
        (shown,) = frames(batch)
        assert (shown.payload, shown.wire_payload, shown.violation) == (b"Hello", HELLO, "")
        assert shown.wire_bytes() == COMPRESSED_HELLO
        assert messages(batch) == ["Hello"]

    def test_in_fragments_with_a_control_between(self) -> None:
        batch = strict(
            frame(BINARY, HELLO[:3], fin=False, rsv=4)
            + frame(PING, b"?")
            + frame(CONTINUATION, HELLO[3:]),
            inflater=Inflater(),
        )
        assert messages(batch) == [b"Hello"]
        first, ping, last = frames(batch)
        assert (first.payload + last.payload, ping.payload) == (b"Hello", b"?")
        assert (first.wire_payload, ping.wire_payload, last.wire_payload) == (
            HELLO[:3],
            None,
            HELLO[3:],
        )

    def test_and_uncompressed_ones_take_turns(self) -> None:
        batch = strict(
            COMPRESSED_HELLO + frame(TEXT, b"plain") + COMPRESSED_HELLO, inflater=Inflater()
        )
        assert messages(batch) == ["Hello", "plain", "Hello"]

    @pytest.mark.parametrize("opcode", [CONTINUATION, PING])
    def test_rsv1_belongs_to_the_first_frame_of_a_message(self, opcode: int) -> None:
        said = "RSV1 on a frame that begins no message (RFC 7692 section 6.1)"
        batch = strict(
            frame(TEXT, HELLO[:3], fin=False, rsv=4) + frame(opcode, b"", rsv=4),
            inflater=Inflater(),
        )
        assert (batch.failure, violations(batch)) == ((1002, said), ["", said])

    def test_without_the_extension_rsv1_means_nothing(self) -> None:
        batch = lenient(COMPRESSED_HELLO)
        (shown,) = frames(batch)
        assert (shown.payload, shown.wire_payload) == (HELLO, None)
        assert shown.violation.startswith("RSV1 set without an extension that defines it")

    def test_garbage_fails_the_connection(self) -> None:
        batch = strict(frame(TEXT, GARBAGE, rsv=4), inflater=Inflater())
        said = "the payload is not DEFLATE data, invalid block type (RFC 7692 section 7.2.2)"
        assert (batch.failure, violations(batch), payloads(batch)) == (
            (1007, said),
            [said],
            [GARBAGE],
        )

    def test_lenient_the_context_is_lost_and_shown_as_lost(self) -> None:
        batch = lenient(
            COMPRESSED_HELLO
            + frame(TEXT, GARBAGE, rsv=4)
            + COMPRESSED_HELLO
            + frame(TEXT, b"plain")
            + COMPRESSED_HELLO,
            inflater=Inflater(),
        )
        lost = (
            "the deflate context was lost when a payload was not DEFLATE data "
            "(RFC 7692 section 7.2.2)"
        )
        assert violations(batch)[2:] == [lost, "", lost]
        assert payloads(batch) == [b"Hello", GARBAGE, HELLO, b"plain", HELLO]
        assert messages(batch) == ["Hello", "plain"]

    def test_lenient_without_takeover_the_next_message_is_fine(self) -> None:
        batch = lenient(
            frame(TEXT, GARBAGE, rsv=4) + COMPRESSED_HELLO,
            inflater=Inflater(no_context_takeover=True),
        )
        assert messages(batch) == ["Hello"]

    def test_text_is_checked_after_inflating(self) -> None:
        stored = bytes.fromhex("000200fdffc32800")  # a block without compression: c3 28
        batch = strict(frame(TEXT, stored, rsv=4), inflater=Inflater())
        assert batch.failure == (1007, NOT_UTF8.format(0, "invalid continuation byte"))
        assert payloads(batch) == [b"\xc3("]

    def test_text_must_not_end_inside_a_character(self) -> None:
        stored = bytes.fromhex("000100feffc300")  # a block without compression: c3
        batch = strict(frame(TEXT, stored, rsv=4), inflater=Inflater())
        assert batch.failure == (1007, NOT_UTF8.format(0, "unexpected end of data"))


class TestLimit:
    SAID = "the message is larger than the limit of 10 bytes"

    def test_may_be_reached(self) -> None:
        batch = strict(frame(TEXT, b"0123456789"), limit=10)
        assert (messages(batch), batch.failure) == (["0123456789"], None)

    def test_by_length_fails_before_the_payload_arrives(self) -> None:
        batch = strict(frame(BINARY, declared=1 << 30), limit=10)
        assert batch.failure == (1009, self.SAID)
        (problem,) = batch.events
        assert problem.code == "message-too-big"
        assert problem.message == (
            "A message was too big, so the connection is being closed: "
            "the message is larger than the limit of 10 bytes. Raise the limit to get it."
        )

    def test_holds_for_all_fragments_together(self) -> None:
        batch = strict(
            frame(TEXT, b"012345", fin=False),
            frame(CONTINUATION, b"6789", fin=False),
            frame(CONTINUATION, b"x"),
            limit=10,
        )
        assert (batch.failure, messages(batch)) == ((1009, self.SAID), [])
        assert payloads(batch) == [b"012345", b"6789", b"x"]

    def test_lenient_the_frames_are_kept_up_to_it(self) -> None:
        batch = lenient(
            frame(TEXT, bytes(12), fin=False)
            + frame(CONTINUATION, b"!", fin=False)
            + frame(CONTINUATION, b"!")
            + frame(TEXT, b"on"),
            limit=10,
        )
        first, second, third, fourth = frames(batch)
        assert (len(first.payload), first.omitted) == (10, 2)
        assert first.violation == f"only the first 10 of 12 bytes are kept; {self.SAID}"
        assert (second.payload, third.payload, fourth.payload) == (b"!", b"!", b"on")
        assert [problem.code for problem in problems(batch)] == ["message-too-big"]
        assert (messages(batch), batch.failure) == (["on"], None)

    def test_holds_for_what_a_message_inflates_to(self) -> None:
        inflater = Inflater()
        batch = strict(COMPRESSED_HELLO, limit=4, inflater=inflater)
        assert batch.failure is not None
        assert (batch.failure.code, payloads(batch)) == (1009, [b"Hell"])

    def test_holds_for_what_all_fragments_inflate_to(self) -> None:
        batch = lenient(
            frame(TEXT, HELLO[:3], fin=False, rsv=4)
            + frame(CONTINUATION, HELLO[3:], fin=False)
            + frame(CONTINUATION, b"\x00")
            + COMPRESSED_HELLO,
            limit=4,
            inflater=Inflater(),
        )
        assert b"".join(payloads(batch)[:2]) == b"Hell"
        assert violations(batch)[1] == "the message is larger than the limit of 4 bytes"
        assert all("context was lost" in said for said in violations(batch)[2:])
        assert [problem.code for problem in problems(batch)] == ["message-too-big"]
        assert messages(batch) == []

    def test_incompressible_data_may_fill_it(self) -> None:
        content = random.Random(0).randbytes(100_000)
        sender = PerMessageDeflate(False, False, 15, 15)
        compressed = LibraryFrame(LibraryOpcode.BINARY, content).serialize(
            mask=False, extensions=[sender]
        )
        assert len(compressed) > len(content) + 20
        batch = strict(compressed, limit=len(content), inflater=Inflater())
        assert messages(batch) == [content]

    def test_a_short_message_that_compression_makes_longer_may_fill_it(self) -> None:
        deflate = zlib.compressobj(0, wbits=-15)
        stored = deflate.compress(b"0123456789") + deflate.flush(zlib.Z_SYNC_FLUSH)
        assert len(stored) - 4 > 14
        batch = strict(frame(TEXT, stored[:-4], rsv=4), limit=10, inflater=Inflater())
        assert messages(batch) == ["0123456789"]

    @pytest.mark.parametrize(("more", "failed"), [(0, False), (1, True)])
    def test_a_compressed_frame_may_be_so_long_and_no_longer(self, more: int, failed: bool) -> None:
        longest = Messages(1000).most_compressed
        empty_block = b"\x00\x00\x00\xff\xff"
        left = longest + more - len(HELLO)
        # A stored block takes 5 bytes and its content.
        content = bytes(left % 5)
        stored = b"\x00" + struct.pack("<HH", len(content), len(content) ^ 0xFFFF) + content
        payload = empty_block * (left // 5 - 1) + stored + HELLO
        assert len(payload) == longest + more
        stream = frame(BINARY, payload, rsv=4)
        for chunks in ([stream], [stream[:9], stream[9:]]):
            batch = strict(*chunks, limit=1000, inflater=Inflater())
            assert (batch.failure is not None) == failed
            assert messages(batch) == ([] if failed else [content + b"Hello"])

    def test_an_uncompressed_frame_of_a_connection_that_compresses_keeps_it(self) -> None:
        batch = strict(frame(BINARY, bytes(201)), limit=200, inflater=Inflater())
        assert batch.failure is not None
        assert batch.failure.code == 1009
        fits = strict(frame(BINARY, bytes(200)), limit=200, inflater=Inflater())
        assert messages(fits) == [bytes(200)]

    def test_a_compressed_frame_over_it_loses_the_context(self) -> None:
        batch = lenient(
            frame(TEXT, bytes(200), rsv=4) + COMPRESSED_HELLO, limit=10, inflater=Inflater()
        )
        assert ["too large to be kept" in said for said in violations(batch)] == [True, True]


@settings(max_examples=50)
@given(lawful_stream(), cuts())
def test_the_same_messages_as_websockets(stream: bytes, places: list[int]) -> None:
    batch = strict(*cut(stream, places))
    assert (batch.failure, set(violations(batch))) in ((None, set()), (None, {""}))
    assert messages(batch) == library_messages(stream)


@settings(max_examples=50)
@given(
    st.lists(st.text(max_size=40) | st.binary(max_size=300), max_size=5),
    cuts(),
    cuts(),
    st.booleans(),
)
def test_the_same_compressed_messages_as_websockets(
    contents: list[str | bytes], fragments: list[int], places: list[int], no_takeover: bool
) -> None:
    sender = PerMessageDeflate(False, no_takeover, 15, 12)
    stream = b"".join(
        LibraryFrame(opcode, piece, fin=last).serialize(mask=False, extensions=[sender])
        for content in contents
        for opcode, piece, last in library_fragments(content, fragments)
    )
    inflater = Inflater(no_context_takeover=no_takeover, window_bits=12)
    batch = strict(*cut(stream, places), inflater=inflater)
    assert batch.failure is None
    assert messages(batch) == contents
    assert messages(batch) == library_messages(
        stream, PerMessageDeflate(no_takeover, False, 12, 15)
    )
    assert b"".join(frame.wire_bytes() for frame in frames(batch)) == stream


def library_fragments(
    content: str | bytes, places: list[int]
) -> list[tuple[LibraryOpcode, bytes, bool]]:
    first = LibraryOpcode.TEXT if isinstance(content, str) else LibraryOpcode.BINARY
    pieces = cut(content.encode() if isinstance(content, str) else content, places) or [b""]
    opcodes = itertools.chain([first], itertools.repeat(LibraryOpcode.CONT))
    return [
        (opcode, piece, number == len(pieces))
        for number, (opcode, piece) in enumerate(zip(opcodes, pieces, strict=False), 1)
    ]


def library_messages(stream: bytes, *extensions: PerMessageDeflate) -> list[str | bytes]:
    """What a client of `websockets` receives."""
    client = ClientProtocol(parse_uri("ws://test/"), state=State.OPEN)
    client.extensions = list(extensions)
    client.receive_data(stream)
    messages: list[str | bytes] = []
    content, opcode = b"", LibraryOpcode.BINARY
    for event in client.events_received():
        if isinstance(event, LibraryFrame) and event.opcode < 8:
            opcode = event.opcode or opcode
            content += bytes(event.data)
            if event.fin:
                messages.append(content.decode() if opcode is LibraryOpcode.TEXT else content)
                content = b""
    assert client.parser_exc is None
    return messages
