import pytest

from inspector.events import HttpResponse
from inspector.wire.opening.errors import InsecureRedirectError, RedirectUrlError
from inspector.wire.opening.redirects import headers_to_take_along, redirect_target


def answer(status: int, location: str | None) -> HttpResponse:
    line = "" if location is None else f"location: {location}\r\n"
    return HttpResponse(1, f"HTTP/1.1 {status} X\r\n{line}\r\n".encode("latin-1"))


@pytest.mark.parametrize(
    ("url", "location", "target"),
    [
        ("ws://h/a/b", "c?d", "ws://h/a/c?d"),
        ("ws://h/a", "//other/x", "ws://other/x"),
        ("ws://me:pw@h/a", "/x", "ws://me:pw@h/x"),
        ("ws://h/", "https://h/x", "wss://h/x"),
        ("wss://h:444/", "http://h/", None),
    ],
)
def test_where_a_redirect_leads(url: str, location: str, target: str | None):
    for status in (300, 301, 302, 303, 307, 308):
        if target is None:
            with pytest.raises(InsecureRedirectError):
                redirect_target(url, answer(status, location))
        else:
            assert redirect_target(url, answer(status, location)) == target


@pytest.mark.parametrize(("status", "location"), [(304, "/x"), (200, "/x"), (302, None)])
def test_what_is_no_redirect(status: int, location: str | None):
    assert redirect_target("ws://h/", answer(status, location)) is None


@pytest.mark.parametrize("location", ["ftp://h/", "ws://h/#here", "ws://[bad/", "ws://h:x/", "#x"])
def test_a_target_that_is_no_url_of_a_websocket(location: str):
    with pytest.raises(RedirectUrlError) as failed:
        redirect_target("ws://h/", answer(302, location))
    assert failed.value.location == location


OWN = (("Host", "virtual"), ("AUTHORIZATION", "x"), ("cookie", "y"), ("X-Mine", "1"))


@pytest.mark.parametrize(
    ("url", "target", "kept"),
    [
        ("ws://h/a", "ws://h/b", ["Host", "AUTHORIZATION", "cookie", "X-Mine"]),
        ("ws://h/a", "ws://me@h/b", ["Host", "AUTHORIZATION", "cookie", "X-Mine"]),
        ("ws://h/a", "wss://h/b", ["Host", "X-Mine"]),
        ("ws://h/a", "ws://h:81/b", ["X-Mine"]),
        ("ws://h/a", "ws://i/b", ["X-Mine"]),
    ],
)
def test_credentials_and_host_stay_at_home(url: str, target: str, kept: list[str]):
    assert [name for name, _ in headers_to_take_along(url, target, OWN)] == kept
