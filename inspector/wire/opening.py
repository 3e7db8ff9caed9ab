"""The library's way to a connection: name look-up, TCP, proxy, TLS, handshake, redirects."""

import urllib.parse
from typing import Any, cast

from websockets.asyncio import client
from websockets.asyncio.client import ClientConnection, connect
from websockets.client import ClientProtocol
from websockets.datastructures import Headers
from websockets.exceptions import InvalidStatus, InvalidURI, SecurityError
from websockets.typing import Origin, Subprotocol

from inspector.wire.options import ConnectOptions
from inspector.wire.receiver import Receiver
from inspector.wire.tap import Hooks, Tap
from inspector.wire.tls import tls_context
from inspector.wire.url import parse_url


class _ProxyConnection(client.HTTPProxyConnection):
    def connection_lost(self, exc: Exception | None) -> None:
        # WORKAROUND websockets 17.4 ends the stream of a proxy that hangs up twice, and the
        # second time raises EOFError into the event loop.
        if not self.reader.eof:
            super().connection_lost(exc)


client.HTTPProxyConnection = _ProxyConnection  # type: ignore[misc]


class Opening(connect):
    """The library's way to a connection: `await` it for an open `Tap`.

    Raises what the library raises: OSError, TimeoutError, InvalidHandshake, InvalidURI, ...
    """

    def __init__(
        self,
        url: str,
        protocols: tuple[str, ...],
        options: ConnectOptions,
        user_agent: str,
        hooks: Hooks,
        receiver: Receiver,
    ) -> None:
        # None are the library's limits and habits that are ours to choose: it never sees a frame
        # (max_size, max_queue), our pings are visible ones, the system's proxy is not for us.
        super().__init__(
            url,
            origin=None if options.origin is None else Origin(options.origin),
            subprotocols=[Subprotocol(protocol) for protocol in protocols] or None,
            compression="deflate" if options.compression else None,
            additional_headers=options.headers,
            user_agent_header=user_agent,
            proxy=options.proxy,
            open_timeout=options.open_timeout,
            close_timeout=options.close_timeout,
            ping_interval=None,
            max_size=None,
            max_queue=None,
            create_connection=cast("type[ClientConnection]", self._tap),
        )
        self._options = options
        self._hooks = hooks
        self._receiver = receiver
        self._redirects_left = options.max_redirects
        self._latest: Tap | None = None

    def _tap(self, protocol: ClientProtocol, **kwargs: Any) -> "Tap":
        self._latest = Tap(self._hooks, self._receiver, protocol, **kwargs)
        return self._latest

    async def open_tcp_connection(self) -> ClientConnection:
        self._hooks.dialling(self.uri)
        if self.ws_uri.secure and "ssl" not in self.create_connection_kwargs:
            self.create_connection_kwargs["ssl"] = tls_context(self._options)
        return await super().open_tcp_connection()

    def process_redirect(self, exc: Exception) -> Exception | str:
        """Where to go next, or the exception to end with.

        A broken or endless body does not stop a redirect, nor does http: in place of ws:.
        """
        answer = self._latest.refusal() if self._latest else None
        location = answer.headers.get("Location") if answer else None
        if answer is None or location is None:
            return exc
        try:
            target = parse_url(urllib.parse.urljoin(self.uri, location))
        except ValueError as error:
            return InvalidURI(location, str(error))
        answer.headers = Headers({"Location": target})
        followed = super().process_redirect(InvalidStatus(answer))
        if isinstance(followed, InvalidStatus):
            return exc
        if isinstance(followed, str):
            if not self._redirects_left:
                return SecurityError(f"too many redirects, the last one to {followed}")
            self._redirects_left -= 1
            self._keep_host_at_home(followed)
        return followed

    def _keep_host_at_home(self, target: str) -> None:
        """A Host header of one's own is for the server that it was written for."""
        if urllib.parse.urlsplit(target).netloc != urllib.parse.urlsplit(self.uri).netloc:
            own = Headers(self.additional_headers or ()).raw_items()
            self.additional_headers = [header for header in own if header[0].lower() != "host"]
