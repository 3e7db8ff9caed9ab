"""What a handshake agreed on, explained (RFC 6455 section 9.1, RFC 7692). Knows no Qt."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Extension(NamedTuple):
    """One offer or agreement out of a Sec-WebSocket-Extensions header."""

    name: str
    parameters: tuple[tuple[str, str | None], ...]
    """Name and value in wire order; the value is None where the parameter stands alone."""


def parse_extensions(header: str) -> list[Extension]:
    """Read a Sec-WebSocket-Extensions value. Never raises: what is odd stays as it is written."""
    extensions = []
    for item in _split(header, ","):
        name, *parts = (part.strip() for part in _split(item, ";"))
        if name:
            extensions.append(Extension(name, tuple(_parameter(part) for part in parts if part)))
    return extensions


def explain_extension(name: str) -> str:
    """What the extension does, in a sentence."""
    return _EXTENSIONS.get(name, "an extension that this program does not know")


def explain_parameter(name: str, value: str | None, *, offered: bool = False) -> str:
    """What a parameter of permessage-deflate means in the answer, or in the client's offer."""
    match name:
        case "server_no_context_takeover":
            who = "the client asks the server to compress" if offered else "the server compresses"
            return f"{who} each message on its own, without memory of those before"
        case "client_no_context_takeover":
            who = "the client will compress" if offered else "the client compresses"
            return f"{who} each message on its own, without memory of those before"
        case "server_max_window_bits":
            limit = "shall be at most" if offered else "is"
            return f"the server's compression window {limit} {_window(value)}"
        case "client_max_window_bits" if value is None and offered:
            return "the client lets the server choose the size of the client's compression window"
        case "client_max_window_bits":
            limit = "will be at most" if offered else "is at most"
            return f"the client's compression window {limit} {_window(value)}"
    return "a parameter that this program does not know"


def _split(text: str, separator: str) -> Iterator[str]:
    """The parts between separators that stand in no quoted string, in linear time: a regular
    expression would need quadratic time for quotes that never end."""
    start, quoted, escaped = 0, False, False
    for position, character in enumerate(text):
        if escaped:
            escaped = False
        elif character == '"':
            quoted = not quoted
        elif quoted:
            escaped = character == "\\"
        elif character == separator:
            yield text[start:position]
            start = position + 1
    yield text[start:]


def _parameter(text: str) -> tuple[str, str | None]:
    name, equals, value = (part.strip() for part in text.partition("="))
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    return name, value if equals else None


def _window(value: str | None) -> str:
    """RFC 7692 section 7.1.2: the base-2 logarithm of the window's size, 8 to 15."""
    if value is None or not value.isascii() or not value.isdigit() or not 8 <= int(value) <= 15:
        return f"\u201c{value or ''}\u201d, which is none of 8 to 15"
    return f"2^{value} = {1 << int(value):,} bytes"


_EXTENSIONS = {
    "permessage-deflate": "each message is compressed with DEFLATE (RFC 7692)",
    "permessage-bzip2": "each message is compressed with bzip2; never became a standard",
    "x-webkit-deflate-frame": "each frame is compressed; a forerunner of permessage-deflate",
}
