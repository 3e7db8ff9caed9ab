"""The peer of many tabs: as many of `websockets`' own clients, in one process, counting."""

import asyncio
import time
from typing import Any

from websockets.asyncio.client import connect

from tests.benchmarks.processes import answer

_SETTLE_S = 0.5


async def count_for(url: str, tabs: int, seconds: float) -> dict[str, Any]:
    counted = 0

    async def count() -> None:
        nonlocal counted
        async with connect(url, proxy=None, close_timeout=0) as websocket:
            async for _ in websocket:
                counted += 1

    clients = [asyncio.create_task(count()) for _ in range(tabs)]
    await asyncio.sleep(_SETTLE_S)
    before, cpu, started = counted, time.process_time(), time.perf_counter()
    await asyncio.sleep(seconds)
    took = time.perf_counter() - started
    found = {
        "cpu_percent": round((time.process_time() - cpu) / took * 100, 1),
        "messages_per_second": round((counted - before) / took),
    }
    for client in clients:
        client.cancel()
    await asyncio.gather(*clients, return_exceptions=True)
    return found


def main(url: str, tabs: int, seconds: float) -> dict[str, Any]:
    return asyncio.run(count_for(url, tabs, seconds))


if __name__ == "__main__":
    answer(main)
