"""Authorization as Postman and Insomnia keep it: into a header or the query."""

import base64

from inspector.library.imports.notes import REPLACED
from inspector.library.imports.request import CLEAR_CREDENTIALS, Request, has_reference


def bearer(request: Request, token: str, prefix: str = "") -> None:
    """RFC 6750 section 2.1."""
    if token:
        _header(request, "Authorization", f"{prefix or 'Bearer'} {token}", token)


def basic(request: Request, user: str, password: str) -> None:
    """RFC 7617. Base64 of variables cannot be had: then it is left out, with a note."""
    if not (user or password):
        return
    if has_reference(user) or has_reference(password):
        request.draft.note(
            "basic authorization with variables, which no header can be made of: write the header"
            " Authorization yourself",
            request.where,
        )
        return
    pair = f"{user}:{password}".encode()
    _header(request, "Authorization", f"Basic {base64.b64encode(pair).decode()}", password)


def api_key(request: Request, name: str, value: str, place: str) -> None:
    """`place`: where the other tool sends it, `query` in some way or a header."""
    if not name:
        return
    if "query" in place.casefold():
        request.query([(name, value)])
        _warn(request, value)
    elif place.casefold() == "cookie":
        _header(request, "Cookie", f"{name}={value}", value)
    else:
        _header(request, name, value, value)


def not_taken(request: Request, kind: str) -> None:
    """OAuth, Digest, AWS and others make something new of each request."""
    request.draft.note(
        "authorization that a fixed header cannot hold", f"{kind} of {request.where}"
    )


def _header(request: Request, name: str, value: str, credential: str) -> None:
    """In place of a header of that name, as Postman sends it; cookies are all sent."""
    if name.casefold() != "cookie" and request.without(name):
        request.draft.note(REPLACED, f"{name} of {request.where}")
    request.header(name, value)
    _warn(request, credential)


def _warn(request: Request, credential: str) -> None:
    if credential and not has_reference(credential):
        request.draft.note(CLEAR_CREDENTIALS, request.where)
