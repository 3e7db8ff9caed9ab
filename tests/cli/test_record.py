"""`record`, run as a process, against what a server of bare bytes saw of it."""

import asyncio
import base64
import json
import os
import signal
import socket
import zlib
from pathlib import Path

import pytest

from inspector.cli import main
from inspector.demo import DemoServer
from inspector.events.frame import apply_mask
from tests.support.byte_server import ByteServer
from tests.support.program import ended, run, start

CONVERSATION = (
    b"\x81\x05hello"
    b"\x01\x03Gr\xc3"
    b"\x89\x04ping"
    b"\x80\x04\xbc\xc3\x9fe"
    b"\x82\x7e\x01\x00" + bytes(range(256)) + b"\x8a\x00"
    b"\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00" + b"x" * 65536
)
HANGUP = getattr(signal, "SIGHUP", signal.SIGTERM)  # Windows has none
CLOSE_4001 = b"\x88\x06\x0f\xa1done"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "capture.wsrec"


async def lines_of(file: Path) -> list[dict]:
    exported = await run("export", file, "-f", "jsonl", "-o", "-")
    assert (exported.code, exported.err) == (0, "")
    return [json.loads(line) for line in exported.out.splitlines()]


def payload_of(frame: dict) -> bytes:
    return frame["text"].encode() if "text" in frame else base64.b64decode(frame["base64"])


def wire_bytes(lines: list[dict], direction: str) -> bytes:
    """The bytes on the wire, put together from what JSON Lines say (without compression)."""
    wire = b""
    for frame in lines:
        if frame["kind"] == "frame" and frame["direction"] == direction:
            payload, key = payload_of(frame), frame["masking_key"]
            masked = payload if key is None else apply_mask(payload, bytes.fromhex(key))
            wire += bytes.fromhex(frame["header"]) + masked
            assert frame["wire_length"] == frame["length"] == len(payload)
    return wire


async def test_json_lines_tell_every_byte_that_the_server_saw(file):
    async with ByteServer(CONVERSATION + CLOSE_4001) as server:
        assert await run("record", server.url, "-o", file) == (0, "", "")
    lines = await lines_of(file)
    assert wire_bytes(lines, "received") == server.sent
    assert wire_bytes(lines, "sent") == server.received
    request, response = [line for line in lines if line["kind"] in ("request", "response")]
    assert base64.b64decode(request["raw"]) == server.request
    assert base64.b64decode(response["raw"]) == server.response
    assert request["url"] == server.url
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    states = [line["name"] for line in lines if line["kind"] == "state"]
    assert states == ["CONNECTING", "OPEN", "CLOSING", "CLOSED"]
    close = next(line for line in lines if line.get("type") == "close")
    assert (close["close_code"], close["close_reason"]) == (4001, "done")


async def test_what_is_sent_is_what_the_server_received(file):
    async with ByteServer() as server:
        words = ("record", server.url, "-o", file, "--duration", "0.2")
        assert (await run(*words, "--send", "Grüße", "--send", "")).code == 0
    lines = await lines_of(file)
    assert wire_bytes(lines, "sent") == server.received
    sent = [line for line in lines if line.get("direction") == "sent"]
    assert [frame["type"] for frame in sent] == ["text", "text", "close"]
    assert [frame.get("text") for frame in sent] == ["Grüße", "", None]


async def test_compressed_frames_are_told_as_they_were(file):
    deflate = zlib.compressobj(wbits=-15)
    texts = [b"tick tick tick tick", b"tick tick tick tick"]
    packed = [(deflate.compress(t) + deflate.flush(zlib.Z_SYNC_FLUSH))[:-4] for t in texts]
    frames = b"".join(b"\xc1" + bytes([len(data)]) + data for data in packed)
    extension = "Sec-WebSocket-Extensions: permessage-deflate\r\n"
    async with ByteServer(frames, headers=extension) as server:
        words = ("record", server.url, "-o", file, "--messages", "2")
        assert (await run(*words, "--send", "a" * 500)).code == 0
    lines = await lines_of(file)
    received = [line for line in lines if line.get("direction") == "received"][:2]
    assert [frame["text"].encode() for frame in received] == texts
    assert [frame["wire_length"] for frame in received] == [len(data) for data in packed]
    assert [frame["rsv"] for frame in received] == [4, 4]
    sent = next(line for line in lines if line.get("direction") == "sent")
    header = bytes.fromhex(sent["header"])
    assert server.received.startswith(header)
    wire = server.received[len(header) : len(header) + sent["wire_length"]]
    unmasked = apply_mask(wire, bytes.fromhex(sent["masking_key"]))
    inflated = zlib.decompressobj(wbits=-15).decompress(unmasked + b"\x00\x00\xff\xff")
    assert inflated.decode() == sent["text"]


