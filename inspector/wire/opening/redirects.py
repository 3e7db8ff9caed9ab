"""Redirects of the opening handshake: where to, and what goes along (RFC 9110 section 15.4)."""

from urllib.parse import urljoin, urlsplit

from inspector.events import HttpResponse
from inspector.wire.dialling.endpoint import Endpoint
from inspector.wire.opening.errors import InsecureRedirectError, RedirectUrlError
from inspector.wire.opening.headers import Header
from inspector.wire.url import parse_url

_STATUSES = (300, 301, 302, 303, 307, 308)
_CREDENTIALS = ("authorization", "cookie", "proxy-authorization")


def redirect_target(url: str, answer: HttpResponse) -> str | None:
    """Where `answer`, which came from `url`, sends us; None if it is no redirect.

    Raises RedirectUrlError and InsecureRedirectError for a target that is not to be followed.
    """
    location = next((value for name, value in answer.headers if name.lower() == "location"), None)
    if answer.status not in _STATUSES or location is None:
        return None
    try:
        target = parse_url(urljoin(url, location))
    except ValueError as error:
        raise RedirectUrlError(location, str(error)) from error
    if url.startswith("wss:") and not target.startswith("wss:"):
        raise InsecureRedirectError(target)
    return target


def headers_to_take_along(url: str, target: str, own: tuple[Header, ...]) -> tuple[Header, ...]:
    """Those of the headers `own`, written for `url`, that may go to `target`.

    Credentials stay with their origin, a Host header with its host.
    """
    at_home: set[str] = set()
    if (url[:4], Endpoint.of(url)) != (target[:4], Endpoint.of(target)):
        at_home.update(_CREDENTIALS)
    if _host(url) != _host(target):
        at_home.add("host")
    return tuple(header for header in own if header[0].lower() not in at_home)


def _host(url: str) -> str:
    """Host and port as the Host header has them."""
    return urlsplit(url).netloc.rpartition("@")[2]
