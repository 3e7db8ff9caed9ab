"""The peer: `websockets`' own client, as its documentation shows it, counting messages."""

import asyncio
import time
from typing import Any

from websockets.asyncio.client import connect

from tests.benchmarks.processes import answer
from tests.benchmarks.programs.resident import resident_bytes


async def count(url: str, frames: int, mark: int, keep: bool) -> dict[str, Any]:
    """Seconds from connecting to having counted `frames` messages, and the memory that it took
    from the message `mark` on; where it is to `keep` them, in a list."""
    started = time.perf_counter()
    counted = memory = 0
    kept: list[str | bytes] = []
    # A flood may last longer than the keepalive waits for a pong, and its server sends none.
    async with connect(url, proxy=None, ping_interval=None) as websocket:
        async for message in websocket:
            if keep:
                kept.append(message)
            counted += 1
            if counted == mark:
                memory = resident_bytes()
            if counted == frames:
                seconds = time.perf_counter() - started
                return {"seconds": seconds, "growth_bytes": resident_bytes() - memory}
    raise RuntimeError(f"the server closed after {counted} messages")


def main(url: str, frames: int, mark: int = 1, keep: bool = False) -> dict[str, Any]:
    return asyncio.run(count(url, frames, mark, keep))


if __name__ == "__main__":
    answer(main)
