"""An independent peer: a WebSocket server that shares no code with ours, on aiohttp."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiohttp import WSMsgType, web


class AiohttpServer:
    def __init__(self, port: int) -> None:
        self.port = port
        self.messages: list[str | bytes] = []
        """What came in, in order."""
        self.close_code: int | None = None

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/"

    async def echo(self, request: web.Request) -> web.WebSocketResponse:
        websocket = web.WebSocketResponse(protocols=["echo"], autoping=True)
        await websocket.prepare(request)
        async for message in websocket:
            self.messages.append(message.data)
            if message.type == WSMsgType.TEXT:
                await websocket.ping(b"aiohttp")
                await websocket.send_str(message.data)
            else:
                await websocket.send_bytes(message.data)
        self.close_code = websocket.close_code
        return websocket


@contextlib.asynccontextmanager
async def aiohttp_server() -> AsyncIterator[AiohttpServer]:
    """Echoes messages, with permessage-deflate where it is offered, and a ping before each text."""
    server = AiohttpServer(0)
    application = web.Application()
    application.router.add_get("/", server.echo)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert site._server is not None
    server.port = site._server.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        await runner.cleanup()
        # aiohttp compresses large messages in a thread.
        await asyncio.get_running_loop().shutdown_default_executor()
