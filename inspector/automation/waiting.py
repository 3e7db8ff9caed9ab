"""Waiting for a message: those that came already are looked at first, and none is left out."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import NamedTuple

from inspector.automation.inbox import Inbox, Message
from inspector.automation.matching import Captures, Matcher
from inspector.automation.passed import Passed

_SLICE_S = 0.003
"""How long messages are looked at before others have their turn."""


class Waited(NamedTuple):
    captures: Captures | None
    """The first message that matched; None where none came in time."""
    passed: Passed
    """Those that came before it, or at all."""
    refusal: Message | None = None
    """The message that ended the wait, for it was one that must not come."""
    close: Message | None = None
    """The peer's Close, which ended the wait: nothing comes after it (RFC 6455 section 5.5.1)."""


async def wait_for_match(
    inbox: Inbox,
    matcher: Matcher,
    timeout: float,
    is_over: Callable[[], bool],
    refusal: Matcher | None = None,
) -> Waited:
    """Take messages out of `inbox` until one matches, for `timeout` seconds; what came in that time
    is looked at even where that takes longer. Ends at once where a message is as `refusal` says,
    and where no more will come: after a Close, or where `is_over` says so."""
    loop = asyncio.get_running_loop()
    deadline, slice_end = loop.time() + timeout, loop.time() + _SLICE_S
    came_in_time: int | None = None
    passed = Passed()
    while came_in_time is None or inbox.seq <= came_in_time:
        now = loop.time()
        if came_in_time is None and now >= deadline:
            came_in_time = inbox.end
        if now >= slice_end:
            await asyncio.sleep(0)
            slice_end = loop.time() + _SLICE_S
        if taken := inbox.take(1):
            [message] = taken
            if refusal is not None and refusal.match(message):
                return Waited(None, passed, refusal=message)
            if captures := matcher.match(message):
                return Waited(captures, passed)
            passed.add(message)
            if message.type == "close":
                return Waited(None, passed, close=message)
        elif not inbox.has_more:
            if came_in_time is not None or is_over():
                break
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(deadline):
                    await inbox.wait()
    return Waited(None, passed)
