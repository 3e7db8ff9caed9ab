"""The messages that a wait passed over: the last few different ones, with how many were alike."""

import re
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from inspector.automation.inbox import Message
from inspector.payloads.telling import telling_member

_MOST = 5
"""Kinds of messages that are kept."""
_LOOKED_AT = 4096
"""Bytes of a message that is looked into as JSON; of a larger one the beginning tells."""
_BEGINNING = 100
"""Bytes by which other messages are told apart."""
_NUMBER = re.compile(rb"[0-9]+")


class Alike(NamedTuple):
    """Messages that are told as one."""

    latest: Message
    times: int


class Passed:
    """Counts messages, and keeps the latest of the last few kinds. Two are alike that say to be the
    same by a member such as `event` or `type`, or that begin alike but for their numbers: however
    often a heartbeat comes, it does not push out the refusal before it."""

    def __init__(self) -> None:
        self.count = 0
        """All of them."""
        self._kinds: dict[Hashable, Alike] = {}
        """The latest last."""

    def add(self, message: Message) -> None:
        self.count += 1
        kind = _kind(message)
        before = self._kinds.pop(kind, None)
        self._kinds[kind] = Alike(message, before.times + 1 if before else 1)
        if len(self._kinds) > _MOST:
            del self._kinds[next(iter(self._kinds))]

    def __iter__(self) -> Iterator[Alike]:
        """The latest first."""
        return reversed(self._kinds.values())


def _kind(message: Message) -> Hashable:
    payload = message.payload
    if message.type == "text" and len(payload) <= _LOOKED_AT:
        told = telling_member(payload)
        if told is not None:
            return told
    return message.type, _NUMBER.sub(b"0", payload[:_BEGINNING])
