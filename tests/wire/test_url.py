import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.uri import parse_uri

from inspector.wire import WebSocket, check_protocols, parse_url


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("ws://example.com", "ws://example.com/"),
        ("wss://example.com/a?b", "wss://example.com/a?b"),
        ("http://example.com/a", "ws://example.com/a"),
        ("https://example.com", "wss://example.com/"),
        ("WSS://Example.COM:443", "wss://example.com/"),
        ("ws://example.com:80/", "ws://example.com/"),
        ("ws://example.com:443/", "ws://example.com:443/"),
        ("  ws://example.com/\n", "ws://example.com/"),
        ("ws://exam\tple.com/a\nb", "ws://example.com/ab"),
        ("ws:example.com/a", "ws://example.com/a"),
        ("ws:\\\\example.com\\a", "ws://example.com/a"),
        ("ws://example.com/a/../b/./c/%2e%2E/d", "ws://example.com/b/d"),
        ("ws://example.com/a/..", "ws://example.com/"),
        ("ws://example.com/a b?c d", "ws://example.com/a%20b?c%20d"),
        ("ws://example.com/%41%?%", "ws://example.com/%41%?%"),
        ("ws://example.com/ü?ü", "ws://example.com/%C3%BC?%C3%BC"),
        ("ws://bücher.example/", "ws://xn--bcher-kva.example/"),
        ("ws://example.com?q", "ws://example.com/?q"),
        ("ws://example.com?", "ws://example.com/?"),
        ("ws://user:pass@example.com/", "ws://user:pass@example.com/"),
        ("ws://user@example.com/", "ws://user:@example.com/"),
        ("ws://@example.com/", "ws://example.com/"),
        ("ws://:@example.com/", "ws://example.com/"),
        ("ws://faß.de/", "ws://xn--fa-hia.de/"),
        ("ws://日本語。jp/", "ws://xn--wgv71a119e.jp/"),
        ("ws://💩.la/", "ws://xn--ls8h.la/"),
        ("ws://[0:0::1]:8080/", "ws://[::1]:8080/"),
        ("ws://127.0.0.1:8080/", "ws://127.0.0.1:8080/"),
        ("ws://example.com/\ud800", "ws://example.com/%EF%BF%BD"),
    ],
)
def test_urls_are_shown_as_a_browser_shows_them(given: str, expected: str):
    assert parse_url(given) == expected
    assert parse_url(expected) == expected
    assert WebSocket(given).url == expected


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "empty"),
        ("example.com", "write ws://example.com"),
        ("localhost:8080/x", "write ws://localhost:8080/x"),
        ("//example.com", "write ws://example.com"),
        ("ftp://example.com", "'ftp'"),
        ("ws://example.com/#top", "fragment (#top)"),
        ("ws://example.com/#", "fragment"),
        ("ws://", "no host"),
        ("ws:///", "no host"),
        ("ws://:80/", "no host"),
        ("ws://exa mple.com/", "contains ' '"),
        ("ws://exa%20mple.com/", "contains '%'"),
        ("ws://example.com:0/", "1 to 65535"),
        ("ws://example.com:65536/", "1 to 65535"),
        ("ws://example.com:http/", "1 to 65535"),
        ("ws://[::1/", "cannot be used"),
        ("ws://[::g]/", "cannot be used"),
        ("ws://\u2100.example/", "cannot be used"),
        ("ws://ü\ufffd.example/", "domain name"),
        ("ws://\u00ad/", "nothing to be seen"),
        ("ws://%ff:x@example.com/", "not UTF-8"),
    ],
)
def test_a_wrong_url_is_refused_with_what_is_wrong(given: str, said: str):
    with pytest.raises(ValueError) as refused:
        WebSocket(given)
    assert said in str(refused.value)


@given(
    st.text()
    | st.text().map("ws://{}/".format)
    | st.text(alphabet="ws:/.@[]?#%\\a1 ü").map("ws://".__add__)
)
def test_any_text_is_a_url_that_the_library_takes_or_a_value_error(text: str):
    try:
        url = parse_url(text)
    except ValueError:
        return
    assert url.isascii()
    assert parse_url(url) == url
    parse_uri(url)


def test_subprotocols_keep_their_order():
    assert check_protocols(["v2.chat", "v1.chat", "V1.chat"]) == ("v2.chat", "v1.chat", "V1.chat")
    assert check_protocols("chat") == ("chat",)


@pytest.mark.parametrize(
    ("protocols", "said"),
    [
        (["a", "a"], "'a' is given twice"),
        ([""], "not a token"),
        (["a b"], "not a token"),
        (["a,b"], "not a token"),
        (["ü"], "not a token"),
        (["a\n"], "not a token"),
    ],
)
def test_a_wrong_subprotocol_is_refused_with_what_is_wrong(protocols: list[str], said: str):
    with pytest.raises(ValueError, match=said):
        WebSocket("ws://example.com", protocols)
