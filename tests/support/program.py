"""The program, run as a person runs it: in a process of its own."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from typing import NamedTuple


class Outcome(NamedTuple):
    code: int | None
    out: str
    err: str


async def start(*words: object, redirect: str = "", **settings: object) -> Process:
    """`websocket-inspector words... redirect`, started; a redirection is a POSIX shell's."""
    command = [sys.executable, "-m", "inspector", *map(str, words)]
    if redirect:
        command = ["sh", "-c", f'exec "$@" {redirect}', "sh", *command]
    return await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE, **settings)


async def ended(process: Process) -> Outcome:
    """How it ended, within 30 s."""
    try:
        out, err = await asyncio.wait_for(process.communicate(), 30)
    except TimeoutError:
        process.kill()
        out, err = await process.communicate()
        raise AssertionError(f"still running after 30 s: {out!r} {err!r}") from None
    return Outcome(process.returncode, out.decode(), err.decode())


async def run(*words: object, redirect: str = "") -> Outcome:
    """`websocket-inspector words... redirect`, run to its end."""
    return await ended(await start(*words, redirect=redirect))
