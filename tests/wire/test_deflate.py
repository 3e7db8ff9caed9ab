import contextlib
import itertools
import random
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame as LibraryFrame
from websockets.frames import Opcode as LibraryOpcode

from inspector.wire.deflate import ContextLostError, InflateError, InflateOverflowError, Inflater
from tests.support.wire_bytes import cut, cuts

MUCH = 1 << 30
HELLO = bytes.fromhex("f248cdc9c90700")


def inflated(inflater: Inflater, *fragments: bytes, room: int = MUCH) -> bytes:
    """What the fragments of one message inflate to."""
    inflater.begin_message()
    content = b""
    for number, fragment in enumerate(fragments, 1):
        final = number == len(fragments)
        content += b"".join(inflater.inflate(fragment, final=final, room=room - len(content)))
    return content


def ending(content: bytes) -> bytes:
    """`content` from a sender that ends its DEFLATE stream (BFINAL) instead of flushing it."""
    deflate = zlib.compressobj(wbits=-15)
    return deflate.compress(content) + deflate.flush()


class TestRfc7692:
    """The examples of section 7.2.3."""

    def test_a_message(self) -> None:
        assert inflated(Inflater(), HELLO) == b"Hello"

    def test_in_fragments(self) -> None:
        assert inflated(Inflater(), HELLO[:3], HELLO[3:]) == b"Hello"

    def test_referring_to_the_message_before(self) -> None:
        inflater = Inflater()
        assert inflated(inflater, HELLO) == b"Hello"
        assert inflated(inflater, bytes.fromhex("f200110000")) == b"Hello"

    def test_in_a_block_without_compression(self) -> None:
        assert inflated(Inflater(), bytes.fromhex("000500faff48656c6c6f00")) == b"Hello"

    def test_in_a_block_marked_as_the_last(self) -> None:
        inflater = Inflater()
        assert inflated(inflater, bytes.fromhex("f348cdc9c9070000")) == b"Hello"
        assert inflated(inflater, HELLO) == b"Hello"

    def test_in_two_blocks(self) -> None:
        stream = bytes.fromhex("f248050000 00ffffcac9c90700")
        assert inflated(Inflater(), stream) == b"Hello"

    def test_an_empty_one(self) -> None:
        inflater = Inflater()
        assert inflated(inflater, b"\x00") == b""
        assert inflated(inflater, HELLO) == b"Hello"


class TestLastBlocks:
    def test_what_follows_may_refer_to_what_was_before_them(self) -> None:
        inflater = Inflater()
        assert inflated(inflater, bytes.fromhex("f348cdc9c9070000")) == b"Hello"
        assert inflated(inflater, bytes.fromhex("f200110000")) == b"Hello"

    def test_as_far_back_as_deflate_allows(self) -> None:
        content = random.Random(0).randbytes(32_000)
        sender = zlib.compressobj(wbits=-15, zdict=content)
        again = sender.compress(content) + sender.flush(zlib.Z_SYNC_FLUSH)
        assert len(again) < 1000
        inflater = Inflater()
        assert inflated(inflater, ending(b"long ago") + ending(content)) == b"long ago" + content
        assert inflated(inflater, again[:-4]) == content

    def test_several_in_a_message_cut_anywhere(self) -> None:
        stream = ending(b"one, ") + ending(b"") + ending(b"two") + b"\x00"
        for place in range(len(stream)):
            inflater = Inflater()
            assert inflated(inflater, stream[:place], stream[place:]) == b"one, two"
            assert inflated(inflater, HELLO) == b"Hello"

    @pytest.mark.parametrize("fragments", [1, 2])
    def test_a_sender_that_leaves_out_the_empty_block_after_them(self, fragments: int) -> None:
        inflater = Inflater()
        message = [ending(b"Hello"), b""][:fragments]
        assert inflated(inflater, *message) == b"Hello"
        assert inflated(inflater, *message) == b"Hello"
        assert inflated(inflater, HELLO) == b"Hello"

    def test_many_small_ones_are_steps_that_can_be_timed(self) -> None:
        inflater = Inflater()
        inflater.begin_message()
        pieces = list(inflater.inflate(ending(b"") * 500, final=True, room=MUCH))
        assert len(pieces) >= 499
        assert b"".join(pieces) == b""


def test_no_bytes_at_all_leave_the_context_as_it_is() -> None:
    inflater = Inflater()
    assert inflated(inflater, HELLO) == b"Hello"
    assert inflated(inflater, b"", b"") == b""
    assert inflated(inflater, bytes.fromhex("f200110000")) == b"Hello"


