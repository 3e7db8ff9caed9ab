"""Whether a 101 opens the WebSocket that was asked for (RFC 6455 section 4.1)."""

from collections.abc import Iterator
from typing import NamedTuple

from inspector.events import HttpRequest, HttpResponse, check_accept
from inspector.wire.deflate_parameters import DeflateParameters
from inspector.wire.opening.extensions import agreed
from inspector.wire.opening.headers import values
from inspector.wire.url import is_token


class Judgement(NamedTuple):
    subprotocol: str
    """The one that the server chose, if it was offered; else empty."""
    deflate: DeflateParameters | None
    """The parameters of permessage-deflate; None without compression."""
    violations: list[str]
    """A clause for each rule that the answer breaks."""


def judge(request: HttpRequest, answer: HttpResponse) -> Judgement:
    """Judge the answer 101 by the request that was really sent, own headers included."""
    violations = [*_form(answer), *_upgrade(answer), *_accept(request, answer)]
    chosen = values(answer.headers, "Sec-WebSocket-Protocol")
    offered = values(request.headers, "Sec-WebSocket-Protocol")
    if len(chosen) > 1:
        violations.append(f"it chose {len(chosen)} subprotocols: {', '.join(chosen)}")
    violations += [
        f"it chose a subprotocol that was not offered ({name!r})"
        for name in chosen
        if name not in offered
    ]
    deflate, wrong = agreed(request, answer)
    violations += [f"it chose an extension that was not offered, or not so ({x})" for x in wrong]
    subprotocol = next((name for name in chosen if name in offered), "")
    return Judgement(subprotocol, deflate, violations)


def _form(answer: HttpResponse) -> Iterator[str]:
    """What makes the head no HTTP/1.1 (RFC 9112 sections 2.2, 2.3 and 5.1)."""
    head = bytes(answer.raw)
    if not head.startswith(b"HTTP/1.1 "):
        yield f"it is {head.split(b' ')[0].decode('latin-1')}, an upgrade needs HTTP/1.1"
    if head.count(b"\n") != head.count(b"\r\n"):
        yield "a line of it ends with a line feed alone"
    for name, value in answer.headers:
        if not is_token(name):
            yield f"it has a header that is none: {(name or value)[:60]!r}"


def _upgrade(answer: HttpResponse) -> Iterator[str]:
    upgrade = values(answer.headers, "Upgrade")
    if [value.lower() for value in upgrade] != ["websocket"]:
        yield f"{_said('Upgrade', upgrade)}, and it must be Upgrade: websocket"
    connection = values(answer.headers, "Connection")
    if "upgrade" not in [value.lower() for value in connection]:
        yield f"{_said('Connection', connection)}, and it must be Connection: Upgrade"


def _accept(request: HttpRequest, answer: HttpResponse) -> Iterator[str]:
    check = check_accept(request, answer)
    if not check.received:
        yield "Sec-WebSocket-Accept is missing, so it may not speak WebSocket"
    elif not check.ok:
        yield (
            f"Sec-WebSocket-Accept is {check.received!r} in place of {check.expected!r}, so it "
            "did not read this handshake; a cache or proxy may be in between"
        )
    elif len(values(answer.headers, "Sec-WebSocket-Accept")) > 1:
        yield "Sec-WebSocket-Accept is right, but comes more than once"


def _said(name: str, found: list[str]) -> str:
    return f"{name} is {', '.join(found)!r}" if found else f"{name} is missing"
