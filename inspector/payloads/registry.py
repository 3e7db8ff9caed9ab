"""The decoders, and which of them reads a payload best."""

from inspector.payloads.decoded import DEFAULT_LIMIT, Decoded, DecodeError, Decoder, joined
from inspector.payloads.hex import HexDecoder
from inspector.payloads.json import JsonDecoder
from inspector.payloads.text import TextDecoder

_TEXT = TextDecoder()
_HEX = HexDecoder()
DECODERS: tuple[Decoder, ...] = (JsonDecoder(), _TEXT, _HEX)
"""Every decoder, in the order in which they are offered. A new one is a file and a place here."""


def best(payload: bytes, is_text: bool) -> Decoder:
    """The decoder that fits `payload` best: of a text message, or of a binary one."""
    return max(DECODERS, key=lambda decoder: decoder.priority(payload, is_text))


def decode(
    payload: bytes, is_text: bool, name: str | None = None, limit: int = DEFAULT_LIMIT
) -> Decoded:
    """The first `limit` bytes of `payload`, read by the decoder called `name` or by the best one.

    Never fails on a payload: where the decoder cannot read it, the note says why, and the text is
    that of a text message, or the hexdump of a binary one. ValueError: no such decoder.
    """
    decoder = best(payload, is_text) if name is None else named(name)
    try:
        return decoder.decode(payload, limit)
    except DecodeError as error:
        raw = (_TEXT if is_text else _HEX).decode(payload, limit)
        why = str(error)
        return raw if why in raw.note else raw._replace(note=joined(why, raw.note))


def named(name: str) -> Decoder:
    """The decoder called `name`. ValueError tells which there are."""
    for decoder in DECODERS:
        if decoder.name == name:
            return decoder
    known = ", ".join(decoder.name for decoder in DECODERS)
    raise ValueError(f"no decoder is called {name!r}; there are {known}")
