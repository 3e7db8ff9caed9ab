"""How to connect: everything about a connection that a person may set, with its default."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import UnionType
from typing import Any, Self, get_type_hints

from inspector.wire.url import is_token

_LONGEST = 24 * 60 * 60.0
"""Seconds: no timeout or interval is longer than a day."""
MOST_REDIRECTS = 9
"""The library stops at ten requests, whatever we say."""

_RANGES: dict[str, tuple[float, float]] = {
    "open_timeout": (0.001, _LONGEST),
    "close_timeout": (0.001, _LONGEST),
    "max_redirects": (0, MOST_REDIRECTS),
    "max_message_size": (1, 2**63 - 1),
    "keepalive_interval": (0.001, _LONGEST),
    "keepalive_timeout": (0.001, _LONGEST),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectOptions:
    """How to open and keep a connection. Raises ValueError for a value out of its range, and for
    a header that HTTP does not allow."""

    headers: tuple[tuple[str, str], ...] = ()
    """Sent with the opening handshake, in this order. One named as one of ours (User-Agent, Host,
    Origin, ...) takes its place, all others are appended."""
    origin: str | None = None
    """The Origin header, which browsers send and servers check; none by default."""
    compression: bool = True
    """Offer permessage-deflate (RFC 7692)."""
    verify_tls: bool = True
    """Refuse a certificate that is expired, for another host, or of an unknown authority."""
    ca_file: str | None = None
    """PEM file of certificate authorities to trust, in place of the system's."""
    proxy: str | None = None
    """`http://host:port` or `https://...`; never taken from the system's settings silently."""
    open_timeout: float = 10.0
    """Seconds from the look-up of the name to the answer of the handshake, redirects included."""
    close_timeout: float = 5.0
    """Seconds from the first Close frame to the end of TCP; then TCP is aborted."""
    max_redirects: int = 5
    """Redirects to follow, 0 to 9. (A browser follows none.)"""
    max_message_size: int = 64 * 1024 * 1024
    """Bytes, after inflating."""
    keepalive_interval: float | None = None
    """Seconds between our pings; none by default, so that only the peer's traffic is seen."""
    keepalive_timeout: float = 20.0
    """Seconds to wait for the pong of such a ping before the connection counts as lost."""
    auto_pong: bool = True
    """Answer pings, as RFC 6455 section 5.5.2 demands."""
    lenient: bool = False
    """Record what breaks the protocol and read on, instead of failing the connection."""

    def __post_init__(self) -> None:
        for name, (least, most) in _RANGES.items():
            value = getattr(self, name)
            if value is not None and not least <= value <= most:
                raise ValueError(f"{name} is {value!r}: allowed is {least:g} to {most:g}.")
        for name, value in (*self.headers, ("Origin", self.origin or "")):
            _check_header(name, value)

    def to_dict(self) -> dict[str, object]:
        """What differs from the defaults, in str, int, float, bool and lists."""
        default = type(self)()
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        changed = {k: v for k, v in values.items() if v != getattr(default, k)}
        if "headers" in changed:
            changed["headers"] = [list(header) for header in self.headers]
        return changed

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> Self:
        """The options that `to_dict` gave. Raises ValueError naming an unknown or ill-typed key,
        and what is allowed there."""
        values: dict[str, Any] = {}
        for key, value in mapping.items():
            if key not in _TYPES:
                raise ValueError(f"There is no option {key!r}: there are {', '.join(_TYPES)}.")
            values[key] = _typed(key, value)
        return cls(**values)


_TYPES = get_type_hints(ConnectOptions)


def _typed(key: str, value: object) -> object:
    if key == "headers":
        return _headers(value)
    kind = _TYPES[key]
    if isinstance(kind, UnionType):
        kind = kind.__args__[0]  # `str | None`: the default, None, is never written
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is kind:
        return value
    raise ValueError(f"The option {key} is {value!r}: it must be of type {kind.__name__}.")


def _headers(value: object) -> tuple[tuple[str, str], ...]:
    headers: list[tuple[str, str]] = []
    for pair in value if isinstance(value, list | tuple) else [value]:
        match pair:
            case [str(name), str(content)]:
                headers.append((name, content))
            case _:
                raise ValueError(
                    f"The option headers has {pair!r}: it must be a list of [name, value]."
                )
    return tuple(headers)


def _check_header(name: str, value: str) -> None:
    if not is_token(name):
        raise ValueError(
            f"The header name {name!r} is not allowed: use letters, digits and "
            "!#$%&'*+-.^_`|~ only."
        )
    if any((c < " " and c != "\t") or c == "\x7f" for c in value):
        raise ValueError(f"The value of the header {name} has a control character: {value!r}.")
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        raise ValueError(
            f"The value of the header {name} has characters that HTTP cannot carry "
            f"(beyond Latin-1): {value!r}."
        ) from None
