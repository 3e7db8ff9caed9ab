"""Pings at regular intervals, which show that the peer is still there."""

import asyncio
import itertools
from collections.abc import Callable


async def keep_alive(
    ping: Callable[[bytes], asyncio.Future[float]],
    is_current: Callable[[], bool],
    *,
    interval: float,
    timeout: float,
) -> None:
    """Ping every `interval` seconds; return when a pong is missing for `timeout` seconds.

    While we do not read (`is_current` is False) a missing pong says nothing about the peer: it
    counts from when we do.
    """
    for number in itertools.count(1):
        await asyncio.sleep(interval)
        pong = ping(b"keepalive %d" % number)
        was_current = is_current()
        while not (await asyncio.wait([pong], timeout=timeout))[0]:
            if was_current and is_current():
                return
            was_current = is_current()
