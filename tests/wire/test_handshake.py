import asyncio
import contextlib

import pytest

from inspector.events import ReadyState, check_accept
from inspector.wire import ConnectionFailed, ConnectOptions, WebSocket
from inspector.wire.opening import http1
from tests.support.certificates import server_tls
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_story import Story, opened, refused, server_close, server_frame


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http1, "EVIDENCE_SECONDS", 0.05)


def answering(*parts: bytes, then_stay: bool = False):
    """A script that sends `parts` once the request is there."""

    async def script(peer: Peer) -> None:
        await peer.read_request()
        for part in parts:
            await peer.send(part)
            await asyncio.sleep(0)
        if then_stay:
            await peer.stay()

    return script


async def accept_and_close(peer: Peer) -> None:
    await peer.accept(then=server_close(1000))
    await peer.read_frame()


async def headers_sent(url_suffix: str = "", protocols=(), **options) -> list[tuple[str, str]]:
    story = Story()
    async with rude_server(accept_and_close) as server:
        websocket = await opened(server.url + url_suffix, story, protocols, **options)
        await websocket.wait_closed()
        assert story.requests[0].raw == server.peers[0].request
    return story.requests[0].headers


async def test_request_and_response_are_kept_byte_for_byte():
    story = Story()
    sent = b""

    async def script(peer: Peer) -> None:
        nonlocal sent
        await peer.read_request()
        sent = peer.answer("x-odd:  spaced  ", "X-Odd: twice")
        await peer.send(sent + server_close(1000))
        await peer.read_frame()

    async with rude_server(script) as server:
        websocket = await opened(server.url + "path?q=1", story)
        await websocket.wait_closed()
        request = server.peers[0].request
    assert story.requests[0].raw == request
    assert story.requests[0].url == f"ws://127.0.0.1:{server.port}/path?q=1"
    assert request.startswith(b"GET /path?q=1 HTTP/1.1\r\n")
    assert story.responses[0].raw == sent
    assert check_accept(story.requests[0], story.responses[0]).ok
    assert story.told()[:4] == ["CONNECTING", "request", "response", "OPEN"]


async def test_own_headers_replace_standard_ones_and_others_are_appended():
    headers = await headers_sent(
        origin="https://app.example",
        headers=(
            ("user-agent", "mine"),
            ("Host", "virtual.example"),
            ("X-Key", "1"),
            ("X-Key", "2"),
        ),
    )
    names = [name for name, _ in headers]
    assert dict(headers)["user-agent"] == "mine"
    assert dict(headers)["Host"] == "virtual.example"
    assert dict(headers)["Origin"] == "https://app.example"
    assert names.count("User-Agent") == 0
    assert headers[-2:] == [("X-Key", "1"), ("X-Key", "2")]
    assert names[0] == "Host"


async def test_our_user_agent_and_no_origin_by_default():
    headers = dict(await headers_sent())
    assert headers["User-Agent"].startswith("WebSocketInspector/")
    assert "Origin" not in headers
    assert headers["Sec-WebSocket-Extensions"].startswith("permessage-deflate")


async def test_no_extension_is_offered_without_compression():
    assert "Sec-WebSocket-Extensions" not in dict(await headers_sent(compression=False))


async def test_a_key_and_subprotocols_given_as_headers_are_what_the_answer_is_judged_by():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept("Sec-WebSocket-Protocol: b", then=server_close(1000))
        await peer.read_frame()

    key = "AAAAAAAAAAAAAAAAAAAAAA=="
    headers = (("Sec-WebSocket-Key", key), ("Sec-WebSocket-Protocol", "a, b"))
    async with rude_server(script) as server:
        websocket = await opened(server.url, story, headers=headers)
        await websocket.wait_closed()
    assert websocket.protocol == "b"
    assert story.details[1] == "101, b"


async def test_credentials_in_the_url_become_an_authorization_header():
    story = Story()
    async with rude_server(accept_and_close) as server:
        url = server.url.replace("://", "://user:p%40ss@")
        websocket = await opened(url, story)
        await websocket.wait_closed()
    assert dict(story.requests[0].headers)["Authorization"] == "Basic dXNlcjpwQHNz"


