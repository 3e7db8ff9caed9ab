"""The steps from a URL to a byte stream, in order."""

from collections.abc import Awaitable, Callable

from inspector.events import Phase
from inspector.wire.dialling.endpoint import Endpoint
from inspector.wire.dialling.http_proxy import connect_tunnel
from inspector.wire.dialling.phases import Phases
from inspector.wire.dialling.proxy import Proxy, parse_proxy
from inspector.wire.dialling.resolve import resolve
from inspector.wire.dialling.stream import Stream
from inspector.wire.dialling.tcp import connect_tcp
from inspector.wire.dialling.tls import start_tls, tls_context
from inspector.wire.options import ConnectOptions

Tunnel = Callable[[Stream, Proxy, Endpoint, Phases], Awaitable[None]]

PROXIES: dict[str, Tunnel] = {"http": connect_tunnel, "https": connect_tunnel}
"""By the scheme of the proxy's URL: what has the proxy connect us to the server."""


async def dial(url: str, options: ConnectOptions, report: Callable[[Phase], None]) -> Stream:
    """A byte stream to the server of `url`, through TLS if the URL is a wss: one.

    `report` gets each phase when it has ended. Raises DialError. However this ends, no socket but
    the returned stream's stays open. It has no time limit of its own: cancel it.
    """
    phases = Phases(report)
    target = Endpoint.of(url)
    context = await tls_context(options) if url.startswith("wss:") else None
    proxy = None if options.proxy is None else parse_proxy(options.proxy)
    first = target if proxy is None else proxy.endpoint
    addresses = await resolve(first, phases)
    stream = await Stream.over(await connect_tcp(first, addresses, phases))
    try:
        if proxy is not None:
            if proxy.secure:
                own = await tls_context(ConnectOptions())
                await start_tls(stream, own, first, options.open_timeout, phases)
            await PROXIES[proxy.scheme](stream, proxy, target, phases)
        if context is not None:
            await start_tls(stream, context, target, options.open_timeout, phases)
    except BaseException:
        stream.abort()
        raise
    return stream
