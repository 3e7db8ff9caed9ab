from hypothesis import given
from hypothesis import strategies as st

from inspector.events import Direction
from inspector.wire.frame_reader import FrameReader
from inspector.wire.raw_frame import raw_frame
from tests.support.receiving import read


@given(
    st.integers(0, 15),
    st.sampled_from([0, 1, 125, 126, 127, 65535, 65536]),
    st.booleans(),
    st.integers(0, 7),
    st.booleans(),
)
def test_a_raw_frame_is_read_as_it_was_meant(opcode, size, fin, rsv, masked):
    wire = raw_frame(opcode, bytes(size), fin=fin, rsv=rsv, masked=masked)
    [frame] = read(FrameReader(Direction.SENT, max_payload=2**20), wire)
    assert (frame.opcode, frame.fin, frame.rsv, frame.masked) == (opcode, fin, rsv, masked)
    assert frame.payload == bytes(size)
    assert frame.wire_bytes() == wire
