"""The opening handshake read from its bytes, with the example of RFC 6455 section 1.3."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.events import HttpRequest, HttpResponse, check_accept

REQUEST = HttpRequest(
    1,
    "ws://server.example.com/chat",
    b"GET /chat HTTP/1.1\r\n"
    b"Host: server.example.com\r\n"
    b"Upgrade: websocket\r\n"
    b"sec-websocket-key:dGhlIHNhbXBsZSBub25jZQ==\r\n"
    b"X-Twice: 1\r\n"
    b"X-Twice: 2\r\n\r\n",
)
RESPONSE = HttpResponse(
    2,
    b"HTTP/1.1 101 Switching Protocols\r\n"
    b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
)


def test_headers_keep_order_case_and_repetition() -> None:
    assert REQUEST.headers == [
        ("Host", "server.example.com"),
        ("Upgrade", "websocket"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ("X-Twice", "1"),
        ("X-Twice", "2"),
    ]


def test_the_accept_check_of_the_rfc() -> None:
    check = check_accept(REQUEST, RESPONSE)
    assert check.expected == check.received == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    assert check.ok


@pytest.mark.parametrize("accept", [b"", b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOp="])
def test_a_wrong_or_missing_accept_is_not_ok(accept: bytes) -> None:
    response = HttpResponse(2, b"HTTP/1.1 101 Switching Protocols\r\n" + accept + b"\r\n\r\n")
    assert not check_accept(REQUEST, response).ok


def test_without_a_key_nothing_is_proved() -> None:
    assert not check_accept(HttpRequest(1, "", b""), HttpResponse(2, b"")).ok


def test_a_refusal_has_status_reason_and_body() -> None:
    refusal = HttpResponse(
        1, b"HTTP/1.1 403 Forbidden Here\r\nContent-Length: 5\r\n\r\nno\r\n\r\nway"
    )
    assert (refusal.status, refusal.reason, refusal.body) == (
        403,
        "Forbidden Here",
        b"no\r\n\r\nway",
    )


def test_a_status_line_ends_at_a_bare_line_feed_too() -> None:
    answer = HttpResponse(1, b"HTTP/1.1 404 Not Found\nContent-Length: 0\n\n")
    assert (answer.status, answer.reason) == (404, "Not Found")


@given(st.binary(max_size=200))
def test_no_answer_whatever_raises(raw: bytes) -> None:
    response = HttpResponse(1, raw)
    assert 0 <= response.status <= 999
    assert isinstance(response.reason, str)
    assert all(len(field) == 2 for field in response.headers)
    assert raw.endswith(response.body)