async def test_the_options_reach_the_handshake(file):
    chosen = "Sec-WebSocket-Protocol: v2.chat\r\n"
    async with ByteServer(CLOSE_4001, headers=chosen) as server:
        outcome = await run(
            *("record", server.url, "-o", file),
            *("-H", "X-One: 1", "--header", "Authorization:Bearer a:b"),
            *("--subprotocol", "v2.chat", "--subprotocol", "v1.chat"),
            *("--origin", "https://example.com", "--no-compression"),
        )
    assert outcome.code == 0, outcome.err
    request = server.request.decode()
    assert "\r\nX-One: 1\r\n" in request
    assert "\r\nAuthorization: Bearer a:b\r\n" in request
    assert "\r\nSec-WebSocket-Protocol: v2.chat, v1.chat\r\n" in request
    assert "\r\nOrigin: https://example.com\r\n" in request
    assert "Sec-WebSocket-Extensions" not in request


async def test_no_auto_pong_leaves_pings_unanswered(file):
    async with ByteServer(b"\x89\x00" + CLOSE_4001) as server:
        assert (await run("record", server.url, "-o", file, "--no-auto-pong")).code == 0
    assert server.received[0] == 0x88, "the first that it sent is the Close frame"


async def test_it_stops_after_the_messages_and_closes_with_1000(file):
    async with DemoServer() as server:
        url = server.url("/ticker?rate=100")
        assert await run("record", url, "-o", file, "--messages", 3) == (0, "", "")
    frames = [line for line in await lines_of(file) if line["kind"] == "frame"]
    assert sum(frame["type"] == "text" for frame in frames) >= 3
    closes = [(f["direction"], f["close_code"]) for f in frames if f["type"] == "close"]
    assert closes == [("sent", 1000), ("received", 1000)]


async def test_it_stops_after_the_duration(file):
    async with ByteServer() as server:
        assert await run("record", server.url, "-o", file, "--duration", 0.1) == (0, "", "")
    assert wire_bytes(await lines_of(file), "sent") == server.received != b""


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
async def test_it_needs_neither_output_nor_errors(file):
    async with ByteServer(b"\x81\x02hi" + CLOSE_4001) as server:
        assert await run("record", server.url, "-o", file, redirect=">&- 2>&-") == (0, "", "")
    assert wire_bytes(await lines_of(file), "received") == server.sent


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, HANGUP])
async def test_a_signal_closes_with_1000_and_is_no_failure(file, number):
    async with ByteServer(b"\x81\x02hi") as server:
        process = await start("record", server.url, "-o", file, "--send", "I am here")
        await server.heard.wait()
        process.send_signal(number)
        assert await ended(process) == (0, "", "")
    assert list(file.parent.iterdir()) == [file], "no journal"
    lines = await lines_of(file)
    assert lines[-1]["name"] == "CLOSED"
    assert wire_bytes(lines, "sent") == server.received
    close = next(line for line in lines if line.get("type") == "close")
    assert (close["direction"], close["close_code"]) == ("sent", 1000)


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
async def test_ctrl_c_while_connecting(file):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.setblocking(False)
        process = await start("record", f"ws://127.0.0.1:{silent.getsockname()[1]}/", "-o", file)
        accepted, _ = await asyncio.get_running_loop().sock_accept(silent)
        with accepted:
            await asyncio.get_running_loop().sock_recv(accepted, 65536)
            process.send_signal(signal.SIGINT)
            assert await ended(process) == (0, "", "")
    assert [line["kind"] for line in await lines_of(file)][:3] == ["state", "phase", "request"]


async def test_a_refusal_is_diagnosed_and_the_file_kept(file):
    async with DemoServer() as server:
        code, out, err = await run("record", server.url("/refuse?status=401"), "-o", file)
    assert (code, out) == (1, "")
    assert "401 Unauthorized" in err
    lines = await lines_of(file)
    response = next(line for line in lines if line["kind"] == "response")
    assert response["status"] == 401
    assert b"refuses every opening handshake" in base64.b64decode(response["raw"])
    problem = next(line for line in lines if line["kind"] == "problem")
    assert problem["code"] == "handshake-status"
    assert problem["message"] in err


async def test_a_port_where_nobody_listens(file):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    code, out, err = await run("record", f"ws://127.0.0.1:{port}/", "-o", file)
    assert (code, out) == (1, "")
    assert f"127.0.0.1:{port}" in err
    assert [line["code"] for line in await lines_of(file) if line["kind"] == "problem"] == [
        "refused"
    ]


