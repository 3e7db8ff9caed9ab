"""Who has much to send gives others their turn: what the network takes at once never waits."""

import asyncio

_SLICE = 0.002
"""Seconds of work at a stretch."""


class Turns:
    """One worker's turns on the loop."""

    def __init__(self) -> None:
        self._end = 0.0

    def begin(self) -> None:
        """Others have just had theirs."""
        self._end = asyncio.get_running_loop().time() + _SLICE

    async def give(self) -> None:
        """Let others have their turn, if this one has taken long enough."""
        if asyncio.get_running_loop().time() >= self._end:
            await asyncio.sleep(0)
            self.begin()
