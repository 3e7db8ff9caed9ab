"""How to connect: every option of a connection, declared once.

Another option is a field here, its use in `inspector.wire`, and a test of that use.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from inspector.wire.options.headers import Header, Headers, check_header
from inspector.wire.options.kinds import File, Seconds, Size, Switch, Text, Whole
from inspector.wire.options.option import declared_in, option

HANDSHAKE = "Handshake"
_NETWORK = "Network"
_COMPRESSION = "Compression"
_MESSAGES = "Messages"

_MOST_REDIRECTS = 20
"""Where browsers give up, for what they do follow (Fetch standard, HTTP-redirect fetch)."""


def _count(headers: tuple[Header, ...]) -> str:
    return "1 header" if len(headers) == 1 else f"{len(headers)} headers"


def _check_proxy(proxy: str) -> None:
    try:
        parts = urlsplit(proxy)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ValueError(f"The proxy {proxy!r} is not usable: write http://host:port.")


def _without_password(proxy: str) -> str:
    parts = urlsplit(proxy)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectOptions:
    """How to open and keep a connection. Raises ValueError for a value that is not allowed."""

    headers: tuple[Header, ...] = option(
        (),
        Headers(),
        HANDSHAKE,
        "Headers",
        "Send these headers with the request, in this order; one named as one of ours"
        " (User-Agent, Host, Origin, ...) takes its place",
        told=_count,
        flags=("-H", "--header"),
        flag_help="send this header with the request; repeatable",
        variables=True,
        without_secrets=lambda headers: [name for name, _ in headers],
    )
    origin: str | None = option(
        None,
        Text(metavar="URL"),
        HANDSHAKE,
        "Origin",
        "Send this Origin header, as a browser does: https://example.com; none if empty",
        told="Origin",
        flag_help="send this Origin header, as a browser does",
        variables=True,
        check=lambda origin: check_header("Origin", origin),
    )

    proxy: str | None = option(
        None,
        Text(metavar="URL"),
        _NETWORK,
        "Proxy",
        "Connect through this HTTP proxy: http://host:port; the system's is never used by itself",
        told="proxy",
        check=_check_proxy,
        without_secrets=_without_password,
    )
    verify_tls: bool = option(
        True,
        Switch(on="Verify the certificate"),
        _NETWORK,
        "TLS",
        "Refuse a certificate that is expired, for another host, or of an unknown authority",
        told="TLS not verified",
        flags=("--insecure",),
        flag_help="accept any TLS certificate",
        warning="Certificates are not checked: anybody on the way can read and change everything.",
    )
    ca_file: str | None = option(
        None,
        File(
            metavar="PEM",
            what="a PEM file of certificate authorities",
            patterns=("*.pem", "*.crt"),
        ),
        _NETWORK,
        "CA file",
        "Trust the certificate authorities in this PEM file, in place of the system's",
        told="own CA",
    )
    open_timeout: float = option(
        10.0,
        Seconds(),
        _NETWORK,
        "Open within",
        "Give up after so many seconds from the look-up of the name to the answer of the"
        " handshake, redirects included",
        told="open within {}",
    )
    close_timeout: float = option(
        5.0,
        Seconds(),
        _NETWORK,
        "Close within",
        "Abort TCP so many seconds after the first Close frame",
        told="close within {}",
    )

    max_redirects: int = option(
        5,
        Whole(least=0, most=_MOST_REDIRECTS),
        _NETWORK,
        "Redirects",
        "Follow at most so many redirects; a browser follows none",
        told=lambda most: "1 redirect" if most == 1 else f"{most} redirects",
    )

    compression: bool = option(
        True,
        Switch(on="permessage-deflate"),
        _COMPRESSION,
        "Compression",
        "Offer to compress messages by permessage-deflate (RFC 7692)",
        told="compression off",
        flag_help="do not offer permessage-deflate",
    )

    server_no_context_takeover: bool = option(
        False,
        Switch(on="no context takeover"),
        _COMPRESSION,
        "Server",
        "Demand that the server compresses each message without what came before"
        " (RFC 7692 section 7.1.1.1)",
        told="server without context takeover",
        needs="compression",
    )
    client_no_context_takeover: bool = option(
        False,
        Switch(on="no context takeover"),
        _COMPRESSION,
        "Client",
        "Compress each message without what came before, and say so (RFC 7692 section 7.1.1.2)",
        told="client without context takeover",
        needs="compression",
    )
    server_max_window_bits: int | None = option(
        None,
        Whole(least=8, most=15, unit="bits", on="at most", usual=15),
        _COMPRESSION,
        "Server window",
        "Demand that the server looks back by at most 2^N bytes (RFC 7692 section 7.1.2.1)",
        told="server window {}",
        needs="compression",
    )
    client_max_window_bits: int | None = option(
        None,
        Whole(least=8, most=15, unit="bits", on="at most", usual=15),
        _COMPRESSION,
        "Client window",
        "Look back by at most 2^N bytes in what is sent, and say so; the server may ask for less"
        " (RFC 7692 section 7.1.2.2)",
        told="client window {}",
        needs="compression",
    )

    max_message_size: int = option(
        64 * 1024 * 1024,
        Size(),
        _MESSAGES,
        "Message limit",
        "Fail the connection for a message of more bytes than this, after inflating: 500K, 64M, 1G",
        told="at most {}",
    )
    lenient: bool = option(
        False,
        Switch(on="Lenient", off="Strict"),
        _MESSAGES,
        "Broken frames",
        "Record what breaks the protocol and read on; strict fails the connection, as RFC 6455"
        " asks",
        told="lenient",
        flag_help="record what breaks the protocol and read on",
    )
    auto_pong: bool = option(
        True,
        Switch(on="Automatic pong"),
        _MESSAGES,
        "Pings",
        "Answer pings (RFC 6455 section 5.5.2); a change takes effect at once",
        told="no automatic pong",
        flag_help="leave pings unanswered",
    )
    keepalive_interval: float | None = option(
        None,
        Seconds(on="every", usual=20.0),
        _MESSAGES,
        "Keepalive",
        "Send a ping every so many seconds; none by default, so that only the peer's traffic is"
        " seen",
        told="keepalive {}",
        flags=("--keepalive",),
        flag_help="send a ping every S seconds",
    )
    keepalive_timeout: float = option(
        20.0,
        Seconds(),
        _MESSAGES,
        "Pong within",
        "Count the connection as lost if the pong of such a ping takes longer",
        told="pong within {}",
        needs="keepalive_interval",
    )

    def __post_init__(self) -> None:
        for name, declared in OPTIONS.items():
            declared.verify(getattr(self, name))

    def to_dict(self) -> dict[str, object]:
        """What differs from the defaults, in the types of TOML."""
        return {
            name: declared.kind.to_toml(value)
            for name, declared in OPTIONS.items()
            if (value := getattr(self, name)) != declared.default
        }

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> Self:
        """The options that `to_dict` gave. Raises ValueError naming an unknown or ill-typed key,
        and what is allowed there."""
        values: dict[str, Any] = {}
        for key, value in mapping.items():
            if key not in OPTIONS:
                raise ValueError(f"There is no option {key!r}: there are {', '.join(OPTIONS)}.")
            values[key] = OPTIONS[key].kind.from_toml(key, value)
        return cls(**values)


OPTIONS = declared_in(ConnectOptions)
"""Every option by its name, in the order in which people see them."""
