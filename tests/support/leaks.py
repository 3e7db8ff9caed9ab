"""What a test may leave behind by mistake: threads, TCP connections, errors on the event loop."""

import asyncio
import contextlib
import os
import socket
import stat
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_DESCRIPTORS = Path("/dev/fd")
GRACE = 20.0
"""Seconds for a thread or a task to end. The first import of a large library takes that long on a
machine under load whose bytecode cache is empty; what never ends fails its test all the same."""


def running_threads() -> set[threading.Thread]:
    """The threads that Python started; those that Qt started are placeholders here."""
    return {t for t in threading.enumerate() if type(t).__name__ != "_DummyThread"}


def unfinished(threads: set[threading.Thread]) -> list[str]:
    """The names of those that do not end within a moment."""
    for thread in threads:
        thread.join(GRACE)
    return sorted(thread.name for thread in threads if thread.is_alive())


def open_connections() -> set[str]:
    """The TCP and UDP sockets of this process as `fd local -> peer`; empty where /dev/fd is not.

    Local sockets do not count: event loops and Qt keep some of their own.
    """
    found = set()
    for entry in _DESCRIPTORS.iterdir() if _DESCRIPTORS.is_dir() else ():
        with contextlib.suppress(OSError, ValueError):
            descriptor = int(entry.name)
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                with socket.socket(fileno=os.dup(descriptor)) as view:
                    if view.family in (socket.AF_INET, socket.AF_INET6):
                        found.add(f"{descriptor} {view.getsockname()} -> {_peer(view)}")
    return found


def _peer(view: socket.socket) -> str:
    try:
        return str(view.getpeername())
    except OSError:
        return "nobody"


class LoopErrors:
    """An exception handler of an event loop that keeps what it is told."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def __call__(self, loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
        error = context.get("exception")
        story = "".join(traceback.format_exception(error)) if error else ""
        self.messages.append(f"{context['message']} {story}")
