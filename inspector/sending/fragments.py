"""Where a message is cut into fragments (RFC 6455 section 5.4)."""

from collections.abc import Iterator
from itertools import repeat

from inspector.library.send_as import SendAs
from inspector.sending.content import ContentError, Outgoing


def parts(outgoing: Outgoing, send_as: SendAs) -> list[bytes]:
    """The payloads of the frames that `outgoing`, which is no file, becomes; at least one.

    Sizes are of bytes: a text may be cut inside a character, which section 5.6 allows. With
    compression they are the sizes before it. ContentError for a way of cutting without sense.
    """
    payload = outgoing.payload
    if send_as.mode != "fragments":
        return [payload]
    if send_as.by == "marks":
        if not send_as.mark:
            raise ContentError("say by which mark the content is cut")
        return payload.split(send_as.mark.encode())
    cut, at = [], 0
    for size in sizes(len(payload), send_as):
        cut.append(payload[at : at + size])
        at += size
    return cut


def sizes(total: int, send_as: SendAs) -> Iterator[int]:
    """How long the fragments of `total` bytes are, cut by size or by count; at least one.

    With a count above `total` some are empty. ContentError where it cannot be told.
    """
    if send_as.by == "size":
        if send_as.size < 1:
            raise ContentError(f"a fragment has at least 1 byte, not {send_as.size}")
        return _of_size(total, send_as.size)
    if send_as.by == "count":
        if send_as.count < 1:
            raise ContentError(f"a message has at least 1 fragment, not {send_as.count}")
        size, longer = divmod(total, send_as.count)
        return (size + (number < longer) for number in range(send_as.count))
    raise ContentError("a file is cut by size or by count, not at marks")


def number_of_sizes(total: int, send_as: SendAs) -> int:
    """How many `sizes` gives, at once: those of a large file may be thousands of millions."""
    sizes(total, send_as)  # ContentError
    return send_as.count if send_as.by == "count" else max(1, -(-total // send_as.size))


def _of_size(total: int, size: int) -> Iterator[int]:
    full, rest = divmod(total, size)
    yield from repeat(size, full)
    if rest or not full:
        yield rest