@pytest.mark.parametrize("cut", [1, 2, 3, 5, 1000])
async def test_frames_right_behind_the_answer_are_read_however_it_is_cut(cut: int):
    story = Story()
    messages = []

    async def script(peer: Peer) -> None:
        await peer.read_request()
        data = peer.answer() + server_frame(1, b"first") + server_close(1000)
        for start in range(0, len(data), cut):
            await peer.send(data[start : start + cut])
            await asyncio.sleep(0)
        await peer.read_frame()

    async with rude_server(script) as server:
        websocket = WebSocket(server.url, on_events=story.extend)
        websocket.on_message = messages.append
        await websocket.connect()
        await websocket.wait_closed()
    assert messages == ["first"]
    assert story.told() == [
        "CONNECTING",
        "request",
        "response",
        "OPEN",
        "received text b'first'",
        r"received close b'\x03\xe8'",
        "CLOSING",
        r"sent close b'\x03\xe8'",
        "CLOSED",
    ]
    assert story.responses[0].raw.endswith(b"\r\n\r\n")


async def test_interim_answers_are_recorded_and_skipped():
    story = Story()
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"

    async def script(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(b"HTTP/1.1 100 Continue\r\n\r\n" + hints[:9])
        await asyncio.sleep(0.01)
        await peer.send(hints[9:] + peer.answer() + server_close(1000))
        await peer.read_frame()

    async with rude_server(script) as server:
        websocket = await opened(server.url, story)
        await websocket.wait_closed()
    assert [response.status for response in story.responses] == [100, 103, 101]
    assert story.responses[1].raw == hints
    assert websocket.was_clean


REFUSAL = b"HTTP/1.1 403 Forbidden\r\nX-Why: token\r\n"


@pytest.mark.parametrize(
    ("answer", "stays"),
    [
        (REFUSAL + b"Content-Length: 7\r\n\r\nno way\n", False),
        (REFUSAL + b"\r\nno way\n", False),
        (REFUSAL + b"Transfer-Encoding: chunked\r\n\r\n7\r\nno way\n\r\n0\r\n\r\n", False),
        (REFUSAL + b"Content-Length: 9000\r\n\r\nno way\n", True),
        (REFUSAL + b"\r\nno way\n", True),
        (REFUSAL + b"Content-Length: 9000\r\n\r\nno way\n", False),
        (REFUSAL + b"Transfer-Encoding: gzip\r\n\r\nno way\n", True),
    ],
    ids=["sized", "to-the-end", "chunked", "stalled", "endless", "cut-off", "odd-coding"],
)
async def test_a_refusal_shows_status_headers_and_what_came_of_the_body(answer: bytes, stays: bool):
    story = Story()
    async with rude_server(answering(answer, then_stay=stays)) as server:
        problem = await refused(server.url, story)
    assert problem.code == "handshake-status"
    assert "403 Forbidden" in problem.message
    assert "no way" in problem.detail
    assert story.responses[0].raw == answer
    assert story.responses[0].status == 403
    assert ("X-Why", "token") in story.responses[0].headers
    assert story.told() == [
        "CONNECTING",
        "request",
        "response",
        "problem handshake-status",
        "CLOSED",
    ]


async def test_an_endless_body_is_kept_in_bounds():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(REFUSAL + b"\r\n")
        while True:
            await peer.send(bytes(65536))

    async with rude_server(script) as server:
        problem = await refused(server.url, story)
    assert problem.code == "handshake-status"
    assert len(story.responses[0].raw) <= 2 * 1024 * 1024


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "handshake", "SSH-2.0"),
        (b"\x00\x01\x02", "timeout", "began to answer"),
        (b"\x15\x03\x01\x00\x02\x02\x0a", "tls", "wss://"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", "handshake-status", "200 OK"),
        (b"HTTP/1.0 404 Not Found\r\n\r\ngone", "handshake-status", "path"),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", "handshake", "Connection"),
        (b"HTTP/1.1 101 Switching Protocols\r\nbad header\r\n\r\n", "handshake", "is wrong"),
        (b"HTTP/1.1 abc\r\n\r\n", "handshake", "well-formed"),
    ],
    ids=["ssh", "silent", "tls-alert", "html", "http-1.0", "bare-101", "bad-header", "bad-status"],
)
async def test_what_is_no_websocket_is_told_and_kept_as_evidence(
    answer: bytes, code: str, said: str
):
    story = Story()
    async with rude_server(answering(answer, then_stay=True)) as server:
        problem = await refused(server.url, story, open_timeout=0.3)
    assert (problem.code, said in problem.message) == (code, True), problem
    assert story.responses[0].raw == answer


