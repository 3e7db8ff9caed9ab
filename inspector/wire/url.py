"""What a WebSocket may be opened with: the rules of WHATWG for the URL and the subprotocols."""

import ipaddress
import re
from collections.abc import Sequence
from urllib.parse import SplitResult, quote, unquote, urlsplit

import idna

_SCHEMES = {"ws": "ws", "wss": "wss", "http": "ws", "https": "wss"}
_DEFAULT_PORTS = {"ws": 80, "wss": 443}
_TOKEN = re.compile(r"[-!#$%&'*+.^_`|~0-9a-zA-Z]+")
_C0_AND_SPACE = "".join(map(chr, range(0x21)))
_FORBIDDEN_IN_HOST = re.compile(r"[\0-\x20\x7f\"#%/:<>?@\[\\\]^`{|}]")
_PATH_SAFE = "!$%&'()*+,-./:;=@[]_|~"
_QUERY_SAFE = "!$%&()*+,-./:;=?@[\\]^_`{|}~"


def parse_url(text: str) -> str:
    """`text` as the absolute ws: or wss: URL that `new WebSocket(text)` would show as its `url`.

    http: and https: become ws: and wss:, the default port goes, the host is lower case, and what
    is not ASCII is percent-encoded or IDNA (WHATWG URL, WebSockets section 3.1). Raises
    ValueError with a sentence for a person where a browser throws a SyntaxError.
    """
    text = _scalar_values(text).strip(_C0_AND_SPACE)
    text = re.sub(r"[\t\n\r]", "", text)
    if not text:
        raise ValueError("The URL is empty: write one such as wss://example.com/socket.")
    scheme, colon, rest = text.partition(":")
    ours = _SCHEMES.get(scheme.lower()) if colon else None
    if ours is None:
        raise ValueError(_wrong_scheme(text))
    before_fragment, hash_sign, fragment = rest.partition("#")
    if hash_sign:
        raise ValueError(
            f"The URL has a fragment (#{fragment}), which a WebSocket cannot have: "
            "remove it, or write %23 for a literal '#'."
        )
    path_and_host, question_mark, query = before_fragment.partition("?")
    authority_and_path = path_and_host.replace("\\", "/").lstrip("/")
    try:
        parts = urlsplit(f"{ours}://{authority_and_path}")
        authority = _authority(parts)
    except ValueError as error:
        raise ValueError(f"The URL {text!r} cannot be used: {error}.") from None
    path = quote(_without_dots(parts.path), safe=_PATH_SAFE)
    search = "?" + quote(query, safe=_QUERY_SAFE) if question_mark else ""
    return f"{ours}://{authority}{path}{search}"


def check_protocols(protocols: Sequence[str]) -> tuple[str, ...]:
    """The subprotocols to offer, in order. Raises ValueError for one that is repeated or that is
    no token (WHATWG WebSockets section 3.1, RFC 6455 section 4.1)."""
    if isinstance(protocols, str):
        protocols = (protocols,)
    for position, protocol in enumerate(protocols):
        if not _TOKEN.fullmatch(protocol):
            raise ValueError(
                f"The subprotocol {protocol!r} is not a token: use letters, digits "
                "and !#$%&'*+-.^_`|~ only, without spaces."
            )
        if protocol in protocols[:position]:
            raise ValueError(f"The subprotocol {protocol!r} is given twice: name each once.")
    return tuple(protocols)


def is_token(text: str) -> bool:
    """Whether `text` is an HTTP token, as header names and subprotocols are (RFC 9110 5.6.2)."""
    return bool(_TOKEN.fullmatch(text))


def _scalar_values(text: str) -> str:
    """`text` with U+FFFD for lone surrogates, as a browser converts its arguments."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _wrong_scheme(text: str) -> str:
    before, separator, _ = text.partition("://")
    if separator and before:
        return f"The URL's scheme is {before!r}: a WebSocket's is ws, wss, http or https."
    return f"The URL {text!r} has no scheme: write ws://{text.lstrip('/')} or, over TLS, wss://."


def _authority(parts: SplitResult) -> str:
    """`user:password@host:port`, each as WHATWG serialises it."""
    default_port = _DEFAULT_PORTS[parts.scheme]
    host = _host(parts.hostname or "")
    port = _port(parts)
    credentials = ""
    if parts.username or parts.password:
        # A browser shows no colon before an empty password, but the library wants one.
        credentials = f"{_userinfo(parts.username or '')}:{_userinfo(parts.password or '')}@"
    return credentials + host + ("" if port in (None, default_port) else f":{port}")


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError("a port is a number from 1 to 65535")
    return port


def _userinfo(text: str) -> str:
    try:
        unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise ValueError("its user name or password is not UTF-8") from None
    return quote(text, safe="!$%&'()*+,-.~_")


def _host(host: str) -> str:
    if not host:
        raise ValueError("it names no host")
    if ":" in host:
        return f"[{ipaddress.IPv6Address(host).compressed}]"
    try:
        ascii_host = host if host.isascii() else _domain_to_ascii(host)
    except UnicodeError:
        raise ValueError(f"the host {host!r} is no valid domain name") from None
    if not ascii_host:
        raise ValueError(f"the host {host!r} has nothing to be seen")
    if wrong := _FORBIDDEN_IN_HOST.search(ascii_host):
        raise ValueError(f"the host {host!r} contains {wrong[0]!r}")
    return ascii_host.lower()


def _domain_to_ascii(domain: str) -> str:
    """WHATWG URL section 3.3: UTS 46 without transitional processing, as browsers do it. Python's
    own `idna` codec is that of 2003, which leads to another host where there is a `ß`."""
    labels = idna.uts46_remap(domain, std3_rules=False, transitional=False).split(".")
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"
        for label in labels
    )


def _without_dots(path: str) -> str:
    """`path` with `.` and `..` segments resolved; never empty."""
    segments: list[str] = []
    parts = path.split("/")[1:] or [""]
    for position, segment in enumerate(parts):
        plain = re.sub("%2e", ".", segment, flags=re.IGNORECASE)
        is_last = position == len(parts) - 1
        if plain == "..":
            del segments[-1:]
        elif plain != ".":
            segments.append(segment)
            continue
        if is_last:
            segments.append("")
    return "/" + "/".join(segments)
