"""What the URL of a proxy says."""

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from inspector.wire.dialling.endpoint import Endpoint

_DEFAULT_PORTS = {"http": 80, "https": 443}
"""By scheme; another kind of proxy is one more line here and one in `dial.PROXIES`."""


class Proxy(NamedTuple):
    scheme: str
    endpoint: Endpoint
    credentials: str
    """`user:password`; empty for none."""

    @property
    def secure(self) -> bool:
        """Whether TLS is spoken with the proxy itself."""
        return self.scheme == "https"


def parse_proxy(url: str) -> Proxy:
    """The proxy that `url` names; `ConnectOptions` has checked that it can be used."""
    parts = urlsplit(url)
    credentials = ""
    if parts.username or parts.password:
        credentials = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    port = parts.port or _DEFAULT_PORTS[parts.scheme]
    return Proxy(parts.scheme, Endpoint(parts.hostname or "", port), credentials)
