"""What will be sent, piece by piece, to be read before it goes; secrets are masked."""

import re
from itertools import islice

from inspector.library.send_as import SendAs
from inspector.payloads import Decoded, Span
from inspector.payloads.visible import reveal
from inspector.sending.content import Outgoing, outgoing
from inspector.ui.composer.cuts import cuts
from inspector.ui.text import count
from inspector.variables import MASK, Rendered

_MOST_PIECES = 100
_MOST_BYTES = 4096
"""Of one piece."""
_HIDDEN = b"\xff"
"""A byte that UTF-8 never has: it stands for one of a secret's."""
_HIDDEN_RUN = re.compile(b"\xff+")


def outline(kind: str, rendered: Rendered, send_as: SendAs) -> Decoded:
    """The pieces of `rendered`; of a Close code and reason. ContentError where it cannot be sent.

    Not for a file, which is not read before it is sent.
    """
    message = outgoing(kind, rendered.text)
    page = _Page()
    if message.kind == "close":  # what is written is not yet its payload
        page.add_payload(rendered.masked.encode(), is_text=True)
        return page.decoded()
    masked, is_text = _masked(message, rendered)
    pieces = cuts(message, send_as)
    for number, (start, end) in enumerate(islice(pieces, _MOST_PIECES), 1):
        if send_as.mode != "message":
            word = "Message" if send_as.mode == "lines" else "Fragment"
            page.add(f"{word} {number} · {count(end - start, 'byte')}\n", "offset")
        page.add_payload(masked[start : min(end, start + _MOST_BYTES)], is_text)
        if end - start > _MOST_BYTES:
            page.add(f"… {count(end - start - _MOST_BYTES, 'byte')} more", "offset")
        page.add("\n")
    if more := sum(1 for _ in pieces):
        page.add(f"… and {more:,} more", "offset")
    return page.decoded()


def _masked(message: Outgoing, rendered: Rendered) -> tuple[bytes, bool]:
    """The payload with `_HIDDEN` in place of secrets, and whether it is to be read as text."""
    payload = message.payload
    secrets = [use for use in rendered.uses if use.secret]
    if message.kind == "binary":
        return (_HIDDEN * len(payload) if secrets else payload), bool(secrets)
    masked = bytearray(payload)
    for use in secrets:
        start = len(rendered.text[: use.out_start].encode())
        length = len(rendered.text[use.out_start : use.out_end].encode())
        masked[start : start + length] = _HIDDEN * length
    return bytes(masked), True


class _Page:
    """A text in the making, and its spans."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._spans: list[Span] = []
        self._length = 0

    def add(self, text: str, kind: str = "") -> None:
        if kind:
            self._spans.append(Span(self._length, len(text), kind))
        self._parts.append(text)
        self._length += len(text)

    def add_payload(self, payload: bytes, is_text: bool) -> None:
        """Text, with what cannot be seen made visible; a character may be cut at either end."""
        if not is_text:
            self.add(payload.hex(" "))
            return
        place = 0
        for hidden in _HIDDEN_RUN.finditer(payload):
            self._add_text(payload[place : hidden.start()])
            self.add(MASK, "keyword")
            place = hidden.end()
        self._add_text(payload[place:])

    def _add_text(self, payload: bytes) -> None:
        shown, spans = reveal(payload.decode("utf-8", "surrogateescape"))
        self._spans += [span._replace(start=span.start + self._length) for span in spans]
        self._parts.append(shown)
        self._length += len(shown)

    def decoded(self) -> Decoded:
        return Decoded("".join(self._parts).removesuffix("\n"), self._spans)
