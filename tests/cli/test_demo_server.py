"""`demo-server`, run as a process."""

import signal
import socket
import sys

import aiohttp
import pytest

from inspector.cli import main
from tests.support.program import ended, run, start


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_prints_its_url_and_serves_until_it_is_told_to_stop(number):
    process = await start("demo-server")
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as client:
        async with client.get(url.replace("ws://", "http://")) as page:
            assert url + "echo" in await page.text()
        async with client.ws_connect(url + "echo") as ws:
            await ws.send_str("hello")
            assert await ws.receive_str(timeout=5) == "hello"
            process.send_signal(number)
            assert (await ws.receive(timeout=5)).data == 1001
    assert await ended(process) == (0, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
async def test_a_url_that_nobody_can_see_is_a_failure():
    code, _, err = await run("demo-server", redirect=">&-")
    assert (code, err) == (
        1,
        "websocket-inspector: There is no standard output to write to: it was closed.\n",
    )


def test_a_port_that_is_taken(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["demo-server", "--port", str(port)]) == 1
    said = capsys.readouterr()
    assert (said.out, f"cannot listen on 127.0.0.1, port {port}" in said.err) == ("", True)


def test_a_port_that_cannot_be(capsys):
    with pytest.raises(SystemExit) as left:
        main(["demo-server", "--port", "65536"])
    assert left.value.code == 2
    assert "--port" in capsys.readouterr().err