UNFINISHED = [
    (b"HTTP/1.1 503 Service Unavail", True, "handshake-status", "503 Service Unavail, and its"),
    (b"HTTP/1.1 503 Service Unavail", False, "handshake-status", "breaks off"),
    (b"HTTP/1.1 302 Found\r\nLocation: /els", True, "handshake-status", "302 Found, and its"),
    (b"HTTP/1.1 101 Switching Protocols\r\nUpgr", False, "handshake", "breaks off"),
    (b"HTTP/1.1 101 Switching Protocols\r\nUpgr", True, "timeout", "('HTTP/1.1 101 Switching"),
    (b"HTTP/1.", True, "timeout", "began to answer the handshake ('HTTP/1.')"),
    (b"HTTP/1.", False, "handshake", "not well-formed: 'HTTP/1.'"),
    (b"HTTP/1.1 103 Early Hi", True, "handshake", "interim answers only, the last one 103"),
    (b"\x16\x03\x01", False, "tls", "wss://"),
]
"""An answer that breaks off, whether the server stays silent then, and what is told."""


@pytest.mark.parametrize(("answer", "stays", "code", "said"), UNFINISHED)
async def test_an_answer_that_breaks_off_is_kept_and_told(
    answer: bytes, stays: bool, code: str, said: str
):
    story = Story()
    async with rude_server(answering(answer[:5], answer[5:], then_stay=stays)) as server:
        problem = await refused(server.url, story, open_timeout=0.3 if stays else 10)
    assert (problem.code, said in problem.message) == (code, True), problem
    assert [response.raw for response in story.responses] == [answer]


@pytest.mark.parametrize("case", [case for case in UNFINISHED if not case[1]])
async def test_an_answer_that_breaks_off_over_tls(case: tuple[bytes, bool, str, str]):
    answer, _, code, said = case
    story = Story()
    async with rude_server(answering(answer[:5], answer[5:]), tls=server_tls()) as server:
        problem = await refused(server.url, story, verify_tls=False)
    assert (problem.code, said in problem.message) == (code, True), problem
    assert [response.raw for response in story.responses] == [answer]


async def test_an_answer_that_breaks_off_when_connecting_is_given_up_is_kept():
    story = Story()
    sent = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(b"HTTP/1.1 503 Ser")
        sent.set()
        await peer.stay()

    async with rude_server(script) as server:
        websocket = WebSocket(server.url, on_events=story.extend)
        connecting = asyncio.create_task(websocket.connect())
        await sent.wait()
        await asyncio.sleep(0.01)
        await websocket.close()
        with pytest.raises(ConnectionFailed):
            await connecting
    assert [response.raw for response in story.responses] == [b"HTTP/1.1 503 Ser"]
    assert story.states[-1] == "CLOSED"


async def test_a_head_beyond_any_limit_of_a_library_is_read():
    story = Story()
    headers = [f"X-{n}: {'x' * 20_000}" for n in range(20)] + [f"Y-{n}: 1" for n in range(300)]

    async def script(peer: Peer) -> None:
        await peer.accept(*headers, then=server_close(1000))
        await peer.read_frame()

    async with rude_server(script) as server:
        websocket = await opened(server.url, story)
        await websocket.wait_closed()
    assert websocket.was_clean
    assert len(story.responses[0].headers) == 3 + len(headers)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"Accept: ", b"Accept: x", "Sec-WebSocket-Accept is"),
        (b"Connection: Upgrade\r\n", b"", "Connection is missing"),
        (b"HTTP/1.1", b"HTTP/1.0", "it is HTTP/1.0"),
    ],
)
async def test_lenient_opens_in_spite_of_a_wrong_answer_and_says_so(
    old: bytes, new: bytes, said: str
):
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(peer.answer().replace(old, new) + server_frame(1, b"early"))
        await peer.read_frame()
        await peer.send(server_close(1000))

    async with rude_server(script) as server:
        websocket = await opened(server.url, story, lenient=True)
        await websocket.close()
    assert [problem.code for problem in story.problems] == ["handshake"]
    assert said in story.problems[0].message
    assert "received text b'early'" in story.told()
    assert websocket.was_clean
    assert websocket.problem is None


