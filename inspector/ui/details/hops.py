"""The requests and responses of one connection, paired: each redirect is a hop. Knows no Qt."""

import shlex
from collections.abc import Iterable
from typing import NamedTuple

from inspector.events import HttpRequest, HttpResponse
from inspector.recording import Entry
from inspector.ui.details.explain import values


class Hop(NamedTuple):
    request: HttpRequest
    response: HttpResponse | None


def pair(entries: Iterable[Entry]) -> list[Hop]:
    """Each request with the response that followed it."""
    hops: list[Hop] = []
    for entry in entries:
        if isinstance(entry.event, HttpRequest):
            hops.append(Hop(entry.event, None))
        elif isinstance(entry.event, HttpResponse) and hops:
            hops[-1] = hops[-1]._replace(response=entry.event)
    return hops


def title(number: int, hop: Hop) -> str:
    """`1: 302 from ws://host/path`."""
    status = f"{hop.response.status} from" if hop.response else "no answer from"
    return f"{number}: {status} {hop.request.url}"


def is_final(hop: Hop) -> bool:
    """Whether nothing follows: an answer came, and it is no redirect."""
    return hop.response is not None and not 300 <= hop.response.status <= 399


def has_body(response: HttpResponse | None) -> bool:
    """Frames that follow a 101 are no body."""
    return response is not None and response.status != 101 and bool(response.body)


def body(response: HttpResponse) -> bytes:
    """The body without its chunks' sizes."""
    if not has_body(response):
        return b""
    if "chunked" in ", ".join(values(response.headers, "Transfer-Encoding")).lower():
        return _unchunked(response.body)
    return response.body


def curl(request: HttpRequest) -> str:
    """A curl command that sends the same request."""
    url = request.url.replace("ws", "http", 1)
    parts = ["curl", "--include", "--no-buffer", "--http1.1", url]
    for name, value in request.headers:
        parts += ["--header", f"{name}: {value}"]
    return shlex.join(parts)


def _unchunked(data: bytes) -> bytes:
    """RFC 9112 section 7.1; as far as it is well-formed, the rest as it is."""
    parts = []
    at = 0
    while at < len(data):
        end = data.find(b"\r\n", at)
        start = (end if end >= 0 else len(data)) + 2
        try:
            size = int(data[at : start - 2].partition(b";")[0], 16)
        except ValueError:
            parts.append(data[at:])
            break
        if size <= 0:
            break
        parts.append(data[start : start + size])
        at = start + size + 2
    return b"".join(parts)
