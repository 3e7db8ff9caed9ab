"""Requests paired with responses, bodies, and the curl command."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.events import HttpRequest, HttpResponse, ReadyState, StateChange
from inspector.ui.details import hops
from inspector.ui.details.hops import Hop
from tests.support.entries import entries

REQUEST = HttpRequest(0, "wss://host/a", b"GET /a HTTP/1.1\r\nHost: host\r\nCookie: it's=1\r\n\r\n")
MOVED = HttpResponse(1, b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n")
SWITCHED = HttpResponse(2, b"HTTP/1.1 101 Switching Protocols\r\n\r\n\x81\x00")


def test_each_redirect_is_a_hop() -> None:
    state = StateChange(0, ReadyState.CONNECTING)
    pairs = hops.pair(entries(state, REQUEST, MOVED, REQUEST, SWITCHED))
    assert pairs == [Hop(REQUEST, MOVED), Hop(REQUEST, SWITCHED)]
    assert [hops.is_final(hop) for hop in pairs] == [False, True]
    assert hops.title(1, pairs[0]) == "1: 302 from wss://host/a"


def test_a_request_without_an_answer_and_an_answer_without_a_request() -> None:
    assert hops.pair(entries(REQUEST)) == [Hop(REQUEST, None)]
    assert not hops.is_final(Hop(REQUEST, None))
    assert "no answer" in hops.title(1, Hop(REQUEST, None))
    assert hops.pair(entries(MOVED)) == []


def test_frames_after_the_upgrade_are_no_body() -> None:
    assert hops.body(SWITCHED) == b""
    assert hops.body(HttpResponse(0, b"HTTP/1.1 403 No\r\n\r\nbecause")) == b"because"


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        (b"4\r\nWiki\r\n5;x=y\r\npedia\r\n0\r\n\r\n", b"Wikipedia"),
        (b"4\r\nWi", b"Wi"),
        (b"not chunked", b"not chunked"),
        (b"4", b""),
        (b"2\r\nok\r\noops", b"okoops"),
    ],
)
def test_chunks_are_joined_as_far_as_they_are_chunks(raw: bytes, body: bytes) -> None:
    head = b"HTTP/1.1 500 No\r\nTransfer-Encoding: Chunked\r\n\r\n"
    assert hops.body(HttpResponse(0, head + raw)) == body


@given(st.binary(max_size=80))
def test_chunks_never_raise(raw: bytes) -> None:
    head = b"HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert len(hops.body(HttpResponse(0, head + raw))) <= len(raw)


def test_many_chunks_take_no_longer_than_their_bytes() -> None:
    head = b"HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = b"1\r\nx\r\n" * 1_000_000  # minutes, where each is cut off the rest
    assert hops.body(HttpResponse(0, head + chunks)) == b"x" * 1_000_000


def test_the_curl_command_has_every_header() -> None:
    words = shlex.split(hops.curl(REQUEST))
    assert words[0] == "curl"
    assert "https://host/a" in words
    assert "Cookie: it's=1" in words