async def test_an_end_without_a_close_frame_is_abnormal(file):
    async with ByteServer(b"\x81\x02hi", hang_up=True) as server:
        code, out, err = await run("record", server.url, "-o", file)
    assert (code, out) == (1, "")
    assert err.startswith("websocket-inspector: ")
    lines = await lines_of(file)
    assert "hi" in [line.get("text") for line in lines]
    assert "connection-lost" in [line.get("code") for line in lines]


async def test_a_broken_protocol_fails_unless_lenient(file):
    broken = b"\x83\x02hi" + CLOSE_4001  # opcode 3 is reserved
    async with ByteServer(broken) as server:
        code, _, err = await run("record", server.url, "-o", file)
    assert (code, "opcode 3" in err) == (1, True)
    async with ByteServer(broken) as server:
        assert (await run("record", server.url, "-o", file, "--force", "--lenient")).code == 0
    assert "reserved" in [line.get("type") for line in await lines_of(file)]


async def test_an_existing_file_is_only_replaced_by_force(file):
    file.write_text("precious")
    code, out, err = await run("record", "ws://127.0.0.1:1/", "-o", file)
    assert (code, out) == (2, "")
    assert f"{file} is there already" in err
    assert file.read_text() == "precious"
    assert (await run("record", "ws://127.0.0.1:1/", "-o", file, "--force")).code == 1
    assert (await lines_of(file))[0]["name"] == "CONNECTING"


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
async def test_force_replaces_what_a_killed_capture_left(file):
    async with ByteServer(b"\x81\x03old") as server:
        process = await start("record", server.url, "-o", file, "--send", "I am here")
        await server.heard.wait()
        process.kill()
        await process.wait()
    async with ByteServer(b"\x81\x03new" + CLOSE_4001) as server:
        assert (await run("record", server.url, "-o", file, "--force")).code == 0
    texts = [line["text"] for line in await lines_of(file) if "text" in line]
    assert texts == ["new"]


async def test_a_folder_that_is_not_there(tmp_path):
    code, out, err = await run("record", "ws://127.0.0.1:1/", "-o", tmp_path / "no" / "x.wsrec")
    assert (code, out) == (1, "")
    assert "x.wsrec" in err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["example.com", "-o", "x"], "write ws://example.com or"),
        (["ws://a/#b", "-o", "x"], "fragment"),
        (["ws://a/"], "required: -o"),
        (["ws://a/", "-o", "x", "-H", "no colon"], "'no colon' has no colon"),
        (["ws://a/", "-o", "x", "-H", "a b: c"], "header name 'a b' is not allowed"),
        (["ws://a/", "-o", "x", "--subprotocol", "a b"], "'a b' is not a token"),
        (["ws://a/", "-o", "x", "--subprotocol", "a", "--subprotocol", "a"], "given twice"),
        (["ws://a/", "-o", "x", "--max-message-size", "big"], "'big' is no size"),
        (["ws://a/", "-o", "x", "--max-message-size", "0"], "max_message_size is 0"),
        (["ws://a/", "-o", "x", "--duration", "-1"], "no positive number of seconds"),
        (["ws://a/", "-o", "x", "--duration", "nan"], "no positive number of seconds"),
        (["ws://a/", "-o", "x", "--messages", "0"], "no positive whole number"),
        (
            ["ws://a/", "-o", "x", "--ca-file", "/no/such.pem"],
            "CA file '/no/such.pem' is not there",
        ),
        (["ws://a/", "-o", "x", "--ins"], "unrecognized arguments: --ins"),
    ],
)
def test_wrong_usage(capsys, tmp_path, monkeypatch, words, complaint):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["record", *words])
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert (said.out, complaint in said.err) == ("", True), said.err
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="elsewhere an open file stays")
async def test_a_file_that_is_deleted_meanwhile_is_said_and_nothing_is_lost(file):
    async with DemoServer() as server:
        process = await start("record", server.url("/echo"), "-o", file, "--send", "I am here")
        while not file.exists() or len(await texts_of(file)) < 2:
            await asyncio.sleep(0.05)
        file.unlink()
        process.send_signal(signal.SIGTERM)
        code, _, err = await ended(process)
    assert code == 1
    assert f"{file} was deleted, moved or replaced" in err
    other = file.with_name("capture (2).wsrec")
    assert f"Everything that was recorded is in {other}" in err
    assert await texts_of(other) == ["I am here"] * 2
    assert (await lines_of(other))[-1]["name"] == "CLOSED"


async def texts_of(file: Path) -> list[str]:
    """Empty while it is no recording."""
    exported = await run("export", file, "-f", "jsonl", "-o", "-")
    lines = [json.loads(line) for line in exported.out.splitlines()]
    return [line["text"] for line in lines if line.get("type") == "text"]
