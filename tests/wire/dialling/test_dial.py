"""The whole way from a URL to a byte stream; above all, that no socket stays open."""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from inspector.wire import ConnectOptions
from inspector.wire.dialling.dial import dial
from inspector.wire.dialling.errors import CaFileError, ConnectError, DialError, TlsError
from tests.support.certificates import EXPIRED, LOCALHOST, server_tls
from tests.support.dialling import OpenSockets, Told, closed_port
from tests.support.rude_server import Peer, rude_server


async def stay(peer: Peer) -> None:
    """Say nothing until the client ends the connection."""
    await peer.read_all()


async def tunnel_to_itself(peer: Peer) -> None:
    """A proxy that is the server too: what follows its 200 is the server's matter."""
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
        await peer.read_request()
        await peer.send(b"HTTP/1.1 200 Yes\r\n\r\n")
        if peer.request.startswith(b"CONNECT localhost:"):
            await peer.start_tls(server_tls())
        await peer.read_all()


@asynccontextmanager
async def way(kind: str) -> AsyncIterator[tuple[str, ConnectOptions]]:
    """A URL and options that lead `kind` of way: direct or through a proxy, with TLS or not."""
    if kind in ("tcp", "tls"):
        async with rude_server(stay, tls=server_tls() if kind == "tls" else None) as server:
            yield server.url, ConnectOptions(ca_file=str(LOCALHOST))
        return
    async with rude_server(tunnel_to_itself) as server:
        target = "wss://localhost/" if kind == "proxy-tls" else "ws://host.example/"
        proxy = f"http://127.0.0.1:{server.port}"
        yield target, ConnectOptions(ca_file=str(LOCALHOST), proxy=proxy)


async def test_certificates_are_read_in_a_thread(monkeypatch: pytest.MonkeyPatch):
    readers: list[threading.Thread] = []
    create = ssl.create_default_context

    def noted(**options: str) -> ssl.SSLContext:
        readers.append(threading.current_thread())
        return create(**options)

    monkeypatch.setattr(ssl, "create_default_context", noted)
    async with rude_server(stay, tls=server_tls()) as server:
        proxy = ConnectOptions(proxy=f"https://127.0.0.1:{server.port}")
        with pytest.raises(TlsError):  # it has a certificate of its own
            await dial("wss://host.example/", proxy, Told().append)
    assert len(readers) == 2, "of the server and of the proxy"
    assert threading.main_thread() not in readers


WAYS = {
    "tcp": ["connect"],
    "tls": ["connect", "tls"],
    "proxy": ["connect", "proxy"],
    "proxy-tls": ["connect", "proxy", "tls"],
}


@pytest.mark.parametrize("kind", WAYS)
async def test_the_phases_of_each_way_in_order_with_their_times(kind: str):
    told = Told()
    async with way(kind) as (url, options):
        stream = await dial(url, options, told.append)
        is_tls = stream.transport.get_extra_info("ssl_object") is not None
        stream.abort()
        await asyncio.sleep(0)
    assert [phase.name for phase in told] == WAYS[kind]
    assert is_tls == ("tls" in WAYS[kind])
    assert not any(phase.error for phase in told)
    assert all(phase.duration_ns > 0 for phase in told)
    assert [phase.time_ns for phase in told] == sorted(phase.time_ns for phase in told)
    if is_tls:
        assert "TLSv1.3" in told[-1].detail


@pytest.mark.parametrize("kind", WAYS)
async def test_cancelled_at_any_turn_no_socket_stays_open(kind: str):
    outcomes = set()
    async with way(kind) as (url, options):
        for turns in range(40):
            told = Told()
            sockets = OpenSockets()
            task = asyncio.create_task(dial(url, options, told.append))
            for _ in range(turns):
                await asyncio.sleep(0.0005 if turns > 20 else 0)
            task.cancel()
            try:
                stream = await task
                stream.abort()
                outcomes.add("dialled")
            except asyncio.CancelledError:
                outcomes.add("cancelled")
            assert await only_the_servers_are_left(sockets), turns
    assert "cancelled" in outcomes


async def only_the_servers_are_left(sockets: OpenSockets) -> bool:
    """Whether our sockets are closed within some turns of the loop; the server's may take longer,
    and close when they see ours gone."""
    for _ in range(200):
        if sockets.count() == 0:
            return True
        await asyncio.sleep(0.005)
    return False


async def refusing(peer: Peer) -> None:
    await peer.read_request()
    await peer.send(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
    await peer.read_all()


async def no_tls(peer: Peer) -> None:
    await peer.read(3)
    await peer.send(b"SSH-2.0\r\n")
    await peer.read_all()


async def speaks_first(peer: Peer) -> None:
    await peer.send(b"220 mail.example ESMTP\r\n")
    await peer.read_all()


async def hangs_up(peer: Peer) -> None:
    await peer.read(1)


@pytest.mark.parametrize(
    ("script", "scheme", "proxied"),
    [
        (refusing, "ws", True),
        (no_tls, "wss", False),
        (hangs_up, "wss", False),
        (hangs_up, "wss", True),
        (speaks_first, "wss", False),
        (speaks_first, "wss", True),
    ],
)
async def test_failed_no_socket_stays_open(script, scheme: str, proxied: bool):
    told = Told()
    async with rude_server(script) as server:
        sockets = OpenSockets()
        url, proxy = f"{scheme}://127.0.0.1:{server.port}/", None
        if proxied:
            url, proxy = f"{scheme}://host.example/", f"http://127.0.0.1:{server.port}"
        with pytest.raises(DialError):
            await dial(url, ConnectOptions(proxy=proxy), told.append)
        assert await only_the_servers_are_left(sockets)
    assert told[-1].error


async def test_a_certificate_that_is_not_accepted_is_the_phases_error():
    told = Told()
    async with rude_server(stay, tls=server_tls(EXPIRED)) as server:
        sockets = OpenSockets()
        with pytest.raises(TlsError) as failed:
            await dial(server.url, ConnectOptions(ca_file=str(EXPIRED)), told.append)
        assert isinstance(failed.value.error, ssl.SSLCertVerificationError)
        assert await only_the_servers_are_left(sockets)
    assert [phase.name for phase in told if phase.error] == ["tls"]
    assert "expired" in told[-1].error


async def test_nothing_is_dialled_with_a_ca_file_that_cannot_be_used(tmp_path):
    told = Told()
    options = ConnectOptions(ca_file=str(tmp_path / "none.pem"))
    with pytest.raises(CaFileError):
        await dial(f"wss://127.0.0.1:{closed_port()}/", options, told.append)
    assert not told


async def test_nobody_listens():
    told = Told()
    port = closed_port()
    with pytest.raises(ConnectError):
        await dial(f"ws://127.0.0.1:{port}/", ConnectOptions(), told.append)
    assert told.summary() == [("connect", f"127.0.0.1:{port}", "Connection refused")]