@pytest.mark.parametrize("more", [1, 100, 257, 258, 259])
def test_a_fragment_gives_all_that_it_holds(more: int) -> None:
    deflate = zlib.compressobj(wbits=-15)
    content = bytes((128 << 10) + more)
    whole = deflate.compress(content) + deflate.flush(zlib.Z_SYNC_FLUSH)
    inflater = Inflater()
    inflater.begin_message()
    assert b"".join(inflater.inflate(whole[:-4], final=False, room=MUCH)) == content


class TestLostContext:
    def test_garbage_loses_it_for_good(self) -> None:
        inflater = Inflater()
        with pytest.raises(InflateError, match="not DEFLATE data, invalid block type"):
            inflated(inflater, b"\xff\xff\xff")
        with pytest.raises(InflateError, match="context was lost when a payload was not DEFLATE"):
            inflated(inflater, HELLO)

    def test_without_takeover_for_the_message(self) -> None:
        inflater = Inflater(no_context_takeover=True)
        inflater.begin_message()
        with pytest.raises(InflateError, match="not DEFLATE data"):
            list(inflater.inflate(b"\xff\xff\xff", final=False, room=MUCH))
        with pytest.raises(InflateError, match="context was lost"):
            list(inflater.inflate(HELLO, final=True, room=MUCH))
        assert inflated(inflater, HELLO) == b"Hello"

    def test_what_came_out_before_the_garbage_is_there(self) -> None:
        inflater = Inflater()
        inflater.begin_message()
        pieces = inflater.inflate(ending(b"Hello") + b"\xff\xff\xff", final=True, room=MUCH)
        assert next(pieces) == b"Hello"
        with pytest.raises(InflateError):
            next(pieces)

    def test_a_reference_to_before_the_beginning_is_garbage(self) -> None:
        with pytest.raises(InflateError, match="invalid distance too far back"):
            inflated(Inflater(), bytes.fromhex("f200110000"))

    def test_no_takeover_forgets_what_was_before(self) -> None:
        inflater = Inflater(no_context_takeover=True)
        assert inflated(inflater, HELLO) == b"Hello"
        with pytest.raises(InflateError, match="invalid distance too far back"):
            inflated(inflater, bytes.fromhex("f200110000"))

    def test_an_unfinished_message_loses_it(self) -> None:
        inflater = Inflater()
        inflater.begin_message()
        assert b"".join(inflater.inflate(HELLO, final=False, room=MUCH)) == b"Hello"
        with pytest.raises(InflateError, match="lost when a message was left unfinished"):
            inflated(inflater, HELLO)


class TestRoom:
    def test_may_be_filled(self) -> None:
        assert inflated(Inflater(), HELLO, room=5) == b"Hello"

    def test_over_it_comes_what_fits_and_no_more(self) -> None:
        inflater = Inflater()
        inflater.begin_message()
        pieces = inflater.inflate(HELLO, final=True, room=3)
        assert next(pieces) == b"Hel"
        with pytest.raises(InflateOverflowError):
            next(pieces)
        with pytest.raises(InflateError, match="lost when a message inflated to more than"):
            inflated(inflater, HELLO)

    def test_a_bomb_of_1_gib_stays_small(self) -> None:
        deflate = zlib.compressobj(9, wbits=-15)
        bomb = (deflate.compress(bytes(1 << 20)) + deflate.flush(zlib.Z_FULL_FLUSH)) * 1024
        limit = 4 << 20
        inflater = Inflater()
        inflater.begin_message()
        tracemalloc.start()
        with pytest.raises(InflateOverflowError):
            sum(map(len, inflater.inflate(bomb, final=True, room=limit)))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(bomb) < 1.1 * (1 << 20)
        assert most < 1 << 20