@pytest.mark.parametrize(("count", "kept"), [(3, 3), (100_000, 32)])
async def test_interim_answers_without_a_final_one(count: int, kept: int):
    story = Story()
    answer = b"HTTP/1.1 102 Processing\r\n\r\n" * count
    async with rude_server(answering(answer, then_stay=True)) as server:
        problem = await refused(server.url, story, open_timeout=0.3)
    assert problem.code == "handshake"
    assert "interim answers only, the last one 102" in problem.message
    assert len(story.responses) == kept


async def test_a_server_that_says_nothing_and_ends():
    story = Story()
    async with rude_server(answering()) as server:
        problem = await refused(server.url, story)
    assert problem.code == "handshake"
    assert "without answering" in problem.message
    assert not story.responses


async def test_a_wrong_accept_is_shown_with_the_right_one():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(peer.answer().replace(b"Accept: ", b"Accept: x"))
        await peer.read_all()

    async with rude_server(script) as server:
        problem = await refused(server.url, story)
    check = check_accept(story.requests[0], story.responses[0])
    assert not check.ok
    assert problem.code == "handshake"
    assert check.expected in problem.message
    assert repr(check.received) in problem.message


async def test_what_follows_a_rejected_101_is_kept_with_it():
    story = Story()
    frames = server_frame(1, b"glued to it")

    async def script(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(peer.answer().replace(b"Accept: ", b"Accept: x") + frames)
        await peer.send(b"and more")
        await peer.read_all()

    async with rude_server(script) as server:
        await refused(server.url, story)
    assert story.responses[0].body == frames + b"and more"


async def test_an_accept_that_comes_twice_is_said_to():
    async def script(peer: Peer) -> None:
        await peer.read_request()
        answer = peer.answer()
        line = next(x for x in answer.split(b"\r\n") if x.startswith(b"Sec-WebSocket-Accept"))
        await peer.send(answer.replace(line, line + b"\r\n" + line))
        await peer.read_all()

    async with rude_server(script) as server:
        problem = await refused(server.url, Story())
    assert "more than once" in problem.message


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Sec-WebSocket-Protocol: other", "subprotocol"),
        ("Sec-WebSocket-Extensions: x-unknown", "extension"),
        ("Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99", "extension"),
    ],
)
async def test_a_choice_that_was_not_offered(header: str, said: str):
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept(header)
        await peer.read_all()

    async with rude_server(script) as server:
        problem = await refused(server.url, story, ["chat"])
    assert problem.code == "handshake"
    assert f"chose a{'n' * (said[0] == 'e')} {said} that was not offered" in problem.message


def redirecting(*targets: str, ending=accept_and_close):
    """Redirects to `targets`, one a connection, then goes on as `ending`."""
    left = list(targets)

    async def script(peer: Peer) -> None:
        if not left:
            await ending(peer)
            return
        await peer.read_request()
        answer = f"HTTP/1.1 302 Found\r\nLocation: {left.pop(0)}\r\nContent-Length: 2\r\n\r\n->"
        await peer.send(answer.encode())

    return script


async def test_each_hop_of_a_redirect_is_recorded():
    story = Story()
    async with rude_server(redirecting("/a", "b?c")) as server:
        websocket = await opened(server.url + "start", story)
        await websocket.wait_closed()
    root = server.url
    assert [request.url for request in story.requests] == [root + "start", root + "a", root + "b?c"]
    assert [response.status for response in story.responses] == [302, 302, 101]
    assert story.responses[0].body == b"->"
    assert story.told()[:8] == ["CONNECTING", *["request", "response"] * 3, "OPEN"]


async def test_a_redirect_to_http_or_with_a_broken_body_is_followed():
    story = Story()
    async with rude_server(accept_and_close) as target:
        location = target.url.replace("ws:", "http:")
        answer = f"HTTP/1.1 307 Moved\r\nLocation: {location}\r\nContent-Length: 99\r\n\r\n"
        async with rude_server(answering(answer.encode(), then_stay=True)) as server:
            websocket = await opened(server.url, story)
            await websocket.wait_closed()
    assert story.requests[1].url == target.url


