import asyncio
import itertools
import socket
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.wire.dialling import tcp
from inspector.wire.dialling.endpoint import Endpoint
from inspector.wire.dialling.errors import ConnectError
from inspector.wire.dialling.resolve import Address
from inspector.wire.dialling.tcp import connect_tcp
from tests.support.dialling import OpenSockets, Told, address_of, closed_port, listeners

HOST = Endpoint("host.example", 80)
Connect = Callable[[socket.socket, tuple[str, int]], Awaitable[None]]


@pytest.fixture
def connecting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Connect], None]:
    """Let a function of the test stand before the system's connect."""

    def use(before: Connect) -> None:
        loop = asyncio.get_running_loop()
        connect = loop.sock_connect

        async def sock_connect(sock: socket.socket, address: tuple[str, int]) -> None:
            await before(sock, address)
            await connect(sock, address)

        monkeypatch.setattr(loop, "sock_connect", sock_connect)

    return use


async def test_the_first_address_that_answers_is_taken_and_each_attempt_told():
    told = Told()
    refused = address_of(closed_port())
    with listeners(2) as (first, second):
        connected = await connect_tcp(HOST, [refused, first, second], told.phases)
        with connected:
            assert connected.getpeername() == first.sockaddr
            assert connected.getblocking() is False
    assert told.summary() == [
        ("connect", str(refused), "Connection refused"),
        ("connect", str(first), ""),
    ]
    assert all(phase.duration_ns > 0 for phase in told)


async def test_a_slow_address_does_not_hold_up_the_next(
    connecting: Callable[[Connect], None], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tcp, "ATTEMPT_DELAY", 0.01)
    told = Told()
    sockets = OpenSockets()
    with listeners(2) as (slow, quick):
        before = sockets.count()

        async def wait(_sock: socket.socket, address: tuple[str, int]) -> None:
            if address == slow.sockaddr:
                await asyncio.Event().wait()

        connecting(wait)
        with await connect_tcp(HOST, [slow, quick], told.phases) as connected:
            assert connected.getpeername() == quick.sockaddr
            assert sockets.count() == before + 1
    assert told.summary() == [
        ("connect", str(quick), ""),
        ("connect", str(slow), "given up, another address answered first"),
    ]


async def test_an_address_is_not_tried_before_its_time():
    told = Told()
    with listeners(2) as addresses:
        (await connect_tcp(HOST, addresses, told.phases)).close()
    assert len(told) == 1


async def test_when_all_fail_each_one_says_why():
    told = Told()
    sockets = OpenSockets()
    addresses = [address_of(closed_port()), Address(9999, socket.SOCK_STREAM, 0, ("odd", 1))]
    with pytest.raises(ConnectError) as failed:
        await connect_tcp(HOST, addresses, told.phases)
    assert [address for address, _ in failed.value.failures] == [str(each) for each in addresses]
    assert isinstance(failed.value.failures[0][1], ConnectionRefusedError)
    assert [phase.error for phase in told] == ["Connection refused", told[1].error]
    assert told[1].error
    assert sockets.count() == 0


async def test_no_address_is_a_failure_too():
    with pytest.raises(ConnectError):
        await connect_tcp(HOST, [], Told().phases)


@pytest.mark.parametrize("addresses", [1, 3])
@pytest.mark.parametrize("slow", [False, True])
async def test_cancelled_at_any_turn_no_socket_stays_open(
    addresses: int, slow: bool, connecting: Callable[[Connect], None], monkeypatch
):
    monkeypatch.setattr(tcp, "ATTEMPT_DELAY", 0.0)

    async def wait(_sock: socket.socket, _address: tuple[str, int]) -> None:
        for _ in range(5 if slow else 0):
            await asyncio.sleep(0)

    connecting(wait)
    outcomes = set()
    with listeners(addresses) as found:
        sockets = OpenSockets()
        for turns in range(20):
            told = Told()
            task = asyncio.create_task(connect_tcp(HOST, found, told.phases))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            try:
                (await task).close()
                outcomes.add("connected")
            except asyncio.CancelledError:
                outcomes.add("cancelled")
            assert sockets.count() == 0, turns
            assert all(phase.error for phase in told if phase.error.startswith("given up"))
    assert outcomes == {"connected", "cancelled"}


async def test_cancelled_in_the_very_turn_in_which_two_connect(
    connecting: Callable[[Connect], None], monkeypatch: pytest.MonkeyPatch
):
    # asyncio's own Happy Eyeballs leaves a socket open here.
    monkeypatch.setattr(tcp, "ATTEMPT_DELAY", 0.0)
    gate = asyncio.Event()

    async def wait(_sock: socket.socket, _address: tuple[str, int]) -> None:
        await gate.wait()

    connecting(wait)
    with listeners(2) as found:
        sockets = OpenSockets()
        for turns, twice in itertools.product(range(8), (False, True)):
            gate.clear()
            task = asyncio.create_task(connect_tcp(HOST, found, Told().phases))
            while sockets.count() < 2:
                await asyncio.sleep(0)
            gate.set()
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            if twice:  # also while the other attempts are being ended
                await asyncio.sleep(0)
                task.cancel()
            for result in await asyncio.gather(task, return_exceptions=True):
                if isinstance(result, socket.socket):
                    result.close()
            await asyncio.sleep(0)
            assert sockets.count() == 0, (turns, twice)


@given(st.lists(st.sampled_from([socket.AF_INET, socket.AF_INET6]), max_size=8))
def test_the_families_take_turns_and_none_is_lost(families: list[int]):
    addresses = [Address(family, 0, 0, (str(n), 80)) for n, family in enumerate(families)]
    order = list(tcp._interleaved(addresses))
    assert sorted(order) == sorted(addresses)
    assert order[:1] == addresses[:1]
    for family in set(families):
        own = [address for address in order if address.family == family]
        assert own == [address for address in addresses if address.family == family]
    fewest = min(families.count(socket.AF_INET), families.count(socket.AF_INET6))
    paired = order[: 2 * fewest]
    assert all(a.family != b.family for a, b in itertools.pairwise(paired))
