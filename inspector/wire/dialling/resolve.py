"""From a host name to its addresses."""

import asyncio
import socket
from typing import Any, NamedTuple

from inspector.wire.dialling.endpoint import Endpoint
from inspector.wire.dialling.errors import ResolveError
from inspector.wire.dialling.phases import Phases


class Address(NamedTuple):
    """One address of a host, as `socket` wants it."""

    family: int
    kind: int
    protocol: int
    sockaddr: tuple[Any, ...]

    def __str__(self) -> str:
        """`192.0.2.1:80` or `[2001:db8::1]:80`"""
        return str(Endpoint(self.host, self.sockaddr[1]))

    @property
    def host(self) -> str:
        return str(self.sockaddr[0])


async def resolve(endpoint: Endpoint, phases: Phases) -> list[Address]:
    """All addresses of `endpoint`, in the order that the system prefers (RFC 6724).

    An IP address needs no look-up, so there is no phase of it. Raises ResolveError.
    """
    if literal := _literal(endpoint):
        return literal
    with phases.phase("resolve", endpoint.host) as running:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise ResolveError(endpoint.host, error) from error
        addresses = _addresses(found)
        hosts = dict.fromkeys(address.host for address in addresses)
        running.detail = f"{endpoint.host}: {', '.join(hosts)}"
    return addresses


def _literal(endpoint: Endpoint) -> list[Address]:
    """The address that an IP address is; empty for a name. Does not block."""
    try:
        found = socket.getaddrinfo(
            endpoint.host, endpoint.port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
        )
    except (OSError, UnicodeError):
        return []
    return _addresses(found)


def _addresses(found: list[Any]) -> list[Address]:
    return [Address(family, kind, proto, addr) for family, kind, proto, _, addr in found]
