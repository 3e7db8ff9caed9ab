"""Where a payload is cut into fragments or messages, before any of it goes out."""

from collections.abc import Iterator

from inspector.library.send_as import SendAs
from inspector.sending.content import ContentError, Outgoing
from inspector.sending.fragments import number_of_sizes, parts

Cut = tuple[int, int]
"""Where a piece begins and ends, in bytes of the payload."""


def cuts(message: Outgoing, send_as: SendAs) -> Iterator[Cut]:
    """The pieces that `message`, which has a payload, is sent in; at least one.

    ContentError where there is nothing to send, or no way to cut it.
    """
    if send_as.mode == "lines":
        yield from _lines(message)
    elif send_as.mode == "message" or message.kind in ("ping", "pong"):
        yield 0, len(message.payload)
    else:
        gap = len(send_as.mark.encode()) if send_as.by == "marks" else 0
        start = 0
        for part in parts(message, send_as):
            yield start, start + len(part)
            start += len(part) + gap


def count_pieces(message: Outgoing, send_as: SendAs, size: int) -> int:
    """How many there are; `size` is that of the payload, be it in a file. Errors as `cuts`."""
    if send_as.mode == "message" or message.kind in ("ping", "pong", "close"):
        return 1
    is_file = message.file is not None
    if send_as.mode == "fragments" and (is_file or send_as.by != "marks"):
        return number_of_sizes(size, send_as)
    if is_file:
        raise ContentError("a file goes out whole or in fragments, not line by line")
    return sum(1 for _ in cuts(message, send_as))


def _lines(message: Outgoing) -> Iterator[Cut]:
    """Blank lines are left out; those of binary content are one after the other."""
    lines = message.lines()
    if not lines:
        raise ContentError("there is no line to send")
    payload, start = message.payload, 0
    for line in lines:
        if message.kind == "text":
            start = payload.index(line.payload, start)
        yield start, start + len(line.payload)
        start += len(line.payload)
