import asyncio
import socket

import pytest

from inspector.wire.dialling.endpoint import Endpoint
from inspector.wire.dialling.errors import ResolveError
from inspector.wire.dialling.resolve import resolve
from tests.support.dialling import Told


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...] | BaseException]:
    """What the system answers to the next look-up."""
    answers: list[tuple[object, ...] | BaseException] = []

    async def getaddrinfo(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        for each in answers:
            if isinstance(each, BaseException):
                raise each
        return [(family, socket.SOCK_STREAM, 6, "", address) for family, address in answers]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", staticmethod(getaddrinfo))
    return answers


async def test_all_addresses_in_the_systems_order(found):
    found += [
        (socket.AF_INET6, ("2001:db8::1", 443, 0, 0)),
        (socket.AF_INET, ("192.0.2.1", 443)),
    ]
    told = Told()
    addresses = await resolve(Endpoint("host.example", 443), told.phases)
    assert [str(address) for address in addresses] == ["[2001:db8::1]:443", "192.0.2.1:443"]
    assert told.summary() == [("resolve", "host.example: 2001:db8::1, 192.0.2.1", "")]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "127.1"])
async def test_an_ip_address_is_not_looked_up(host: str, found):
    found.append(AssertionError("looked up"))
    told = Told()
    (address,) = await resolve(Endpoint(host, 80), told.phases)
    assert address.host in ("127.0.0.1", "::1")
    assert not told


@pytest.mark.parametrize(
    "error", [socket.gaierror(socket.EAI_NONAME, "unknown"), UnicodeError("label too long")]
)
async def test_a_name_that_is_not_known(error: OSError | UnicodeError, found):
    found.append(error)
    told = Told()
    with pytest.raises(ResolveError) as failed:
        await resolve(Endpoint("host.example", 80), told.phases)
    assert failed.value.host == "host.example"
    assert failed.value.error is error
    assert [(phase.name, bool(phase.error)) for phase in told] == [("resolve", True)]


async def test_a_look_up_that_is_given_up(found):
    found.append(asyncio.CancelledError())
    told = Told()
    with pytest.raises(asyncio.CancelledError):
        await resolve(Endpoint("host.example", 80), told.phases)
    assert told.summary() == [("resolve", "host.example", "given up before it ended")]
