"""An echo server on wsproto, which is Sans-I/O: TCP is our own matter here."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Event,
    Ping,
    Request,
    TextMessage,
)
from wsproto.extensions import PerMessageDeflate
from wsproto.utilities import RemoteProtocolError


class WsprotoServer:
    """Fails the connection as wsproto's documentation has it: with the event that comes along
    with its error."""

    def __init__(self) -> None:
        self.port = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/"

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.create_task(self._serve(reader, writer)))

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = WSConnection(ConnectionType.SERVER)
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                connection.receive_data(data)
                events = connection.events()
                going_on = True
                try:
                    for event in events:
                        going_on = going_on and _answer(connection, writer, event)
                except RemoteProtocolError as error:
                    if error.event_hint is not None:
                        writer.write(connection.send(error.event_hint))
                    going_on = False
                await writer.drain()
                if not going_on:
                    break
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


def _answer(connection: WSConnection, writer: asyncio.StreamWriter, event: Event) -> bool:
    """Answer one event; whether the connection goes on."""
    if isinstance(event, Request):
        accept = AcceptConnection(extensions=[PerMessageDeflate()])
        writer.write(connection.send(accept))
    elif isinstance(event, Ping | CloseConnection):
        writer.write(connection.send(event.response()))
    elif isinstance(event, TextMessage):
        writer.write(
            connection.send(TextMessage(data=event.data, message_finished=event.message_finished))
        )
    elif isinstance(event, BytesMessage):
        writer.write(
            connection.send(BytesMessage(data=event.data, message_finished=event.message_finished))
        )
    return not isinstance(event, CloseConnection)


@contextlib.asynccontextmanager
async def wsproto_server() -> AsyncIterator[WsprotoServer]:
    """Echoes messages fragment by fragment, with permessage-deflate where it is offered."""
    server = WsprotoServer()
    listener = await asyncio.start_server(server.connected, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        await server.stop()
        await listener.wait_closed()
