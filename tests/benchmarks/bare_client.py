"""The peer: `websockets`' own client, as its documentation shows it, counting messages."""

import asyncio
import json
import sys
import time

from websockets.asyncio.client import connect


async def count(url: str, frames: int) -> float:
    """Seconds from connecting to having counted `frames` messages."""
    started = time.perf_counter()
    counted = 0
    async with connect(url, proxy=None) as websocket:
        async for _ in websocket:
            counted += 1
            if counted == frames:
                return time.perf_counter() - started
    raise RuntimeError(f"the server closed after {counted} messages")


if __name__ == "__main__":
    seconds = asyncio.run(count(sys.argv[1], int(sys.argv[2])))
    json.dump({"seconds": seconds}, sys.stdout)
