"""Waiting for a message: those that came already are looked at first, and none is left out."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import NamedTuple

from inspector.automation.inbox import Inbox, Message
from inspector.automation.matching import Captures, Matcher

_SLICE_S = 0.003
"""How long messages are looked at before others have their turn."""


class Waited(NamedTuple):
    captures: Captures | None
    """The first message that matched; None where none came in time."""
    passed: int
    """How many came before it, or at all."""
    last: Message | None
    """The latest of these."""


async def wait_for_match(
    inbox: Inbox, matcher: Matcher, timeout: float, is_over: Callable[[], bool]
) -> Waited:
    """Take messages out of `inbox` until one matches, for `timeout` seconds; what came in that time
    is looked at even where that takes longer. Ends at once where `is_over` says that no more will
    come."""
    loop = asyncio.get_running_loop()
    deadline, slice_end = loop.time() + timeout, loop.time() + _SLICE_S
    came_in_time: int | None = None
    passed, last = 0, None
    while came_in_time is None or inbox.seq <= came_in_time:
        now = loop.time()
        if came_in_time is None and now >= deadline:
            came_in_time = inbox.end
        if now >= slice_end:
            await asyncio.sleep(0)
            slice_end = loop.time() + _SLICE_S
        if taken := inbox.take(1):
            if captures := matcher.match(taken[0]):
                return Waited(captures, passed, last)
            passed, last = passed + 1, taken[0]
        elif not inbox.has_more:
            if came_in_time is not None or is_over():
                break
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(deadline):
                    await inbox.wait()
    return Waited(None, passed, last)
