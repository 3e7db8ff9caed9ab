"""What a person sends, as the frames it becomes (RFC 6455 sections 5.4 and 5.6)."""

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Mapping
from typing import NamedTuple

from inspector.events import Opcode

Data = str | bytes | bytearray | memoryview
Message = Data | Iterable[Data] | AsyncIterable[Data]
"""An iterable is one message whose items are its fragments: all str, or none."""


class MessageFrame(NamedTuple):
    opcode: Opcode
    payload: bytes
    fin: bool


def message_frames(message: Data | Iterable[Data]) -> list[MessageFrame]:
    """`message` as frames, one a fragment. Raises TypeError for what cannot be sent, ValueError
    for an iterable without a fragment."""
    if isinstance(message, Data):
        return [MessageFrame(*_typed(message), fin=True)]
    if isinstance(message, Mapping) or not isinstance(message, Iterable):
        raise TypeError(
            f"A message is str, bytes, or an iterable of them, not {type(message).__name__}."
        )
    fragments = [_typed(fragment) for fragment in message]
    if not fragments:
        raise ValueError("A message needs at least one fragment.")
    _check_same(opcode for opcode, _ in fragments)
    last = len(fragments) - 1
    return [
        MessageFrame(Opcode.CONTINUATION if at else opcode, payload, at == last)
        for at, (opcode, payload) in enumerate(fragments)
    ]


async def streamed_frames(message: AsyncIterable[Data]) -> AsyncIterator[MessageFrame]:
    """As `message_frames`, each fragment as soon as it is there; so an empty frame ends it."""
    first: Opcode | None = None
    async for fragment in message:
        opcode, payload = _typed(fragment)
        if first is None:
            first = opcode
            yield MessageFrame(opcode, payload, fin=False)
        else:
            _check_same((first, opcode))
            yield MessageFrame(Opcode.CONTINUATION, payload, fin=False)
    if first is None:
        raise ValueError("A message needs at least one fragment.")
    yield MessageFrame(Opcode.CONTINUATION, b"", fin=True)


def utf8(text: str) -> bytes:
    """`text` as UTF-8, with U+FFFD for lone surrogates, as a browser sends it."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _typed(data: Data) -> tuple[Opcode, bytes]:
    if isinstance(data, str):
        return Opcode.TEXT, utf8(data)
    if isinstance(data, bytes | bytearray | memoryview):
        return Opcode.BINARY, bytes(data)
    raise TypeError(f"A fragment is str or bytes, not {type(data).__name__}.")


def _check_same(opcodes: Iterable[Opcode]) -> None:
    if len(set(opcodes)) > 1:
        raise TypeError("The fragments of a message are all str or all bytes, not some of each.")
