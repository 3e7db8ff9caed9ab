"""The one way in which window, rules and scenarios send."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.library.send_as import SendAs
from inspector.sending.content import ContentError, Outgoing
from inspector.sending.fragments import parts, sizes
from inspector.sending.sources import BLOCK, MemorySource, Source, open_file
from inspector.sending.turns import Turns

if TYPE_CHECKING:
    from inspector.wire import WebSocket

Progress = Callable[[int, int], object]
"""Called with the payload bytes that went out so far, and how many there are."""

_WHOLE = SendAs()
_IN_BLOCKS = SendAs(mode="fragments", by="size", size=BLOCK)


def _untold(_sent: int, _total: int) -> None:
    """Nobody asked for the progress."""


async def send(
    websocket: "WebSocket",
    outgoing: Outgoing,
    send_as: SendAs = _WHOLE,
    progress: Progress | None = None,
) -> None:
    """Send `outgoing` as `send_as` says; return when the network has room for more.

    - Ping, pong and Close are never cut. A Close frame starts the closing handshake, which is not
      waited for.
    - Between the fragments of a message no other one goes out (RFC 6455 section 5.4).
    - `lines`: each line of what was written is sent by itself; blank ones are not.
    - A file is read while it is sent. As a `message`, one of up to 64 KiB is a single frame, a
      larger one is cut into fragments of that size.

    To stop it, cancel it: a message that is under way is ended with an empty frame (or with the
    rest of a character), so that the connection goes on; its peer takes that for the whole.

    Raises ContentError for what makes no message and for a file above the connection's limit,
    before anything is sent; for a file that became shorter, after its message was ended.
    OSError where a file cannot be read, NotOpenError.
    """
    tell = progress or _untold
    if send_as.mode == "lines":
        await _send_lines(websocket, outgoing, send_as.pause, tell)
    elif outgoing.kind == "close":
        websocket.start_close(outgoing.code, outgoing.reason, unchecked=True)
    elif outgoing.kind == "ping":
        websocket.ping(outgoing.payload)  # its pong is recorded, and nobody waits for it
    elif outgoing.kind == "pong":
        websocket.pong(outgoing.payload)
    elif outgoing.file is not None:
        await _send_file(websocket, outgoing.file, send_as, tell)
    elif send_as.mode == "fragments":
        payloads = parts(outgoing, send_as)
        source = MemorySource(b"".join(payloads))
        text = outgoing.kind == "text"
        await _send_fragments(websocket, source, map(len, payloads), send_as, tell, text=text)
    else:
        size = len(outgoing.payload)
        await websocket.send(outgoing.data)
        tell(size, size)


async def _send_lines(
    websocket: "WebSocket", outgoing: Outgoing, pause: float, tell: Progress
) -> None:
    if outgoing.file is not None:
        raise ContentError("a file goes out whole or in fragments, not line by line")
    lines = outgoing.lines()
    if not lines:
        raise ContentError("there is no line to send")
    total = sum(len(line.payload) for line in lines)
    sent = 0
    turns = Turns()
    for number, line in enumerate(lines):
        if number:
            await _wait(websocket, pause)
            await turns.give()
        await send(websocket, line)
        sent += len(line.payload)
        tell(sent, total)


async def _send_file(websocket: "WebSocket", path: Path, send_as: SendAs, tell: Progress) -> None:
    limit = websocket.options.max_message_size
    async with open_file(path) as file:
        if file.size > limit:
            raise ContentError(
                f"{path} has {file.size:,} bytes, and the connection's limit is {limit:,}: raise "
                "it in the options"
            )
        send_as = send_as if send_as.mode == "fragments" else _IN_BLOCKS
        cut = sizes(file.size, send_as)
        await _send_fragments(websocket, file, cut, send_as, tell, text=False)


async def _send_fragments(
    websocket: "WebSocket",
    source: Source,
    cut: Iterable[int],
    send_as: SendAs,
    tell: Progress,
    *,
    text: bool,
) -> None:
    """One message, of what `source` has, in fragments of the sizes `cut`."""
    sent = 0
    turns = Turns()
    async with websocket.fragments(text=text) as fragments:
        try:
            for number, (size, is_last) in enumerate(_with_last(cut)):
                if number:
                    if send_as.ping_between:
                        websocket.ping(b"after fragment %d" % number)
                    await _wait(websocket, send_as.pause)
                    await turns.give()
                payload = await source.read(size)
                is_short = len(payload) < size
                sent += len(payload)
                await fragments.send(payload, fin=is_last or is_short)
                tell(sent, source.size)
                if is_short:
                    raise ContentError(
                        f"the file became shorter while it was sent: {sent:,} of {source.size:,} "
                        "bytes went out"
                    )
        finally:
            fragments.finish(source.rest_of_character())


def _with_last(sizes: Iterable[int]) -> Iterator[tuple[int, bool]]:
    """Each size, and whether it is the last one."""
    ahead = iter(sizes)
    size = next(ahead)
    for following in ahead:
        yield size, False
        size = following
    yield size, True


async def _wait(websocket: "WebSocket", pause: float) -> None:
    """The pause between two fragments or messages; it ends early where the connection does."""
    if pause > 0:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await websocket.wait_closed()
