import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.events import HttpRequest, HttpResponse
from inspector.wire.opening.judgement import judge

KEY = "AAAAAAAAAAAAAAAAAAAAAA=="
GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
ACCEPT = base64.b64encode(hashlib.sha1((KEY + GUID).encode()).digest()).decode()
REQUEST = HttpRequest(
    1,
    "ws://x/",
    f"GET / HTTP/1.1\r\nSec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Protocol: a, b\r\n\r\n".encode(),
)
GOOD = (
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nCONNECTION: keep-alive, upgrade\r\n"
    f"Sec-WebSocket-Accept: {ACCEPT}\r\nSec-WebSocket-Protocol: b\r\n\r\n"
)


def test_a_right_answer():
    judgement = judge(REQUEST, HttpResponse(1, GOOD.encode()))
    assert judgement == ("b", None, [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("HTTP/1.1", "HTTP/1.0", "it is HTTP/1.0, an upgrade needs HTTP/1.1"),
        ("upgrade: WebSocket\r\n", "", "Upgrade is missing, and it must be Upgrade: websocket"),
        ("WebSocket", "h2c", "Upgrade is 'h2c'"),
        ("WebSocket", "websocket, h2c", "Upgrade is 'websocket, h2c'"),
        ("keep-alive, upgrade", "keep-alive", "Connection is 'keep-alive'"),
        ("CONNECTION: keep-alive, upgrade\r\n", "", "Connection is missing"),
        (ACCEPT, "x" + ACCEPT, f"in place of {ACCEPT!r}"),
        (f"Sec-WebSocket-Accept: {ACCEPT}\r\n", "", "Sec-WebSocket-Accept is missing"),
        ("\r\n\r\n", f"\r\nSec-WebSocket-Accept: {ACCEPT}\r\n\r\n", "more than once"),
        ("Protocol: b", "Protocol: other", "subprotocol that was not offered ('other')"),
        ("Protocol: b", "Protocol: B", "subprotocol that was not offered ('B')"),
        ("Protocol: b", "Protocol: a, b", "it chose 2 subprotocols: a, b"),
        ("\r\n\r\n", "\r\nSec-WebSocket-Extensions: x\r\n\r\n", "extension that was not offered"),
        ("\r\n\r\n", "\r\nno header\r\n\r\n", "a header that is none: 'no header'"),
        ("\r\n\r\n", "\r\nX-A : 1\r\n\r\n", "a header that is none: 'X-A '"),
        ("WebSocket\r\n", "WebSocket\n", "line feed alone"),
    ],
)
def test_each_rule_that_an_answer_can_break(old: str, new: str, said: str):
    wrong = GOOD.replace(old, new, 1)
    assert wrong != GOOD
    violations = judge(REQUEST, HttpResponse(1, wrong.encode())).violations
    assert any(said in violation for violation in violations), violations


def test_a_subprotocol_that_was_not_offered_is_not_chosen():
    wrong = GOOD.replace("Protocol: b", "Protocol: other")
    assert judge(REQUEST, HttpResponse(1, wrong.encode())).subprotocol == ""


@given(st.binary())
def test_whatever_comes_is_judged(raw: bytes):
    assert judge(REQUEST, HttpResponse(1, b"HTTP/1.1 101 " + raw)).violations
