"""From addresses to a TCP connection: Happy Eyeballs version 2 (RFC 8305).

asyncio's own `create_connection(happy_eyeballs_delay=...)` tells neither the addresses nor the
times, and leaves a socket open if it is cancelled in the turn of the loop in which one connected.
"""

import asyncio
import contextlib
import itertools
import socket
from collections import deque
from collections.abc import Iterable

from inspector.wire.dialling.endpoint import Endpoint
from inspector.wire.dialling.errors import ConnectError, reason
from inspector.wire.dialling.phases import Phases
from inspector.wire.dialling.resolve import Address

ATTEMPT_DELAY = 0.25
"""Seconds after which the next address is tried too (RFC 8305 section 8)."""


async def connect_tcp(
    endpoint: Endpoint, addresses: Iterable[Address], phases: Phases
) -> socket.socket:
    """A non-blocking socket, connected to the first address that answered.

    Every attempt is a phase. Raises ConnectError if no address accepts. However this ends, the
    returned socket is the only one left open.
    """
    race = _Race(phases)
    try:
        return await race.run(_interleaved(addresses), endpoint)
    except BaseException:
        race.close()
        raise


class _Race:
    def __init__(self, phases: Phases) -> None:
        self._phases = phases
        self._winner: socket.socket | None = None
        self._over = False
        """No socket that connects from now on is wanted."""
        self._failures: list[tuple[str, OSError]] = []

    async def run(self, waiting: deque[Address], endpoint: Endpoint) -> socket.socket:
        running: set[asyncio.Task[None]] = set()
        try:
            while not self._over and (waiting or running):
                if waiting:
                    attempt = self._attempt(waiting.popleft())
                    running.add(asyncio.create_task(attempt))  # noqa: TID251 - ended below
                delay = ATTEMPT_DELAY if waiting else None
                done, running = await asyncio.wait(
                    running, timeout=delay, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    task.result()  # raises only what is a fault of ours
        finally:
            self._over = True
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        if self._winner is None:
            raise ConnectError(endpoint, self._failures)
        return self._winner

    def close(self) -> None:
        """Close the socket that connected, if one did."""
        if self._winner is not None:
            self._winner.close()

    async def _attempt(self, address: Address) -> None:
        with contextlib.suppress(OSError), self._phases.phase("connect", str(address)) as running:
            try:
                candidate = socket.socket(address.family, address.kind, address.protocol)
                try:
                    candidate.setblocking(False)
                    await asyncio.get_running_loop().sock_connect(candidate, address.sockaddr)
                except BaseException:
                    candidate.close()
                    raise
            except asyncio.CancelledError:
                if self._winner is not None:
                    running.if_cancelled = "given up, another address answered first"
                raise
            except OSError as error:
                self._failures.append((str(address), error))
                raise OSError(reason(error)) from error
            # There is no `await` from here on, so this cannot be cancelled in between.
            if self._over:
                candidate.close()
            else:
                self._over, self._winner = True, candidate


def _interleaved(addresses: Iterable[Address]) -> deque[Address]:
    """`addresses` with their families taking turns, the preferred one first (section 4)."""
    families: dict[int, list[Address]] = {}
    for address in addresses:
        families.setdefault(address.family, []).append(address)
    rounds = itertools.zip_longest(*families.values())
    return deque(address for one in rounds for address in one if address is not None)
