"""An opening handshake worked out step by step (RFC 6455 sections 4.1 and 4.2). Knows no Qt."""

import hashlib
from http import HTTPStatus
from typing import NamedTuple

from inspector.events import AcceptCheck, Headers, HttpRequest, HttpResponse, check_accept
from inspector.ui.details.extensions import (
    Extension,
    explain_extension,
    explain_parameter,
    parse_extensions,
)

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Fact(NamedTuple):
    """One thing that the handshake says, with the steps that lead to it."""

    name: str
    value: str
    verdict: bool | None = None
    """Right or wrong where there is something to judge."""
    steps: tuple["Fact", ...] = ()


def explain(request: HttpRequest, response: HttpResponse | None) -> list[Fact]:
    """What was asked, what was answered, and whether the answer is right."""
    if response is None:
        return [Fact("Status", "no answer came", False), *_offers(request.headers)]
    facts = [_status(response)]
    if response.status == HTTPStatus.SWITCHING_PROTOCOLS:
        facts += [
            _token(response.headers, "Upgrade", "websocket"),
            _token(response.headers, "Connection", "Upgrade"),
            _accept(check_accept(request, response)),
            _subprotocol(request.headers, response.headers),
            _extensions(request.headers, response.headers),
        ]
        return facts
    for name in ("Location", "WWW-Authenticate", "Retry-After", "Sec-WebSocket-Version"):
        facts += [Fact(name, value) for value in values(response.headers, name)]
    if response.body:
        kind = ", ".join(values(response.headers, "Content-Type")) or "no Content-Type"
        facts.append(Fact("Body", f"{len(response.body):,} bytes, {kind}"))
    return facts + _offers(request.headers)


def values(headers: Headers, name: str) -> list[str]:
    """The values of every field called `name`, in wire order."""
    return [value for key, value in headers if key.lower() == name.lower()]


def _status(response: HttpResponse) -> Fact:
    status = response.status
    if not status:
        return Fact("Status", "the answer does not begin with an HTTP status line", False)
    text = f"{status} {response.reason}".strip()
    if status == HTTPStatus.SWITCHING_PROTOCOLS:
        return Fact("Status", text, True)
    if 300 <= status <= 399:
        return Fact("Status", f"{text}: go elsewhere")
    return Fact("Status", f"{text}: no WebSocket was opened", False)


def _token(headers: Headers, name: str, wanted: str) -> Fact:
    """Section 4.1: the field must have the token, whatever its case."""
    value = ", ".join(values(headers, name))
    tokens = [token.strip().lower() for token in value.split(",")]
    if wanted.lower() in tokens:
        return Fact(name, value, True)
    return Fact(name, f"{value or 'missing'}: must be {wanted}", False)


def _accept(check: AcceptCheck) -> Fact:
    digest = hashlib.sha1((check.key + GUID).encode("latin-1"), usedforsecurity=False).digest()
    steps = (
        Fact("Sec-WebSocket-Key, as sent", check.key or "missing"),
        Fact("with the GUID of RFC 6455", check.key + GUID),
        Fact("SHA-1 of that", digest.hex(" ")),
        Fact("in base64: expected", check.expected),
        Fact("received", check.received or "missing", check.ok),
    )
    if check.ok:
        verdict = "matches the key (RFC 6455 section 4.1)"
    else:
        verdict = "does not match the key: the connection must be failed (RFC 6455 section 4.1)"
    return Fact("Sec-WebSocket-Accept", verdict, check.ok, steps)


def _subprotocol(sent: Headers, received: Headers) -> Fact:
    offers = [p.strip() for v in values(sent, "Sec-WebSocket-Protocol") for p in v.split(",")]
    chosen = ", ".join(values(received, "Sec-WebSocket-Protocol"))
    if chosen and chosen not in offers:
        return Fact("Subprotocol", f"{chosen}, which the client did not offer", False)
    if chosen:
        return Fact("Subprotocol", f"{chosen}, out of: {', '.join(offers)}", True)
    if offers:
        return Fact("Subprotocol", f"none, though the client offered: {', '.join(offers)}")
    return Fact("Subprotocol", "none, and none was offered")


def _extensions(sent: Headers, received: Headers) -> Fact:
    offers = _parsed(sent)
    agreed = _parsed(received)
    if not agreed:
        offered = ", ".join(extension.name for extension in offers)
        value = f"none, though the client offered: {offered}" if offered else "none"
        return Fact("Extensions", value)
    steps = tuple(
        _extension(extension, extension.name in {offer.name for offer in offers})
        for extension in agreed
    )
    wrong = any(step.verdict is False for step in steps)
    return Fact("Extensions", ", ".join(e.name for e in agreed), not wrong, steps)


def _extension(extension: Extension, offered: bool) -> Fact:
    meaning = explain_extension(extension.name)
    if not offered:
        meaning += ", which the client did not offer"
    return Fact(extension.name, meaning, None if offered else False, _parameters(extension))


def _parameters(extension: Extension, *, offered: bool = False) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            name if value is None else f"{name}={value}",
            explain_parameter(name, value, offered=offered),
        )
        for name, value in extension.parameters
    )


def _offers(sent: Headers) -> list[Fact]:
    """What the client asked for, where nothing was agreed on."""
    facts = [Fact("Subprotocols offered", v) for v in values(sent, "Sec-WebSocket-Protocol")]
    for extension in _parsed(sent):
        steps = _parameters(extension, offered=True)
        facts.append(Fact("Extension offered", extension.name, None, steps))
    return facts


def _parsed(headers: Headers) -> list[Extension]:
    return parse_extensions(", ".join(values(headers, "Sec-WebSocket-Extensions")))
