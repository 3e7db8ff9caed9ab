"""The peer of the latency: when `websockets`' own client has each message, after it was sent."""

import asyncio
import time
from typing import Any

from websockets.asyncio.client import connect

from tests.benchmarks.figures import spread_ms
from tests.benchmarks.processes import answer
from tests.benchmarks.programs.pace_server import stamp_of


async def receive(url: str, frames: int) -> dict[str, Any]:
    seconds: list[float] = []
    async with connect(url, proxy=None, close_timeout=0) as websocket:
        while len(seconds) < frames:
            message = await websocket.recv(decode=False)
            seconds.append((time.monotonic_ns() - stamp_of(message)) / 1e9)
    return spread_ms(seconds)


def main(url: str, frames: int) -> dict[str, Any]:
    return asyncio.run(receive(url, frames))


if __name__ == "__main__":
    answer(main)
