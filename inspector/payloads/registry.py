"""The codecs, and the functions by which everybody reaches them."""

from collections.abc import Sequence
from typing import TypeVar

from inspector.payloads.cache import Cache
from inspector.payloads.chain import Chain, Container
from inspector.payloads.codec import (
    DEFAULT_LIMIT,
    DEFAULT_SECONDS,
    Bounds,
    Codec,
    Context,
    DecodeError,
    Tree,
)
from inspector.payloads.decoded import Decoded, joined
from inspector.payloads.hex import HexCodec
from inspector.payloads.json import JsonCodec
from inspector.payloads.text import TextCodec

_Part = TypeVar("_Part", Codec, Container)

_TEXT = TextCodec()
_HEX = HexCodec()

CODECS: tuple[Codec, ...] = (
    JsonCodec(),
    _TEXT,
    _HEX,
)
"""In the order in which they are offered and asked. A new one is a file and a line here."""

CONTAINERS: tuple[Container, ...] = ()
"""What may stand before a codec, as in `gzip | JSON`. A new one is a file and a line here."""

LINE_LENGTH = 200

_CACHED_SIZE = 64 * 1024
"""Bytes of the largest payload whose reading is kept."""
_cache = Cache[tuple[object, ...], Decoded](8)


def decode(
    payload: bytes,
    context: Context,
    name: str | None = None,
    limit: int = DEFAULT_LIMIT,
    seconds: float = DEFAULT_SECONDS,
) -> Decoded:
    """The first `limit` bytes of `payload`, read by the codec or chain called `name`, or by the
    codec that fits best; after `seconds` as much as was read by then.

    Never fails on a payload: where the codec cannot read it, the note says why, and the text is
    that of a text message, or the hexdump of a binary one. ValueError: no such codec. A few small
    ones are kept. May be called in any thread.
    """
    codec = best(payload, context) if name is None else named(name)
    if not codec.remembers:
        context = context._replace(earlier=tuple)
    key = payload, context, codec.name, limit
    if len(payload) <= _CACHED_SIZE and (kept := _cache.get(key)) is not None:
        return kept
    bounds = Bounds.start(limit, seconds)
    decoded = _decoded(codec, payload, context, bounds)
    if len(payload) <= _CACHED_SIZE and not bounds.is_over():  # what was broken off is tried again
        _cache.put(key, decoded)
    return decoded


def line(payload: bytes, context: Context, limit: int = LINE_LENGTH) -> str:
    """The beginning of `payload` on one line of about `limit` characters, `…` where it goes on.
    Called for every row of the log that is painted."""
    for codec in CODECS:
        if (said := codec.line(payload, context, limit)) is not None:
            return said
    raise AssertionError("the hexdump says something of everything")


def tree(payload: bytes, context: Context) -> Tree | None:
    """The payload as values, of the first codec that has any; None where none has.
    RecursionError where it is nested too deeply."""
    return next(filter(None, (codec.tree(payload, context) for codec in CODECS)), None)


def best(payload: bytes, context: Context) -> Codec:
    """The codec that fits `payload` best."""
    return max(CODECS, key=lambda codec: codec.priority(payload, context))


def named(name: str) -> Codec:
    """The codec called `name`, or the chain, such as `gzip | JSON`. ValueError tells which there
    are."""
    *outer, last = (word.strip() for word in name.split("|"))
    codec = _find("codec", last, CODECS)
    for word in reversed(outer):
        codec = Chain(_find("container", word, CONTAINERS), codec)
    return codec


def _find(kind: str, name: str, there: Sequence[_Part]) -> _Part:
    for part in there:
        if part.name == name:
            return part
    known = ", ".join(part.name for part in there) or "none"
    raise ValueError(f"no {kind} is called {name!r}; there are {known}")


def _decoded(codec: Codec, payload: bytes, context: Context, bounds: Bounds) -> Decoded:
    try:
        return codec.decode(payload, context, bounds)
    except DecodeError as error:
        raw = (_TEXT if context.is_text else _HEX).decode(payload, context, bounds)
        why = str(error)
        return raw if why in raw.note else raw._replace(note=joined(why, raw.note))
