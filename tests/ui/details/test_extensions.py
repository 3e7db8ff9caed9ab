"""Sec-WebSocket-Extensions read and explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.ui.details.extensions import (
    Extension,
    explain_extension,
    explain_parameter,
    parse_extensions,
)


def test_offers_with_parameters_in_wire_order() -> None:
    header = "permessage-deflate; client_max_window_bits; server_max_window_bits=10, foo"
    assert parse_extensions(header) == [
        Extension(
            "permessage-deflate",
            (("client_max_window_bits", None), ("server_max_window_bits", "10")),
        ),
        Extension("foo", ()),
    ]


def test_quoted_values_keep_their_commas() -> None:
    assert parse_extensions('a; b="1,2;\\"3"; c') == [
        Extension("a", (("b", '1,2;"3'), ("c", None)))
    ]


@given(st.text(max_size=60))
def test_never_raises(header: str) -> None:
    for extension in parse_extensions(header):
        assert extension.name
        assert explain_extension(extension.name)
        assert all(explain_parameter(name, value) for name, value in extension.parameters)


@pytest.mark.parametrize(
    ("name", "value", "offered", "words"),
    [
        ("server_max_window_bits", "12", False, "2^12 = 4,096 bytes"),
        ("server_max_window_bits", "12", True, "shall be at most 2^12"),
        ("client_max_window_bits", None, True, "lets the server choose"),
        ("client_max_window_bits", "15", False, "2^15 = 32,768 bytes"),
        ("client_max_window_bits", "99", False, "none of 8 to 15"),
        ("client_max_window_bits", None, False, "none of 8 to 15"),
        (
            "server_no_context_takeover",
            None,
            False,
            "the server compresses each message on its own",
        ),
        (
            "client_no_context_takeover",
            None,
            True,
            "the client will compress each message on its own",
        ),
        ("mystery", "1", False, "does not know"),
    ],
)
def test_parameters_in_words(name: str, value: str | None, offered: bool, words: str) -> None:
    assert words in explain_parameter(name, value, offered=offered)