class TestWholeMessages:
    """Many at once, as far as they go smoothly."""

    AGAIN = bytes.fromhex("f200110000")

    def test_are_inflated_like_one_after_the_other(self) -> None:
        inflater = Inflater()
        assert whole(inflater, HELLO, self.AGAIN, b"\x00", self.AGAIN) == [b"Hello"] * 2 + [
            b"",
            b"Hello",
        ]
        assert inflated(inflater, self.AGAIN) == b"Hello"

    @pytest.mark.parametrize(
        "special",
        [
            pytest.param(bytes.fromhex("f348cdc9c9070000"), id="last block"),
            pytest.param(b"", id="no block"),
            pytest.param(b"\xff\xff\xff", id="garbage"),
            pytest.param(bytes.fromhex("000200fdffc32800"), id="not UTF-8"),
            pytest.param(bytes.fromhex("000600f9ff48656c6c6f2100"), id="over the limit"),
        ],
    )
    def test_stop_before_a_special_one_that_is_as_if_not_seen(self, special: bytes) -> None:
        inflater, other = Inflater(), Inflater()
        assert whole(inflater, HELLO, self.AGAIN, special, HELLO, limit=5) == [b"Hello"] * 2
        assert whole(inflater, special, limit=5) == []
        inflated(other, HELLO)
        inflated(other, self.AGAIN)
        for following in (special, self.AGAIN):
            assert outcome(inflater, following) == outcome(other, following)

    def test_without_takeover_each_has_a_context_of_its_own(self) -> None:
        inflater = Inflater(no_context_takeover=True)
        assert whole(inflater, HELLO, HELLO, self.AGAIN) == [b"Hello"] * 2
        assert whole(inflater, HELLO) == [b"Hello"]

    def test_are_bounded_in_what_comes_out(self) -> None:
        deflate = zlib.compressobj(wbits=-15)
        parts = [deflate.compress(bytes(50_000)) + deflate.flush(zlib.Z_SYNC_FLUSH)] * 10
        assert len(whole(Inflater(), *(part[:-4] for part in parts))) == 3

    def test_one_too_large_for_a_step_is_special(self) -> None:
        deflate = zlib.compressobj(wbits=-15)
        large = deflate.compress(bytes(200_000)) + deflate.flush(zlib.Z_SYNC_FLUSH)
        assert whole(Inflater(), HELLO, large[:-4]) == [b"Hello"]

    def test_need_a_context(self) -> None:
        inflater = Inflater()
        inflater.lose_context("it was")
        assert whole(inflater, HELLO) == []

    def test_what_they_held_may_be_referred_to_after_a_last_block(self) -> None:
        inflater = Inflater()
        assert whole(inflater, HELLO) == [b"Hello"]
        assert inflated(inflater, ending(b"")) == b""
        assert inflated(inflater, self.AGAIN) == b"Hello"


def whole(inflater: Inflater, *payloads: bytes, limit: int = MUCH) -> list[bytes]:
    return list(inflater.inflate_whole(payloads, text=True, limit=limit))


def outcome(inflater: Inflater, payload: bytes) -> bytes | str:
    try:
        return inflated(inflater, payload)
    except InflateError as error:
        return str(error)


def compressed(
    contents: list[bytes], places: list[int], *, no_takeover: bool, bits: int
) -> list[list[bytes]]:
    """What `websockets` sends for messages, each in fragments."""
    sender = PerMessageDeflate(False, no_takeover, 15, bits)
    messages = []
    for content in contents:
        pieces = cut(content, places) or [b""]
        opcodes = itertools.chain([LibraryOpcode.BINARY], itertools.repeat(LibraryOpcode.CONT))
        messages.append(
            [
                bytes(sender.encode(LibraryFrame(opcode, piece, fin=n == len(pieces))).data)
                for n, (opcode, piece) in enumerate(zip(opcodes, pieces, strict=False), 1)
            ]
        )
    return messages


_WORDS = st.lists(st.sampled_from([b"price", b"tick", b"\x00\xff", b"0123456789" * 30]))
_CONTENTS = st.lists(st.binary(max_size=50) | _WORDS.map(b"".join), max_size=5)


@settings(max_examples=60)
@given(_CONTENTS, cuts(), st.booleans(), st.integers(9, 15))
def test_inflates_what_websockets_sends(
    contents: list[bytes], places: list[int], no_takeover: bool, bits: int
) -> None:
    inflater = Inflater(no_context_takeover=no_takeover, window_bits=bits)
    messages = compressed(contents, places, no_takeover=no_takeover, bits=bits)
    assert [inflated(inflater, *fragments) for fragments in messages] == contents


@pytest.mark.parametrize("bits", [9, 12, 15])
def test_references_across_large_messages(bits: int) -> None:
    contents = [bytes(range(256)) * 300, b"x" * 300_000, bytes(range(256)) * 300]
    inflater = Inflater(window_bits=bits)
    messages = compressed(contents, [70_000, 9], no_takeover=False, bits=bits)
    assert [inflated(inflater, *fragments) for fragments in messages] == contents


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_give_data_or_an_inflate_error(noise: bytes, no_takeover: bool) -> None:
    inflater = Inflater(no_context_takeover=no_takeover)
    for _ in range(3):
        with contextlib.suppress(InflateError):
            assert len(inflated(inflater, noise, room=1000)) <= 1000


def test_a_lost_context_says_what_lost_it_first() -> None:
    inflater = Inflater()
    inflater.lose_context("a reason")
    inflater.lose_context("another")
    with pytest.raises(ContextLostError, match=r"lost when a reason$"):
        list(inflater.inflate(b"\x00", final=True, room=10))
