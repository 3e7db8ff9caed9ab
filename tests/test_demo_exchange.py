"""The demo server's exchange, seen by a client that shares no code with it (aiohttp)."""

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import ClientWebSocketResponse, WSMsgType

from inspector.demo import DemoServer, exchange


@pytest_asyncio.fixture
async def visit(request: pytest.FixtureRequest) -> AsyncIterator[ClientWebSocketResponse]:
    """A connection to `/exchange`, with the query that the test gives, greeted."""
    query = getattr(request, "param", "")
    async with (
        DemoServer() as server,
        aiohttp.ClientSession() as client,
        client.ws_connect(server.url(f"/exchange{query}")) as ws,
    ):
        assert (await heard(ws))["event"] == "hello"
        yield ws


async def heard(ws: ClientWebSocketResponse, event: str = "") -> dict:
    """The next message, or the next of that event."""
    while True:
        said = json.loads(await ws.receive_str(timeout=5))
        if event in ("", said["event"]):
            return said


async def test_a_client_signs_in_subscribes_answers_and_stays(visit, monkeypatch):
    monkeypatch.setattr(exchange, "TICK", 0.01)
    await visit.send_json({"op": "sign-in", "key": exchange.KEY, "id": 1})
    assert (await heard(visit))["id"] == 1
    nonce = (await heard(visit, "challenge"))["nonce"]
    await visit.send_json({"op": "answer", "nonce": nonce, "id": 2})
    assert await heard(visit) == {"event": "answered", "id": 2}
    for channel in ("trades", "book"):
        await visit.send_json({"op": "subscribe", "channel": channel, "id": channel})
        assert (await heard(visit, "subscribed"))["id"] == channel
    data = [await heard(visit, "data") for _ in range(6)]
    assert {(each["channel"], each["data"]["type"]) for each in data} == {
        ("trades", "trade"),
        ("book", "book"),
    }
    await visit.send_json({"op": "unsubscribe", "channel": "trades"})
    await heard(visit, "unsubscribed")
    assert {(await heard(visit, "data"))["channel"] for _ in range(3)} == {"book"}
    await visit.send_json({"op": "heartbeat", "id": "tick"})
    assert (await heard(visit, "heartbeat"))["id"] == "tick"


@pytest.mark.parametrize(
    "message",
    ["nonsense", "[]", '{"op":"subscribe","channel":"trades"}', '{"op":"answer"}', "{}"],
)
async def test_who_has_not_signed_in_is_told_what_to_do(visit, message):
    await visit.send_str(message)
    assert (await heard(visit))["event"] == "error"


@pytest.mark.parametrize(
    "message",
    [
        {"op": "subscribe", "channel": "gossip"},
        {"op": "subscribe", "channel": ["trades"]},
        {"op": ["x"]},
        {"op": "answer", "nonce": "wrong", "id": {"deep": []}},
    ],
)
async def test_what_makes_no_sense_gets_an_error(visit, message):
    await visit.send_json({"op": "sign-in", "key": exchange.KEY})
    await heard(visit, "challenge")
    await visit.send_json(message)
    assert (await heard(visit))["event"] == "error"


async def closed_with(ws: ClientWebSocketResponse) -> int | None:
    while (await ws.receive(timeout=5)).type not in (WSMsgType.CLOSE, WSMsgType.CLOSED):
        pass
    return ws.close_code


async def test_a_wrong_key_ends_the_visit(visit):
    await visit.send_json({"op": "sign-in", "key": "guessed"})
    assert await closed_with(visit) == exchange.BAD_KEY


@pytest.mark.parametrize("visit", ["?heartbeat=1"], indirect=True)
async def test_silence_ends_the_visit(visit):
    assert await closed_with(visit) == exchange.NO_HEARTBEAT


@pytest.mark.parametrize("visit", ["?challenge=1"], indirect=True)
async def test_a_challenge_without_an_answer_ends_the_visit(visit):
    await visit.send_json({"op": "sign-in", "key": exchange.KEY})
    assert await closed_with(visit) == exchange.NO_ANSWER
