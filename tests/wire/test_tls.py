import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.certificates import EXPIRED, LOCALHOST, OTHER, server_tls
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_story import Story, opened, refused, server_close


async def accept_and_close(peer: Peer) -> None:
    await peer.accept(then=server_close(1000))
    await peer.read_frame()


async def test_the_facts_of_a_verified_connection():
    async with rude_server(accept_and_close, tls=server_tls()) as server:
        websocket = await opened(server.url, ca_file=str(LOCALHOST))
        await websocket.wait_closed()
    facts = websocket.tls
    assert facts is not None
    assert facts.version == "TLSv1.3"
    assert facts.cipher.startswith("TLS_")
    assert facts.verified
    assert facts.certificate is not None
    assert facts.certificate.subject == "CN=localhost, O=WebSocket Inspector tests"
    assert facts.certificate.issuer == facts.certificate.subject
    assert facts.certificate.not_before == datetime(2020, 1, 1, tzinfo=UTC)
    assert facts.certificate.not_after == datetime(2120, 1, 1, tzinfo=UTC)
    assert facts.certificate.names == ("localhost", "127.0.0.1")
    assert len(facts.fingerprint) == 64
    assert websocket.was_clean


@pytest.mark.parametrize("certificate", [LOCALHOST, OTHER, EXPIRED], ids=lambda path: path.stem)
async def test_without_verification_the_certificate_is_still_shown(certificate: Path):
    async with rude_server(accept_and_close, tls=server_tls(certificate)) as server:
        websocket = await opened(server.url, verify_tls=False)
        await websocket.wait_closed()
    assert websocket.tls is not None
    assert not websocket.tls.verified
    assert websocket.tls.certificate is not None
    assert websocket.tls.certificate.subject.startswith("CN=")


@pytest.mark.parametrize(
    ("certificate", "ca_file", "said"),
    [
        (LOCALHOST, None, "self-signed"),
        (EXPIRED, EXPIRED, "has expired"),
        (OTHER, OTHER, "not for this IP address"),
        (LOCALHOST, OTHER, "self-signed"),
    ],
    ids=["self-signed", "expired", "other-host", "unknown"],
)
async def test_a_certificate_that_is_not_accepted(
    certificate: Path, ca_file: Path | None, said: str
):
    story = Story()
    async with rude_server(accept_and_close, tls=server_tls(certificate)) as server:
        problem = await refused(server.url, story, ca_file=ca_file and str(ca_file))
    assert problem.code == "tls"
    assert said in problem.message
    assert "CERTIFICATE_VERIFY_FAILED" in problem.detail


async def test_a_certificate_for_another_name():
    story = Story()
    async with rude_server(accept_and_close, tls=server_tls(OTHER)) as server:
        url = server.url.replace("127.0.0.1", "localhost")
        problem = await refused(url, story, ca_file=str(OTHER))
        await asyncio.get_running_loop().shutdown_default_executor()  # it looked up the name
    assert problem.code == "tls"
    assert "another host name" in problem.message


async def test_tls_spoken_to_a_plain_port():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.read(3)
        await peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await peer.read_all()

    async with rude_server(script) as server:
        problem = await refused(server.url.replace("ws:", "wss:"), story)
    assert problem.code == "tls"
    assert "try ws://" in problem.message


async def test_plain_text_spoken_to_a_tls_port():
    story = Story()
    async with rude_server(accept_and_close, tls=server_tls()) as server:
        problem = await refused(server.url.replace("wss:", "ws:"), story)
    assert "wss://" in problem.message


async def test_a_tls_server_that_hangs_up():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.read(3)

    async with rude_server(script) as server:
        problem = await refused(server.url.replace("ws:", "wss:"), story)
    assert problem.code in ("tls", "connection-lost")
    assert "TLS" in problem.message


@pytest.mark.parametrize("content", [None, "no certificate"])
async def test_a_ca_file_that_cannot_be_used(tmp_path: Path, content: str | None):
    story = Story()
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    problem = await refused("wss://127.0.0.1:1/", story, ca_file=str(path))
    assert problem.code == "tls"
    assert "ca.pem" in problem.message


async def test_a_redirect_from_plain_text_to_tls_keeps_the_options():
    story = Story()
    async with rude_server(accept_and_close, tls=server_tls()) as target:

        async def script(peer: Peer) -> None:
            await peer.read_request()
            answer = f"HTTP/1.1 301 Moved\r\nLocation: {target.url}\r\nContent-Length: 0\r\n\r\n"
            await peer.send(answer.encode())

        async with rude_server(script) as server:
            websocket = await opened(server.url, story, verify_tls=False)
            await websocket.wait_closed()
    assert websocket.tls is not None
    assert story.requests[1].url == target.url


async def test_a_redirect_from_tls_to_plain_text_is_not_followed():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(b"HTTP/1.1 301 Moved\r\nLocation: ws://127.0.0.1:1/\r\n\r\n")

    async with rude_server(script, tls=server_tls()) as server:
        problem = await refused(server.url, story, verify_tls=False)
    assert problem.code == "redirect"
    assert "not safe" in problem.message
