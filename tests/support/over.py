"""An open WebSocket over a transport of any kind, and the peer at its other end."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from typing import Any
from unittest import mock

from inspector.events import HttpRequest, HttpResponse
from inspector.wire import ConnectOptions, WebSocket
from inspector.wire import connection as connection_module
from inspector.wire.deflate_parameters import DeflateParameters
from inspector.wire.opening.observer import Observer
from inspector.wire.opening.opened import Opened
from tests.support.certificates import LOCALHOST, server_tls
from tests.support.memory_transport import memory_pair
from tests.support.rude_server import Peer
from tests.support.wire_story import Story

TRANSPORTS = ["memory", "memory without half-close", "tcp", "tls"]


class Over:
    """An open WebSocket, what it told, and the peer."""

    def __init__(self, websocket: WebSocket, story: Story, peer: Peer) -> None:
        self.websocket = websocket
        self.story = story
        self.peer = peer


@contextlib.asynccontextmanager
async def websocket_over(
    kind: str,
    *,
    deflate: DeflateParameters | None = None,
    early: bytes = b"",
    pauses: tuple[str, ...] = (),
    **options: Any,
) -> AsyncIterator[Over]:
    """A WebSocket that is open over a transport of this `kind`, without any handshake.

    `early` is what came with the answer, `pauses` are reasons for which reading is paused from the
    start, `options` those of ConnectOptions.
    """
    async with _transports(kind) as (transport, peer):

        async def open_websocket(
            url: str, _protocols: object, _options: object, observer: Observer
        ) -> None:
            request = HttpRequest(1, url, b"GET / HTTP/1.1\r\n\r\n")
            response = HttpResponse(1, b"HTTP/1.1 101 Yes\r\n\r\n")
            opened = Opened(
                transport, early, request, response, 101, "", "", deflate, [], "", "", None
            )
            observer.opened(opened)

        story = Story()
        websocket = WebSocket(
            "ws://any.example/", options=ConnectOptions(**options), on_events=story.extend
        )
        for reason in pauses:
            websocket.pause_reading(reason)
        with mock.patch.object(connection_module, "open_websocket", open_websocket):
            await websocket.connect()
        try:
            yield Over(websocket, story, peer)
        finally:
            websocket.abort()
            await websocket.wait_closed()


@contextlib.asynccontextmanager
async def _transports(kind: str) -> AsyncIterator[tuple[asyncio.Transport, Peer]]:
    """Our transport, and the peer who has the other."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    connected: asyncio.Future[asyncio.StreamWriter] = loop.create_future()
    protocol = asyncio.StreamReaderProtocol(reader, lambda _, writer: connected.set_result(writer))
    near: Any
    if kind.startswith("memory"):
        near, far = memory_pair(half_closes=kind == "memory")
        far.set_protocol(protocol)
        protocol.connection_made(far)
        yield near, Peer(reader, await connected)
        far.abort()
        await asyncio.sleep(0)
        return
    tls = kind == "tls"
    server = await loop.create_server(
        lambda: protocol, "127.0.0.1", 0, ssl=server_tls() if tls else None
    )
    near, _ = await loop.create_connection(
        asyncio.Protocol,
        *server.sockets[0].getsockname(),
        ssl=ssl.create_default_context(cafile=str(LOCALHOST)) if tls else None,
    )
    writer = await connected
    try:
        yield near, Peer(reader, writer)
    finally:
        writer.transport.abort()
        server.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
        await server.wait_closed()
