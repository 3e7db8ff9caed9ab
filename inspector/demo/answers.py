"""The demo server's answers in plain HTTP: the index page, refusals, and what went wrong."""

import email.utils
import html
from collections.abc import Iterable
from http import HTTPStatus
from importlib import resources
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from websockets.http11 import Response

_EXTRA_HEADERS = {
    401: {"WWW-Authenticate": 'Bearer realm="demo"'},
    426: {"Upgrade": "websocket"},
    429: {"Retry-After": "30"},
    503: {"Retry-After": "30"},
}
"""Header fields that belong to a status (RFC 9110)."""


def text_answer(status: int, text: str) -> "Response":
    """`status` with its name and `text` as the body."""
    heading = f"{status} {_phrase(status)}"
    return _answer(status, "text/plain", f"{heading}\n\n{text}\n")


def index_page(origin: str, paths: Iterable[tuple[str, str]]) -> "Response":
    """The page that explains `paths`, pairs of a path and what it is for, at `ws://...` origin."""
    row = "<tr><td><code>{}</code></td><td>{}</td></tr>"
    rows = (row.format(html.escape(origin + path), html.escape(about)) for path, about in paths)
    page = Template(resources.files(__package__).joinpath("index.html").read_text("utf-8"))
    response = _answer(200, "text/html", page.substitute(rows="\n".join(rows)))
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


def _answer(status: int, content_type: str, text: str) -> "Response":
    from websockets.datastructures import Headers
    from websockets.http11 import Response

    body = text.encode()
    headers = Headers(
        {
            "Date": email.utils.formatdate(usegmt=True),
            "Connection": "close",
            "Content-Type": f"{content_type}; charset=utf-8",
            "Content-Length": str(len(body)),
            **_EXTRA_HEADERS.get(status, {}),
        }
    )
    return Response(status, _phrase(status), headers, body)


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Made Up"
