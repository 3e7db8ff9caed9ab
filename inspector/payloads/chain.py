"""Codecs one after the other: what is inside a container, read by another codec."""

from collections.abc import Iterable
from typing import Protocol

from inspector.payloads.codec import DEFAULT_LIMIT, Bounds, Codec, Context, DecodeError, Tree
from inspector.payloads.decoded import Decoded, joined
from inspector.payloads.text import one_line

_LINE_SECONDS = 0.002
_TREE_SECONDS = 0.05


class Container(Protocol):
    """What carries another payload, such as gzip or base64."""

    @property
    def name(self) -> str:
        """As shown and chosen: `gzip`."""

    @property
    def remembers(self) -> bool:
        """Whether it reads `Context.earlier`."""

    def unpack(self, payload: bytes, context: Context, bounds: Bounds) -> tuple[bytes, str]:
        """What is inside, and a note where that is not all of it: once the time of `bounds` is
        over, or more than its limit came out. DecodeError."""

    def pack(self, payload: bytes) -> bytes:
        """The payload that has `payload` inside. EncodeError."""


class Chain(Codec):
    """A codec for what is inside a container. Longer chains are chains inside chains."""

    def __init__(self, container: Container, inner: Codec) -> None:
        self.name = f"{container.name} | {inner.name}"
        self.remembers = container.remembers or inner.remembers
        self._container = container
        self._inner = inner

    def priority(self, payload: bytes, context: Context) -> float:
        """0: a chain is chosen, never guessed."""
        return 0.0

    def decode(self, payload: bytes, context: Context, bounds: Bounds) -> Decoded:
        inside, note = self._container.unpack(payload, context, bounds)
        decoded = self._inner.decode(inside, self._inside(context, bounds), bounds)
        return decoded._replace(note=joined(note, decoded.note))

    def line(self, payload: bytes, context: Context, limit: int) -> str | None:
        bounds = Bounds.start(4 * limit, _LINE_SECONDS)  # a character takes up to four bytes
        try:
            inside, _ = self._container.unpack(payload, context, bounds)
            within = self._inside(context, bounds)
            said = self._inner.line(inside, within, limit)
            if said is None:
                said = one_line(self._inner.decode(inside, within, bounds).text, limit)
        except DecodeError:
            return None
        return said

    def tree(self, payload: bytes, context: Context) -> Tree | None:
        bounds = Bounds.start(DEFAULT_LIMIT, _TREE_SECONDS)
        try:
            inside, note = self._container.unpack(payload, context, bounds)
        except DecodeError:
            return None
        return None if note else self._inner.tree(inside, self._inside(context, bounds))

    def encode(self, text: str) -> bytes:
        return self._container.pack(self._inner.encode(text))

    def _inside(self, context: Context, bounds: Bounds) -> Context:
        """The context of what is inside: its earlier payloads are those inside the earlier ones."""

        def earlier() -> Iterable[bytes]:
            return (self._container.unpack(it, context, bounds)[0] for it in context.earlier())

        return context._replace(earlier=earlier)
