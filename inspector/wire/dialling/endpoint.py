"""What is dialled: a host and a port."""

from typing import NamedTuple
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"ws": 80, "wss": 443, "http": 80, "https": 443}


class Endpoint(NamedTuple):
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> "Endpoint":
        """The host and port of an absolute ws:, wss:, http: or https: URL."""
        parts = urlsplit(url)
        return cls(parts.hostname or "", parts.port or _DEFAULT_PORTS[parts.scheme])

    def __str__(self) -> str:
        """`host:port`; an IPv6 address in brackets."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
