"""Payloads as text: UTF-8, with everything that hides made visible."""

import codecs

from inspector.events import Opcode
from inspector.payloads.codec import Bounds, Codec, Context, DecodeError, EncodeError
from inspector.payloads.decoded import Decoded, Span, cut_note, joined
from inspector.payloads.visible import has_hidden, reveal, visible

_AT_ONCE = 16 * 1024
"""Characters that are looked through before the next look at the clock."""
_MOST_SPANS = 250_000
"""What follows has no colours, but all of its characters."""
_ONE_LINE = str.maketrans({"\n": "↵", "\t": "⇥"})


class TextCodec(Codec):
    """Shows anything: bytes that are no UTF-8 are shown as bytes, and noted."""

    name = "Text"

    def priority(self, payload: bytes, context: Context) -> float:
        return 0.5 if context.is_text else 0.2

    def decode(self, payload: bytes, context: Context, bounds: Bounds) -> Decoded:
        error = ""
        try:
            text, shown = utf8(payload, bounds.limit)
        except DecodeError as not_utf8:
            error = str(not_utf8)
            text, shown = utf8(payload, bounds.limit, errors="surrogateescape")
        if not has_hidden(text):
            return Decoded(text, [], joined(error, cut_note(shown, len(payload))))
        revealed, spans, read, stopped = _revealed(text, bounds)
        if read < len(text):
            shown = len(text[:read].encode("utf-8", "surrogateescape"))
        return Decoded(revealed, spans, joined(error, stopped, cut_note(shown, len(payload))))

    def line(self, payload: bytes, context: Context, limit: int) -> str | None:
        """The payload of a ping or pong is bytes that are mostly readable (RFC 6455 5.5.2)."""
        if context.is_text or (Opcode.is_control(context.opcode) and payload.isascii()):
            return text_line(payload, limit)
        return None

    def encode(self, text: str) -> bytes:
        try:
            return text.encode()
        except UnicodeEncodeError as error:
            character = f"U+{ord(text[error.start]):04X}"
            raise EncodeError(
                f"half a character, {character}, cannot be sent as text", error.start
            ) from None


def text_line(payload: bytes, limit: int) -> str:
    """The beginning of UTF-8 on one line, with everything invisible made visible, line breaks and
    tabs too."""
    # A character takes up to four bytes.
    text, read = utf8(payload, 4 * limit, errors="surrogateescape")
    is_cut = read < len(payload) and len(text) <= limit
    return one_line(text, limit) + ("…" if is_cut else "")


def one_line(text: str, limit: int) -> str:
    """The first `limit` characters of `text`, `…` where it goes on, with everything invisible made
    visible, line breaks and tabs too."""
    more = "…" if len(text) > limit else ""
    text = text[:limit]
    if not text.isprintable():
        text = visible(text).translate(_ONE_LINE)
    return text + more


def utf8(payload: bytes, limit: int, errors: str = "strict") -> tuple[str, int]:
    """The first `limit` bytes as text, and how many it is: no character is cut in two.

    DecodeError says which byte at which offset is no UTF-8 (RFC 3629).
    """
    head = payload[:limit]
    try:
        text, used = codecs.utf_8_decode(head, errors, len(head) == len(payload))
    except UnicodeDecodeError as error:
        place = f"byte 0x{head[error.start]:02X} at offset {error.start:,}"
        raise DecodeError(f"not UTF-8: {place} ({error.reason})") from None
    return text, used


def _revealed(text: str, bounds: Bounds) -> tuple[str, list[Span], int, str]:
    """`text` as it is shown, the spans in it, how many of its characters that is, and why not
    all."""
    parts: list[str] = []
    spans: list[Span] = []
    length = read = 0
    stopped = ""
    while read < len(text):
        if bounds.is_over():
            stopped = bounds.note
            break
        shown, hidden = reveal(text[read : read + _AT_ONCE])
        if len(spans) < _MOST_SPANS:
            spans += [span._replace(start=span.start + length) for span in hidden]
        parts.append(shown)
        length += len(shown)
        read = min(read + _AT_ONCE, len(text))
    return "".join(parts), spans, read, stopped
