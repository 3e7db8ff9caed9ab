"""The demo server itself: listens, answers plain HTTP, and leads each connection to its path."""

import asyncio
import logging
from types import TracebackType
from typing import Self
from weakref import WeakSet

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from inspector.demo.answers import index_page, text_answer
from inspector.demo.paths import PATHS, Talk
from inspector.demo.query import Query, QueryError

MAX_MESSAGE_SIZE = 16 * 1024 * 1024
_CLOSE_SECONDS = 2
_STOP_SECONDS = 3


class DemoServer:
    """A WebSocket server to try things on: `async with DemoServer() as server`.

    `port` 0 takes a free port. OSError where the address cannot be had. Leaving the context closes
    every connection with 1001 and waits until nothing of the server is left.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self._host = host
        self._port = port
        self._server: Server | None = None
        self._connections: WeakSet[ServerConnection] = WeakSet()

    async def start(self) -> None:
        self._server = await serve(
            self._talk,
            self._host,
            self._port,
            process_request=_respond,
            max_size=MAX_MESSAGE_SIZE,
            max_queue=4,
            # A path sends what its description says: no keepalive pings in between.
            ping_interval=None,
            open_timeout=5,
            close_timeout=_CLOSE_SECONDS,
            logger=logging.getLogger(__name__),
        )

    async def stop(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                await server.wait_closed()
        except TimeoutError:
            # WORKAROUND websockets sets no deadline for a client that has stopped reading.
            for connection in self._connections:
                connection.transport.abort()
            await server.wait_closed()

    async def _talk(self, connection: ServerConnection) -> None:
        self._connections.add(connection)
        await _answer(connection)

    def url(self, path: str = "/") -> str:
        """The `ws://` URL of `path` (query included) while the server runs."""
        if self._server is None:
            raise RuntimeError("the demo server is not running: start it first")
        host, port = next(iter(self._server.sockets)).getsockname()[:2]
        return f"ws://[{host}]:{port}{path}" if ":" in host else f"ws://{host}:{port}{path}"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()


def _respond(connection: ServerConnection, request: Request) -> Response | None:
    """Answer in plain HTTP what is no WebSocket connection, or must not become one."""
    host = next(iter(request.headers.get_all("Host")), "127.0.0.1")
    origin = f"ws://{host}"
    is_websocket = "websocket" in (value.lower() for value in request.headers.get_all("Upgrade"))
    if request.path == "/" and not is_websocket:
        return index_page(origin, ((path.path + path.example, path.about) for path in PATHS))
    try:
        answer = _lead(request.path)
    except LookupError:
        known = "\n".join(f"{origin}{path.path}{path.example}" for path in PATHS)
        return text_answer(404, f"The demo server has these paths:\n{known}")
    except QueryError as error:
        return text_answer(400, str(error))
    if isinstance(answer, Response):
        return answer
    if not is_websocket:
        hint = f"This is a WebSocket: connect to {origin}{request.path} with a WebSocket client."
        return text_answer(426, hint)
    return None


async def _answer(connection: ServerConnection) -> None:
    assert connection.request is not None
    talk = _lead(connection.request.path)  # `_respond` has let it pass
    assert not isinstance(talk, Response)
    try:
        await talk(connection)
    except* ConnectionClosed:
        pass  # the client left; there is nobody to tell


def _lead(target: str) -> Talk | Response:
    """What the request target, a path with a query, leads to. LookupError, QueryError."""
    name, _, query = target.partition("?")
    path = next((path for path in PATHS if path.path == name), None)
    if path is None:
        raise LookupError(name)
    return path.answer(Query(query, path.takes))
