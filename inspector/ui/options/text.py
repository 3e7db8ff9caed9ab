"""A connection's options as text: what differs from the defaults, pasted headers, sizes.

Knows no Qt.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from inspector.ui.text import count
from inspector.wire import ConnectOptions

UNITS = {"B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


def summary(options: ConnectOptions, protocols: Sequence[str]) -> str:
    """What differs from the defaults: `2 headers, compression off`; empty where nothing does."""
    changed = options.to_dict()
    parts = [count(len(protocols), "subprotocol")] if protocols else []
    parts += [tell(options) for name, tell in _TOLD.items() if name in changed]
    return ", ".join(parts)


def _limit(options: ConnectOptions) -> str:
    amount, unit = split_size(options.max_message_size)
    return f"at most {amount:,} {unit}"


_TOLD: dict[str, Callable[[ConnectOptions], str]] = {
    "headers": lambda options: count(len(options.headers), "header"),
    "origin": lambda _: "Origin",
    "proxy": lambda _: "proxy",
    "ca_file": lambda _: "own CA",
    "verify_tls": lambda _: "TLS not verified",
    "max_message_size": _limit,
    "open_timeout": lambda options: f"open within {options.open_timeout:g} s",
    "close_timeout": lambda options: f"close within {options.close_timeout:g} s",
    "max_redirects": lambda options: count(options.max_redirects, "redirect"),
    "keepalive_interval": lambda options: f"keepalive {options.keepalive_interval:g} s",
    "keepalive_timeout": lambda options: f"pong within {options.keepalive_timeout:g} s",
    "compression": lambda _: "compression off",
    "auto_pong": lambda _: "no automatic pong",
    "lenient": lambda _: "lenient",
}


def parse_headers(text: str) -> list[tuple[str, str]]:
    """Headers out of pasted lines: `Name: value`, also as browsers and curl copy them."""
    headers = []
    for line in text.splitlines():
        line = _without_curl(line.strip())
        start = 1 if line.startswith(":") else 0  # HTTP/2's `:authority` keeps its first colon
        colon = line.find(":", start)
        if colon > 0:
            headers.append((line[:colon].strip(), line[colon + 1 :].strip()))
    return headers


def parse_protocols(text: str) -> tuple[str, ...]:
    """Subprotocols out of a list separated by commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def split_size(size: int, units: dict[str, int] = UNITS) -> tuple[int, str]:
    """Bytes in the largest of `units` that needs no fraction: 67108864 is 64 MiB."""
    for unit, factor in reversed(units.items()):
        if size % factor == 0:
            return size // factor, unit
    return size, "B"


def check_proxy(proxy: str) -> str:
    """What is wrong with a proxy's URL, as a sentence; empty where nothing is."""
    try:
        parts = urlsplit(proxy)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port is not None
    except ValueError:
        usable = False
    return "" if usable else f"The proxy {proxy!r} is not usable: write http://host:port."


def check_ca_file(path: str) -> str:
    """What is wrong with a file of certificate authorities; empty where nothing is."""
    if Path(path).is_file():
        return ""
    return f"The CA file {path!r} is not there: choose a PEM file of certificate authorities."


def _without_curl(line: str) -> str:
    """`Name: value` of `-H 'Name: value' \\`."""
    line = line.removesuffix("\\").strip()
    for option in ("-H ", "--header "):
        if line.startswith(option):
            return line.removeprefix(option).strip().strip("'\"")
    return line
