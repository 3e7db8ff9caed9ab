"""The demo server's paths: what each is for, and what it says once the connection is open.

A path's `answer` takes the query and gives the coroutine function that serves one connection, or
the response that refuses it; it raises QueryError. Whatever waits for the client to read waits in
`send`: nothing piles up here.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from inspector.demo import samples
from inspector.demo.chatty import chatter
from inspector.demo.exchange import Pace, Visit
from inspector.demo.query import Query, QueryError
from inspector.events import close_code

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection
    from websockets.http11 import Response

Talk = Callable[["ServerConnection"], Awaitable[None]]

SECONDS_PER_CHARACTER = 0.01
"""How fast the sentences of `/stream` come."""


class DemoPath(NamedTuple):
    path: str
    example: str
    """What to add to `path` to see its query; empty where it takes none."""
    about: str
    takes: tuple[str, ...]
    answer: "Callable[[Query], Talk | Response]"


async def echo(connection: "ServerConnection") -> None:
    """Text comes back as text, binary as binary."""
    async for message in connection:
        await connection.send(message)


async def guide(connection: "ServerConnection") -> None:
    """Say which paths there are, then echo."""
    lines = (f"{path.path}{path.example}  {path.about}" for path in PATHS)
    await connection.send("This is the demo server; this path echoes. Others:\n" + "\n".join(lines))
    await echo(connection)


def ticker(query: Query) -> Talk:
    rate = query.number("rate", 4, range(1, 1001))

    async def tell(connection: "ServerConnection") -> None:
        for number in itertools.count():
            await connection.send(samples.market_data(number, datetime.now(UTC)))
            await asyncio.sleep(1 / rate)

    return _while_open(tell)


async def stream(connection: "ServerConnection") -> None:
    """Greet, then answer each message with an echo of it and a thought."""
    await connection.send(_fragments(samples.GREETING))
    musings = itertools.cycle(samples.MUSINGS)
    async for prompt in connection:
        said = f"“{prompt[:200]}”" if isinstance(prompt, str) else f"{len(prompt)} bytes"
        await connection.send(_fragments(f"You said {said}; let me think about that."))
        await connection.send(_fragments(next(musings)))


async def _fragments(sentence: str) -> AsyncIterator[str]:
    """The words of `sentence`, one after another, a long one taking longer."""
    for word in samples.words(sentence):
        yield word
        await asyncio.sleep(SECONDS_PER_CHARACTER * len(word))


async def binary(connection: "ServerConnection") -> None:
    for number in itertools.count():
        await connection.send(samples.binary(number))
        await asyncio.sleep(0.4)


def exchange(query: Query) -> Talk:
    seconds = range(1, 3601)
    pace = Pace(query.number("heartbeat", 30, seconds), query.number("challenge", 20, seconds))
    return lambda connection: Visit(connection, pace).talk()


def close(query: Query) -> Talk:
    code = query.number("code", 1000, range(1000, 5000))
    reason = query.text("reason")
    if not close_code(code).sendable:
        raise QueryError(
            f"{code} may not be sent (RFC 6455 section 7.4): try 1000 or 3000 to 4999."
        )
    if len(reason.encode()) > 123:
        raise QueryError("The reason of a Close frame has room for 123 bytes of UTF-8.")

    async def say_goodbye(connection: "ServerConnection") -> None:
        await connection.send(f"Hello. This connection closes now, with {code} {reason}".rstrip())
        await connection.close(code, reason)

    return say_goodbye


def refuse(query: Query) -> "Response":
    from inspector.demo.answers import text_answer  # the window shows the paths from its start on

    status = query.number("status", 403, range(400, 600))
    return text_answer(
        status,
        "This path refuses every opening handshake, so that you see how a server says no: with a\n"
        "status, headers and a body. ?status=401, 404, 429, 500 or 503 refuse in other ways.",
    )


def _while_open(tell: Callable[["ServerConnection"], Coroutine[None, None, None]]) -> Talk:
    """Run `tell` until the connection closes; what the client says is read and dropped."""

    async def talk(connection: "ServerConnection") -> None:
        async with asyncio.TaskGroup() as group:
            telling = group.create_task(tell(connection))
            async for _ in connection:
                pass
            telling.cancel()

    return talk


def _always(talk: Talk) -> Callable[[Query], Talk]:
    return lambda _: talk


PATHS = (
    DemoPath("/echo", "", "sends back what you send, up to 16 MiB.", (), _always(echo)),
    DemoPath(
        "/ticker",
        "?rate=4",
        "a JSON market-data message some times a second: big integers, exact decimals, Unicode.",
        ("rate",),
        ticker,
    ),
    DemoPath(
        "/stream",
        "",
        "an AI-style token stream, each message a sentence in fragments; answers what you send.",
        (),
        _always(stream),
    ),
    DemoPath(
        "/binary",
        "",
        "binary messages of six kinds: a struct, PNG, JSON, gzip, MessagePack, random bytes.",
        (),
        _always(_while_open(binary)),
    ),
    DemoPath(
        "/exchange",
        "?heartbeat=30",
        "a protocol to sign in to (key demo-key): channels to subscribe to, challenges to answer, "
        "heartbeats to send; try templates, rules and scenarios on it.",
        ("heartbeat", "challenge"),
        exchange,
    ),
    DemoPath(
        "/chatty",
        "",
        "everything at once: pings and pongs, pings between fragments, empty, compressed and "
        "large messages; closes with 1011 when fifty pings have had no pong.",
        (),
        _always(_while_open(chatter)),
    ),
    DemoPath(
        "/close",
        "?code=4001&reason=demo%20over",
        "says hello, then closes with the code and the reason that you ask for.",
        ("code", "reason"),
        close,
    ),
    DemoPath(
        "/refuse",
        "?status=403",
        "refuses the handshake with the HTTP status that you ask for, and says so in a body.",
        ("status",),
        refuse,
    ),
    DemoPath("/", "", "says which paths there are, then echoes.", (), _always(guide)),
)
