"""Lengths of payloads: the fast way finds what the plain way does."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from inspector.recording.run import Run
from inspector.recording.schema import Kind
from inspector.statistics.lengths import tally, wire_lengths
from tests.support.wire_bytes import frame

sizes = st.integers(0, 3) | st.sampled_from([124, 125, 126, 127, 300, 65_535, 65_536])


def run(*payloads: bytes) -> Run:
    wire = b"".join(frame(1, payload) for payload in payloads)
    return Run(1, len(payloads), 0, 1, 0, Kind.RECEIVED, size=len(wire), wire=wire)


@given(st.lists(sizes, min_size=1, max_size=6), st.integers(1, 5))
def test_any_frames(lengths: list[int], times: int) -> None:
    """Also where payloads look like headers: they are full of lengths."""
    payloads = [(b"\x81\x01\x7e\x00" * size)[:size] for size in lengths] * times
    assert wire_lengths(run(*payloads)) == Counter(map(len, payloads))


@given(sizes, st.integers(1, 9))
def test_frames_alike(size: int, times: int) -> None:
    assert wire_lengths(run(*[bytes(size)] * times)) == {size: times}


def test_frames_that_only_look_alike_from_their_sum() -> None:
    assert wire_lengths(run(b"", b"abcd")) == {0: 1, 4: 1}
    assert wire_lengths(run(b"ab", b"", b"abcd")) == {0: 1, 2: 1, 4: 1}
    assert wire_lengths(run(*(b"~" * size for size in (300, 200, 400)))) == {300: 1, 200: 1, 400: 1}


def test_one_masked_and_one_cut_off() -> None:
    wire = frame(1, b"hello", key=b"1234")
    alone = Run(1, 1, 0, 1, 0, Kind.SENT, size=len(wire), wire=wire)
    assert wire_lengths(alone) == {5: 1}
    assert wire_lengths(alone._replace(size=1, wire=wire[:1])) == {0: 1}


def test_a_tally_of_many() -> None:
    assert tally(list(range(10)) * 5000) == dict.fromkeys(range(10), 5000)
