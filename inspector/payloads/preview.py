"""A payload as one line, for the log: called for every row that is painted."""

from inspector.payloads.hex import ascii_of
from inspector.payloads.text import utf8
from inspector.payloads.visible import visible

PREVIEW_LENGTH = 200
_DUMPED = 24
"""Bytes shown of a binary payload."""
_ONE_LINE = str.maketrans({"\n": "↵", "\t": "⇥"})


def preview(payload: bytes, is_text: bool, limit: int = PREVIEW_LENGTH) -> str:
    """The beginning of `payload` on one line of about `limit` characters, `…` where it goes on.

    Text with everything invisible made visible, line breaks and tabs too; binary as hex and ASCII.
    """
    if not is_text:
        head = payload[: min(_DUMPED, limit)]
        more = " …" if len(head) < len(payload) else ""
        return f"{head.hex(' ')}{more}  {ascii_of(head)}" if head else ""
    # A character takes up to four bytes.
    text, _ = utf8(payload, 4 * limit, errors="surrogateescape")
    more = "…" if len(text) > limit or len(payload) > 4 * limit else ""
    text = text[:limit]
    if not text.isprintable():
        text = visible(text).translate(_ONE_LINE)
    return text + more
