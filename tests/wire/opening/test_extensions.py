"""permessage-deflate offered, and the answer judged by what was offered (RFC 7692 section 7.1)."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.events import HttpRequest, HttpResponse
from inspector.wire import ConnectOptions
from inspector.wire.deflate_parameters import DeflateParameters
from inspector.wire.opening.extensions import _BITS, _FLAGS, agreed, offer

BY_DEFAULT = "permessage-deflate; client_max_window_bits"


def judged(offered: str, answered: str) -> tuple[DeflateParameters | None, list[str]]:
    request, answer = b"GET / HTTP/1.1\r\n", b"HTTP/1.1 101 Switching Protocols\r\n"
    if offered:
        request += f"Sec-WebSocket-Extensions: {offered}\r\n".encode()
    if answered:
        answer += f"Sec-WebSocket-Extensions: {answered}\r\n".encode()
    return agreed(HttpRequest(0, "", request + b"\r\n"), HttpResponse(0, answer + b"\r\n"))


@pytest.mark.parametrize(
    ("options", "offered"),
    [
        (ConnectOptions(), BY_DEFAULT),
        (ConnectOptions(compression=False), ""),
        (ConnectOptions(compression=False, client_max_window_bits=9), ""),
        (
            ConnectOptions(server_no_context_takeover=True),
            "permessage-deflate; server_no_context_takeover; client_max_window_bits",
        ),
        (
            ConnectOptions(client_no_context_takeover=True, client_max_window_bits=8),
            "permessage-deflate; client_no_context_takeover; client_max_window_bits=8",
        ),
        (
            ConnectOptions(server_max_window_bits=15),
            "permessage-deflate; server_max_window_bits=15; client_max_window_bits",
        ),
    ],
)
def test_what_is_offered(options: ConnectOptions, offered: str) -> None:
    assert offer(options) == offered


@pytest.mark.parametrize(
    ("offered", "answered", "parameters"),
    [
        ("", "", None),
        (BY_DEFAULT, "", None),
        (BY_DEFAULT, "permessage-deflate", (False, False, 15, 15)),
        # What a server may choose without being asked
        (BY_DEFAULT, "permessage-deflate; server_no_context_takeover", (True, False, 15, 15)),
        (BY_DEFAULT, "permessage-deflate; client_no_context_takeover", (False, True, 15, 15)),
        (BY_DEFAULT, "permessage-deflate; server_max_window_bits=8", (False, False, 8, 15)),
        (BY_DEFAULT, "permessage-deflate; client_max_window_bits=8", (False, False, 15, 8)),
        (BY_DEFAULT, 'permessage-deflate; client_max_window_bits="12"', (False, False, 15, 12)),
        # What we said holds whether the server repeats it or not
        (
            "permessage-deflate; client_no_context_takeover; client_max_window_bits=10",
            "permessage-deflate",
            (False, True, 15, 10),
        ),
        (
            "permessage-deflate; client_max_window_bits=10",
            "permessage-deflate; client_max_window_bits=9",
            (False, False, 15, 9),
        ),
        # What was demanded and is kept
        (
            "permessage-deflate; server_no_context_takeover; server_max_window_bits=10",
            "permessage-deflate; server_max_window_bits=9; server_no_context_takeover",
            (True, False, 9, 15),
        ),
        # The one of several offers that the answer fits
        (
            "permessage-deflate; server_max_window_bits=10, permessage-deflate",
            "permessage-deflate",
            (False, False, 15, 15),
        ),
    ],
)
def test_lawful_answers(
    offered: str, answered: str, parameters: tuple[bool, bool, int, int] | None
) -> None:
    deflate, violations = judged(offered, answered)
    assert violations == []
    assert deflate == parameters


@pytest.mark.parametrize(
    ("offered", "answered", "said", "parameters"),
    [
        ("", "permessage-deflate", "'permessage-deflate' was not offered", None),
        (BY_DEFAULT, "x-other", "'x-other' was not offered", None),
        (BY_DEFAULT, ";", "an extension has no name", None),
        (BY_DEFAULT, "; permessage-deflate", "an extension has no name", None),
        (
            BY_DEFAULT,
            "permessage-deflate, permessage-deflate",
            "chosen twice",
            (False, False, 15, 15),
        ),
        (
            "permessage-deflate",
            "permessage-deflate; client_max_window_bits=10",
            "client_max_window_bits was not offered",
            (False, False, 15, 10),
        ),
        (
            "permessage-deflate; client_max_window_bits=10",
            "permessage-deflate; client_max_window_bits=11",
            "client_max_window_bits is 11 where 10 was offered",
            (False, False, 15, 10),
        ),
        (
            "permessage-deflate; server_max_window_bits=10",
            "permessage-deflate; server_max_window_bits=11",
            "server_max_window_bits is 11 where 10 was offered",
            (False, False, 11, 15),
        ),
        (
            "permessage-deflate; server_max_window_bits=10",
            "permessage-deflate",
            "server_max_window_bits was demanded and is missing",
            (False, False, 15, 15),
        ),
        (
            "permessage-deflate; server_no_context_takeover",
            "permessage-deflate",
            "server_no_context_takeover was demanded and is missing",
            (False, False, 15, 15),
        ),
        (
            BY_DEFAULT,
            "permessage-deflate; client_no_context_takeover=1",
            "client_no_context_takeover has a value",
            (False, True, 15, 15),
        ),
        (
            BY_DEFAULT,
            "permessage-deflate; server_max_window_bits=9; server_max_window_bits=9",
            "server_max_window_bits comes twice",
            (False, False, 9, 15),
        ),
        (BY_DEFAULT, "permessage-deflate; level=9", "unknown parameter 'level'", None),
    ],
)
def test_answers_that_break_a_rule(
    offered: str, answered: str, said: str, parameters: tuple[bool, bool, int, int] | None
) -> None:
    """What they come to where they are put up with."""
    deflate, violations = judged(offered, answered)
    assert len(violations) == 1
    assert said in violations[0]
    if parameters is not None:
        assert deflate == parameters


@pytest.mark.parametrize("name", ["server_max_window_bits", "client_max_window_bits"])
@pytest.mark.parametrize("value", ["", "=", "=7", "=16", "=08", "=+9", "=9.0", "=ten", "=\xb2"])
def test_a_window_is_of_8_to_15_bits(name: str, value: str) -> None:
    _, violations = judged(BY_DEFAULT, f"permessage-deflate; {name}{value}")
    assert [each for each in violations if f"{name} is" in each and "8 to 15" in each]


def test_every_offer_is_answered_lawfully_by_its_own_words() -> None:
    for server, client, server_bits, client_bits in itertools.product(
        (False, True), (False, True), (None, 8, 15), (8, 9, 15)
    ):
        options = ConnectOptions(
            server_no_context_takeover=server,
            client_no_context_takeover=client,
            server_max_window_bits=server_bits,
            client_max_window_bits=client_bits,
        )
        deflate, violations = judged(offer(options), offer(options))
        assert violations == []
        assert deflate == (server, client, server_bits or 15, client_bits)


def test_two_headers_are_one_list() -> None:
    twice = "x-other\r\nSec-WebSocket-Extensions: permessage-deflate"
    deflate, violations = judged(BY_DEFAULT, twice)
    assert deflate == DeflateParameters()
    assert violations == ["'x-other' was not offered"]


WORDS = st.sampled_from([";", ",", "=", '"', " ", "permessage-deflate", *_FLAGS, *_BITS, "8", "x"])


@given(
    st.lists(WORDS).map("".join)
    | st.text(st.characters(max_codepoint=127, exclude_characters="\r\n"))
)
def test_whatever_the_server_writes_is_judged(answered: str) -> None:
    deflate, _ = judged(BY_DEFAULT, answered)
    if deflate is not None:
        assert 8 <= deflate.server_max_window_bits <= 15
        assert 8 <= deflate.client_max_window_bits <= 15
