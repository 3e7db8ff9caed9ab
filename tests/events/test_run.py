from hypothesis import given
from hypothesis import strategies as st

from inspector.events import Direction, Frame, FrameRun

SIZES = st.one_of(st.integers(0, 200), st.sampled_from([125, 126, 65535, 65536]))
ALIKE = st.builds(lambda size, count: [size] * count, st.integers(0, 130), st.integers(1, 300))


def header_of(size: int) -> bytes:
    if size < 126:
        return bytes((0x82, size))
    if size < 1 << 16:
        return b"\x82\x7e" + size.to_bytes(2, "big")
    return b"\x82\x7f" + size.to_bytes(8, "big")


@given(st.lists(SIZES, min_size=1, max_size=8) | ALIKE)
def test_a_run_falls_apart_into_the_frames_that_it_was_made_of(sizes: list[int]) -> None:
    frames = [Frame(7, Direction.RECEIVED, header_of(size), bytes(size)) for size in sizes]
    wire = b"".join(frame.wire_bytes() for frame in frames)
    run = FrameRun(7, Direction.RECEIVED, len(frames), wire)
    assert list(run.frames()) == frames
    assert run.payloads() == [frame.payload for frame in frames]
    assert run.first == 0x82
    assert run.wire_payload_size == sum(sizes)


def test_the_frames_of_a_compressed_run_have_both_payloads() -> None:
    run = FrameRun(7, Direction.RECEIVED, 2, b"\xc1\x01a\xc1\x02bc", (b"first", b"second one"))
    assert list(run.frames()) == [
        Frame(7, Direction.RECEIVED, b"\xc1\x01", b"first", b"a"),
        Frame(7, Direction.RECEIVED, b"\xc1\x02", b"second one", b"bc"),
    ]
    assert run.payloads() == [b"first", b"second one"]
    assert run.wire_payload_size == 3
