"""Frames of one's own making: their exact bytes, and what has no room in a header."""

import asyncio
import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.events import Direction, Frame
from inspector.wire import ForgedFrame
from inspector.wire.deflate import Inflater
from inspector.wire.frame_reader import FrameReader
from inspector.wire.receiver import Receiver
from tests.support import wire_bytes
from tests.support.receiving import read
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_story import Story, opened

_MOST = {7: 125, 16: 2**16 - 1, 64: 2**64 - 1}


@st.composite
def forged_frames(draw: st.DrawFn, *, truthful: bool = False) -> ForgedFrame:
    """Any that has room in a header."""
    payload = draw(
        st.binary(max_size=140) | st.integers(120, 70_000).map(lambda size: b"\xab" * size)
    )
    bits = draw(st.sampled_from([None, 7, 16, 64]))
    declared = None
    if not truthful and (draw(st.booleans()) or len(payload) > _MOST[bits or 64]):
        declared = draw(st.integers(0, _MOST[bits or 64]))
    elif len(payload) > _MOST[bits or 64]:
        bits = None
    return ForgedFrame(
        opcode=draw(st.integers(0, 15)),
        payload=payload,
        fin=draw(st.booleans()),
        rsv=draw(st.integers(0, 7)),
        masked=draw(st.booleans()),
        masking_key=draw(st.none() | st.binary(min_size=4, max_size=4)),
        declared_length=declared,
        length_bits=bits,
    )


@given(forged_frames())
def test_every_field_is_where_rfc_6455_has_it(forged: ForgedFrame):
    expected = wire_bytes.frame(
        forged.opcode,
        forged.payload,
        fin=forged.fin,
        rsv=forged.rsv,
        key=forged.masking_key or b"" if forged.masked else b"",
        form={16: 126, 64: 127}.get(forged.length_bits or 0, 0),
        declared=forged.length,
    )
    assert forged.encode() == forged.encode() == expected
    assert forged.as_sent(5).wire_bytes() == expected


@given(forged_frames(truthful=True))
def test_a_truthful_one_is_read_as_it_was_meant(forged: ForgedFrame):
    wire = forged.encode()
    [frame] = read(FrameReader(Direction.SENT, max_payload=2**20), wire)
    assert (frame.opcode, frame.fin, frame.rsv) == (forged.opcode, forged.fin, forged.rsv)
    assert frame.masking_key == (forged.masking_key if forged.masked else None)
    assert frame.payload == forged.payload
    assert frame.wire_bytes() == wire


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"opcode": 16}, "An opcode must be from 0 to 15, not 16"),
        ({"opcode": -1}, "An opcode must be from 0 to 15, not -1"),
        ({"rsv": 8}, r"The RSV bits as a number \(RSV1 is 4\) must be from 0 to 7, not 8"),
        ({"masking_key": b"123"}, "A masking key has 4 bytes, not 3"),
        ({"length_bits": 8}, "in 7, 16 or 64 bits, not 8"),
        (
            {"declared_length": 300, "length_bits": 7},
            "A length in 7 bits must be from 0 to 125, not 300",
        ),
        (
            {"payload": bytes(126), "length_bits": 7},
            "A length in 7 bits must be from 0 to 125, not 126",
        ),
        ({"declared_length": 65536, "length_bits": 16}, "from 0 to 65535, not 65536"),
        ({"declared_length": 2**64}, "A length in 64 bits must be from 0 to 18446744073709551615"),
        ({"declared_length": -1}, "not -1"),
    ],
)
def test_what_has_no_room_in_a_header(fields: dict[str, object], message: str):
    with pytest.raises(ValueError, match=message):
        ForgedFrame(**fields)  # type: ignore[arg-type]


def test_a_key_that_is_not_given_is_drawn_once():
    frame, other = ForgedFrame(payload=b"x"), ForgedFrame(payload=b"x")
    assert frame.encode() == frame.encode()
    assert frame.masking_key != other.masking_key
    assert dataclasses.replace(frame, opcode=2).masking_key == frame.masking_key
    assert ForgedFrame(payload=b"x", masked=False).encode() == b"\x81\x01x"


@settings(max_examples=40)
@given(st.lists(forged_frames(), max_size=6))
def test_a_raw_server_gets_the_bytes_and_they_are_recorded(frames: list[ForgedFrame]):
    wire = b"".join(frame.encode() for frame in frames)
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept()
        await peer.read(len(wire))

    async def send_all() -> None:
        async with rude_server(script) as server:
            websocket = await opened(server.url, story)
            for frame in frames:
                websocket.send_frame(frame)
            await websocket.wait_closed()
            assert server.peers[0].received == wire

    asyncio.run(send_all())
    sent = story.frames(Direction.SENT)
    assert story.wire(Direction.SENT) == wire
    assert [frame.wire_bytes() for frame in sent] == [frame.encode() for frame in frames]
    for frame, forged in zip(sent, frames, strict=True):
        assert ("is a lie" in frame.violation) == (forged.length != len(forged.payload))
        assert frame.omitted == max(0, forged.length - len(forged.payload))


@given(st.lists(forged_frames(), max_size=6))
def test_compression_changes_none_of_their_bytes(frames: list[ForgedFrame]):
    receiver = Receiver(direction=Direction.SENT, max_message_size=2**65, lenient=True)
    receiver.negotiated(Inflater(no_context_takeover=False, window_bits=15))
    for frame in frames:
        receiver.take(frame.as_sent(0))
    events = [event for event in receiver.receive().events if isinstance(event, Frame)]
    assert [event.wire_bytes() for event in events] == [frame.encode() for frame in frames]
