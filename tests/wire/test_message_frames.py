import pytest

from inspector.events import Opcode
from inspector.wire.message_frames import message_frames, streamed_frames, utf8


def test_lone_surrogates_go_out_as_in_a_browser():
    assert utf8("a\ud800b") == "a\ufffdb".encode()
    assert message_frames("\ud800")[0].payload == "\ufffd".encode()


async def test_a_stream_of_nothing_is_no_message():
    async def nothing():
        return
        yield ""

    with pytest.raises(ValueError):
        _ = [frame async for frame in streamed_frames(nothing())]


async def test_a_stream_of_both_kinds_is_no_message():
    async def mixed():
        yield "a"
        yield b"b"

    with pytest.raises(TypeError):
        _ = [frame async for frame in streamed_frames(mixed())]


def test_later_fragments_are_continuations():
    assert message_frames(["a", "b"])[1].opcode is Opcode.CONTINUATION
