"""A handshake worked out: the RFC's own example, and what goes wrong with it."""

from inspector.events import HttpRequest, HttpResponse
from inspector.ui.details.explain import Fact, explain

REQUEST = HttpRequest(
    0,
    "ws://server.example.com/chat",
    b"GET /chat HTTP/1.1\r\n"
    b"Host: server.example.com\r\n"
    b"Upgrade: websocket\r\n"
    b"Connection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    b"Sec-WebSocket-Protocol: chat, superchat\r\n"
    b"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
    b"Sec-WebSocket-Version: 13\r\n\r\n",
)
"""RFC 6455 section 1.2, with an extension."""


def answer(*lines: str, status: str = "101 Switching Protocols", body: bytes = b"") -> HttpResponse:
    head = "\r\n".join((f"HTTP/1.1 {status}", *lines, "", ""))
    return HttpResponse(1, head.encode() + body)


UPGRADE = (
    "Upgrade: WebSocket",
    "Connection: keep-alive, upgrade",
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
)


def facts(*lines: str, **of: str) -> dict[str, Fact]:
    return {fact.name: fact for fact in explain(REQUEST, answer(*lines, **of))}


def test_the_accept_key_is_worked_out_step_by_step() -> None:
    accept = facts(*UPGRADE)["Sec-WebSocket-Accept"]
    assert accept.verdict is True
    assert [step.value for step in accept.steps] == [
        "dGhlIHNhbXBsZSBub25jZQ==",
        "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
        "b3 7a 4f 2c c0 62 4f 16 90 f6 46 06 cf 38 59 45 b2 be c4 ea",
        "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
    ]


def test_a_wrong_or_missing_accept_key_is_seen() -> None:
    for line in ("Sec-WebSocket-Accept: AAAA", "X: y"):
        accept = facts(*UPGRADE[:2], line)["Sec-WebSocket-Accept"]
        assert accept.verdict is False
        assert accept.steps[-1].verdict is False


def test_upgrade_and_connection_are_judged_whatever_their_case() -> None:
    right = facts(*UPGRADE)
    assert right["Upgrade"].verdict is True
    assert right["Connection"].verdict is True
    wrong = facts("Connection: close", UPGRADE[2])
    assert wrong["Upgrade"] == Fact("Upgrade", "missing: must be websocket", False)
    assert wrong["Connection"].verdict is False


def test_the_subprotocol_is_one_that_was_offered() -> None:
    assert facts(*UPGRADE, "Sec-WebSocket-Protocol: chat")["Subprotocol"].verdict is True
    assert facts(*UPGRADE, "Sec-WebSocket-Protocol: soap")["Subprotocol"].verdict is False
    assert "though the client offered: chat, superchat" in facts(*UPGRADE)["Subprotocol"].value


def test_extensions_with_their_parameters() -> None:
    line = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=12"
    extensions = facts(*UPGRADE, line)["Extensions"]
    assert extensions.verdict is True
    [deflate] = extensions.steps
    assert "4,096 bytes" in deflate.steps[0].value
    unknown = facts(*UPGRADE, "Sec-WebSocket-Extensions: x-surprise")["Extensions"]
    assert unknown.verdict is False
    assert "did not offer" in unknown.steps[0].value


def test_a_refusal_says_status_body_and_what_was_asked_for() -> None:
    response = answer("Content-Type: text/html", status="403 Forbidden", body=b"<h1>no</h1>")
    found = {fact.name: fact for fact in explain(REQUEST, response)}
    assert found["Status"] == Fact("Status", "403 Forbidden: no WebSocket was opened", False)
    assert found["Body"].value == "11 bytes, text/html"
    assert found["Subprotocols offered"].value == "chat, superchat"
    assert "Sec-WebSocket-Accept" not in found


def test_a_redirect_names_its_target() -> None:
    found = facts("Location: /elsewhere", status="302 Found")
    assert found["Status"].verdict is None
    assert found["Location"].value == "/elsewhere"


def test_no_answer_and_no_http() -> None:
    assert explain(REQUEST, None)[0] == Fact("Status", "no answer came", False)
    assert explain(REQUEST, HttpResponse(1, b"SSH-2.0-OpenSSH\r\n"))[0].verdict is False
