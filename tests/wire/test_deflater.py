"""What we compress is read by anybody who keeps to what was agreed (RFC 7692 section 7.2)."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.wire.deflate import Inflater
from inspector.wire.deflater import Deflater

TAIL = b"\x00\x00\xff\xff"

MESSAGES = st.lists(
    st.binary(max_size=50)
    | st.builds(
        lambda piece, gap, times: (piece + bytes(gap)) * times,
        st.binary(min_size=3, max_size=40),
        st.integers(0, 400),
        st.integers(1, 60),
    ),
    max_size=6,
)
"""With repetitions at distances around the smallest windows."""


def inflated(payloads: list[bytes], bits: int, *, takeover: bool) -> list[bytes]:
    """By zlib alone, with a window of `bits`, which is the strictest reader."""
    reader = zlib.decompressobj(-bits)
    found = []
    for payload in payloads:
        if not takeover:
            reader = zlib.decompressobj(-bits)
        found.append(reader.decompress(payload + TAIL))
    return found


@given(MESSAGES, st.integers(8, 15), st.booleans())
def test_the_window_that_was_agreed_on_suffices(
    messages: list[bytes], bits: int, takeover: bool
) -> None:
    deflater = Deflater(no_context_takeover=not takeover, window_bits=bits)
    payloads = [deflater.deflate(message, fin=True) for message in messages]
    assert inflated(payloads, bits, takeover=takeover) == messages


@given(MESSAGES, st.integers(8, 15), st.booleans())
def test_our_own_inflater_reads_fragments_of_it(
    messages: list[bytes], bits: int, takeover: bool
) -> None:
    deflater = Deflater(no_context_takeover=not takeover, window_bits=bits)
    inflater = Inflater(no_context_takeover=not takeover, window_bits=bits)
    for message in messages:
        half = len(message) // 2
        inflater.begin_message()
        first = deflater.deflate(message[:half], fin=False)
        last = deflater.deflate(message[half:], fin=True)
        read = b"".join(inflater.inflate(first, final=False, room=1 << 20))
        read += b"".join(inflater.inflate(last, final=True, room=1 << 20))
        assert read == message


@pytest.mark.parametrize("bits", range(8, 16))
def test_a_larger_window_is_used_where_it_may_be(bits: int) -> None:
    """Noise that comes again just within the window is compressed away, beyond it is not."""
    noise = zlib.compress(bytes(range(256)) * 4)[:100]
    within = 2 ** max(bits, 9) - 262  # zlib keeps that much of its window for itself

    def size(distance: int) -> int:
        deflater = Deflater(no_context_takeover=False, window_bits=bits)
        deflater.deflate(noise + bytes(distance - len(noise)), fin=True)
        return len(deflater.deflate(noise, fin=True))

    assert size(within) < 20
    assert size(2**15 + 1) > 20


def test_without_takeover_equal_messages_look_alike() -> None:
    for takeover in (True, False):
        deflater = Deflater(no_context_takeover=not takeover, window_bits=15)
        first, second = (deflater.deflate(b"the same " * 5, fin=True) for _ in range(2))
        assert (first == second) is not takeover
