"""Options as text: the summary, pasted headers, sizes, and what is wrong with a field."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.ui.options.text import (
    UNITS,
    check_ca_file,
    check_proxy,
    parse_headers,
    parse_protocols,
    split_size,
    summary,
)
from inspector.wire import ConnectOptions


def test_defaults_are_not_worth_a_word() -> None:
    assert summary(ConnectOptions(), ()) == ""


def test_what_differs_is_said_in_few_words() -> None:
    options = ConnectOptions(
        headers=(("A", "1"), ("B", "2")),
        compression=False,
        verify_tls=False,
        max_message_size=3 << 20,
        keepalive_interval=15,
        lenient=True,
    )
    assert summary(options, ("chat",)) == (
        "1 subprotocol, 2 headers, TLS not verified, at most 3 MiB, keepalive 15 s, "
        "compression off, lenient"
    )


def test_every_option_is_told() -> None:
    for changed in (
        {"origin": "https://a"},
        {"ca_file": "/a.pem"},
        {"proxy": "http://a:1"},
        {"open_timeout": 1.0},
        {"close_timeout": 1.0},
        {"max_redirects": 0},
        {"keepalive_timeout": 1.0},
        {"auto_pong": False},
    ):
        assert summary(ConnectOptions(**changed), ()), changed  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("Cookie: a=b: c\n\n  X-Trace:1  \nnonsense\n", [("Cookie", "a=b: c"), ("X-Trace", "1")]),
        (
            "curl 'https://host/' \\\n  -H 'Authorization: Bearer x' \\\n  --header \"A: b\"",
            [("Authorization", "Bearer x"), ("A", "b")],
        ),
        (":authority: host", [(":authority", "host")]),
        ("A:", [("A", "")]),
    ],
)
def test_pasted_headers(text: str, headers: list[tuple[str, str]]) -> None:
    assert [h for h in parse_headers(text) if not h[0].startswith("curl")] == headers


def test_subprotocols_are_separated_by_commas() -> None:
    assert parse_protocols(" chat,, graphql-ws ,") == ("chat", "graphql-ws")


@given(st.integers(1, 2**50))
def test_sizes_are_split_without_loss(size: int) -> None:
    amount, unit = split_size(size)
    assert amount * UNITS[unit] == size


def test_64_mib() -> None:
    assert split_size(64 << 20) == (64, "MiB")


@pytest.mark.parametrize("proxy", ["http://host:3128", "https://user:pw@[::1]:8080"])
def test_usable_proxies(proxy: str) -> None:
    assert check_proxy(proxy) == ""


@pytest.mark.parametrize(
    "proxy", ["host:3128", "socks5://h:1", "http://h", "http://h:x", "http://["]
)
def test_other_proxies_are_refused_with_advice(proxy: str) -> None:
    assert "write http://host:port" in check_proxy(proxy)


def test_a_ca_file_must_be_there(tmp_path: Path) -> None:
    pem = tmp_path / "ca.pem"
    assert "is not there" in check_ca_file(str(pem))
    pem.touch()
    assert check_ca_file(str(pem)) == ""
