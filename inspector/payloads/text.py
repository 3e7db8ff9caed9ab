"""Payloads as text: UTF-8, with everything that hides made visible."""

import codecs

from inspector.payloads.decoded import Decoded, DecodeError, cut_note, joined
from inspector.payloads.visible import reveal


class TextDecoder:
    """Shows anything: bytes that are no UTF-8 are shown as bytes, and noted."""

    name = "Text"

    def priority(self, payload: bytes, is_text: bool) -> float:
        return 0.5 if is_text else 0.2

    def decode(self, payload: bytes, limit: int) -> Decoded:
        error = ""
        try:
            text, shown = utf8(payload, limit)
        except DecodeError as not_utf8:
            error = str(not_utf8)
            text, shown = utf8(payload, limit, errors="surrogateescape")
        return Decoded(*reveal(text), joined(error, cut_note(shown, len(payload))))


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
