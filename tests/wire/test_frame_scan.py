import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.wire.frame_scan import count_whole
from tests.support.wire_bytes import BINARY, PING, TEXT, frame

MUCH = 1 << 20
FINE = frame(TEXT, b"fine")


def counted(data: bytes, *, begin: int = 0, most: int = 100, limit: int = MUCH) -> tuple[int, int]:
    return count_whole(data, begin, most, limit)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536])
def test_every_form_of_length(size: int) -> None:
    stream = frame(BINARY, bytes(size)) * 3
    assert counted(stream) == (3, len(stream))


@pytest.mark.parametrize("size", [0, 5, 200, 70_000])
def test_a_frame_that_is_cut_anywhere_is_left(size: int) -> None:
    whole = frame(TEXT, bytes(size))
    for cut in {1, 2, 3, 4, 9, 10, 11, len(whole) // 2, len(whole) - 1} & set(range(len(whole))):
        assert counted(whole + whole[:cut]) == (1, len(whole))
        assert counted(whole[:cut]) == (0, 0)


def test_it_begins_where_it_is_told_and_ends_at_the_most() -> None:
    assert counted(b"??" + FINE * 5, begin=2, most=3) == (3, 2 + 3 * len(FINE))
    assert counted(FINE * 3, most=3) == (3, 3 * len(FINE))
    assert counted(FINE[:-1], most=1) == (0, 0)
    assert counted(FINE, most=0) == (0, 0)


@pytest.mark.parametrize(
    "other",
    [
        frame(BINARY, b"begins otherwise"),
        frame(TEXT, b"masked", key=b"1234"),
        frame(TEXT, bytes(125), form=126),
        frame(TEXT, bytes(65535), form=127),
        b"\x81\x7f" + b"\xff" * 100,
    ],
)
def test_it_stops_at_what_is_not_like_the_first_and_lawful(other: bytes) -> None:
    assert counted(FINE * 2 + other + FINE) == (2, 2 * len(FINE))


@pytest.mark.parametrize("size", [125, 126, 70_000])
def test_the_limit_may_be_reached(size: int) -> None:
    stream = FINE + frame(TEXT, bytes(size))
    assert counted(stream, limit=size) == (2, len(stream))
    assert counted(stream, limit=size - 1) == ((1, len(FINE)) if size > 125 else (0, 0))


def test_a_control_frame_has_at_most_125_bytes() -> None:
    stream = frame(PING, bytes(125)) + frame(PING, bytes(126))
    assert counted(stream) == (1, 127)


def test_a_compressed_message_is_no_control_frame() -> None:
    stream = frame(TEXT, bytes(200), rsv=4)
    assert counted(stream) == (1, len(stream))


@given(
    st.lists(
        st.tuples(
            st.sampled_from((TEXT, BINARY)), st.sampled_from((0, 1, 2, 126)), st.integers(1, 60)
        ),
        min_size=1,
        max_size=5,
    ),
    st.integers(0, 130),
    st.integers(1, 100),
)
def test_frames_of_one_size_and_others(
    blocks: list[tuple[int, int, int]], missing: int, most: int
) -> None:
    # Payloads that look like headers, so that a wrong step would find more frames.
    frames = [frame(op, (frame(op, b"")[:1] + bytes((size,))) * size) for op, size, _ in blocks]
    counts = [count for _, _, count in blocks]
    whole = [each for each, count in zip(frames, counts, strict=True) for _ in range(count)]
    stream = b"".join(whole)[: -missing or None]
    expected = stop = 0
    for each in whole[:most]:
        if each[0] != whole[0][0] or stop + len(each) > len(stream):
            break
        expected, stop = expected + 1, stop + len(each)
    if stream:
        assert counted(stream, most=most) == (expected, stop)
