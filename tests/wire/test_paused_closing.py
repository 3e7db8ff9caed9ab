"""Pauses of reading on our side while the connection is closing do not count as the peer's time."""

import asyncio

import pytest

from inspector.events import Direction
from inspector.wire import link as link_module
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_story import Story, opened, server_close, server_frame

BEHIND = "writer behind"
TIMEOUT = 0.05
LONGER = 4 * TIMEOUT


async def answer_close(peer: Peer) -> None:
    """Send a message as soon as the client's Close is here, answer it, and end TCP."""
    await peer.accept()
    assert (await peer.read_frame())[0] == 8
    await peer.send(server_frame(1, b"last words") + server_close(1000))


async def test_the_peer_s_close_counts_when_it_is_read_after_the_timeout():
    story = Story()
    async with rude_server(answer_close) as server:
        websocket = await opened(server.url, story, close_timeout=TIMEOUT)
        websocket.pause_reading(BEHIND)
        websocket.start_close()
        await server.done()
        await asyncio.sleep(LONGER)
        assert websocket.ready_state == 2
        websocket.resume_reading(BEHIND)
        await websocket.wait_closed()
    assert websocket.was_clean
    assert story.problems == []
    payloads = [frame.payload for frame in story.frames(Direction.RECEIVED)]
    assert payloads == [b"last words", b"\x03\xe8"]


async def test_the_end_of_tcp_counts_when_it_is_seen_after_the_timeout():
    story = Story()

    async def close_first(peer: Peer) -> None:
        await peer.accept(then=server_close(1000))
        assert (await peer.read_frame())[0] == 8

    async with rude_server(close_first) as server:
        websocket = await opened(server.url, story, close_timeout=TIMEOUT)
        while websocket.ready_state == 1:
            await asyncio.sleep(0)
        websocket.pause_reading(BEHIND)
        await server.done()
        await asyncio.sleep(LONGER)
        websocket.resume_reading(BEHIND)
        await websocket.wait_closed()
    assert (websocket.was_clean, websocket.close_code, story.problems) == (True, 1000, [])


async def test_many_short_pauses_are_added_up():
    story = Story()

    async def answer_when_asked(peer: Peer) -> None:
        await peer.accept()
        assert (await peer.read_frame())[0] == 8
        await asked.wait()
        await peer.send(server_close(1000))

    asked = asyncio.Event()
    async with rude_server(answer_when_asked) as server:
        websocket = await opened(server.url, story, close_timeout=0.3)
        websocket.start_close()
        for _ in range(8):  # 0.4 s of pauses, which is more than the timeout
            websocket.pause_reading(BEHIND)
            await asyncio.sleep(0.05)
            websocket.resume_reading(BEHIND)
            await asyncio.sleep(0)
        asked.set()
        await websocket.wait_closed()
    assert (websocket.was_clean, story.problems) == (True, [])


async def test_a_peer_that_is_silent_is_given_up_after_the_pause():
    story = Story()

    async def silent(peer: Peer) -> None:
        await peer.accept()
        await peer.stay()

    async with rude_server(silent) as server:
        websocket = await opened(server.url, story, close_timeout=TIMEOUT)
        websocket.pause_reading(BEHIND)
        websocket.start_close()
        await asyncio.sleep(LONGER)
        websocket.resume_reading(BEHIND)
        await websocket.wait_closed()
    (problem,) = story.problems
    assert problem.code == "close-timeout"
    assert "did not answer our Close frame" in problem.message


async def test_a_pause_that_does_not_end_is_told_as_ours(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(link_module, "MOST_PAUSED", LONGER)
    story = Story()
    async with rude_server(answer_close) as server:
        websocket = await opened(server.url, story, close_timeout=TIMEOUT)
        websocket.pause_reading(BEHIND)
        begin = asyncio.get_running_loop().time()
        await websocket.close()
        took = asyncio.get_running_loop().time() - begin
    assert took >= 0.9 * (TIMEOUT + LONGER)
    (problem,) = story.problems
    assert problem.code == "close-timeout"
    assert "Reading from 127.0.0.1" in problem.message
    assert f"({BEHIND})" in problem.message
    assert websocket.close_code == 1006