@pytest.mark.parametrize("limit", [3, 20])
async def test_a_redirect_loop_ends_at_the_limit(limit: int):
    story = Story()
    async with rude_server(redirecting(*["/again"] * (limit + 5))) as server:
        problem = await refused(server.url, story, max_redirects=limit)
    assert problem.code == "redirect"
    assert len(story.requests) == limit + 1


async def test_no_redirect_is_followed_where_none_is_allowed():
    story = Story()
    async with rude_server(redirecting("/a")) as server:
        problem = await refused(server.url, story, max_redirects=0)
    assert problem.code == "redirect"
    assert len(story.requests) == 1


@pytest.mark.parametrize("target", ["ftp://127.0.0.1/", "ws://h/#here", "ws://[bad/"])
async def test_a_redirect_to_nowhere(target: str):
    story = Story()
    async with rude_server(redirecting(target)) as server:
        problem = await refused(server.url, story)
    assert problem.code == "redirect"


async def test_cross_origin_redirects_take_no_credentials_along():
    story = Story()
    async with (
        rude_server(accept_and_close) as target,
        rude_server(redirecting(target.url)) as server,
    ):
        headers = (("Authorization", "Bearer x"), ("Host", "virtual"), ("X-Mine", "1"))
        websocket = await opened(server.url, story, headers=headers)
        await websocket.wait_closed()
    second = dict(story.requests[1].headers)
    assert "Authorization" not in second
    assert second["Host"] == f"127.0.0.1:{target.port}"
    assert second["X-Mine"] == "1"


async def test_the_answer_that_never_comes():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.read_request()
        await peer.stay()

    async with rude_server(script) as server:
        problem = await refused(server.url, story, open_timeout=0.05)
    assert problem.code == "timeout"
    assert "0.05 s" in problem.message
    assert story.told() == ["CONNECTING", "request", "problem timeout", "CLOSED"]


@pytest.mark.parametrize("way", ["close", "cancel", "abort"])
async def test_connecting_can_be_given_up(way: str):
    story = Story()
    requested = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.read_request()
        requested.set()
        await peer.stay()

    async with rude_server(script) as server:
        websocket = WebSocket(server.url, on_events=story.extend)
        connecting = asyncio.create_task(websocket.connect())
        await requested.wait()
        if way == "close":
            await websocket.close()
        elif way == "abort":
            websocket.abort()
        else:
            connecting.cancel()
        with pytest.raises(asyncio.CancelledError if way == "cancel" else ConnectionFailed):
            await connecting
        await websocket.wait_closed()
    closing = ["CLOSING"] if way == "close" else []
    assert story.states == ["CONNECTING", *closing, "CLOSED"]
    assert websocket.close_event == (1006, "", False)
    assert websocket.problem is not None
    assert websocket.problem.code == "cancelled"
    assert not story.problems


async def test_closing_before_connecting_is_closing():
    story = Story()
    websocket = WebSocket("ws://127.0.0.1:1", on_events=story.extend)
    await websocket.close()
    assert story.states == ["CLOSING", "CLOSED"]
    with pytest.raises(RuntimeError):
        await websocket.connect()


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("way", ["close", "cancel", "abort"])
async def test_giving_up_at_any_turn_of_the_loop_ends_closed_once(way: str, tls: bool):
    async def script(peer: Peer) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            await peer.accept(then=server_frame(1, b"x"))
            opcode, payload = await peer.read_frame()
            await peer.send(server_frame(opcode, payload))

    async with rude_server(script, tls=server_tls() if tls else None) as server:
        for turns in range(25):
            story = Story()
            options = ConnectOptions(verify_tls=False)
            websocket = WebSocket(server.url, options=options, on_events=story.extend)
            connecting = asyncio.create_task(websocket.connect())
            for _ in range(turns):
                await asyncio.sleep(0)
            if way == "close":
                await asyncio.wait_for(websocket.close(), timeout=2)
            elif way == "abort":
                websocket.abort()
            else:
                connecting.cancel()
                websocket.abort()
            await asyncio.gather(connecting, return_exceptions=True)
            await asyncio.wait_for(websocket.wait_closed(), timeout=2)
            await asyncio.sleep(0.001)
            assert story.states[-1:] == ["CLOSED"]
            assert story.states.count("CLOSED") == 1
            assert story.states == sorted(story.states, key=lambda name: ReadyState[name])
