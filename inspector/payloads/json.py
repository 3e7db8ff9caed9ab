"""Payloads as JSON, re-indented token by token."""

from collections.abc import Iterator

from inspector.payloads.codec import Bounds, Codec, Context, DecodeError
from inspector.payloads.decoded import Decoded, Span, cut_note, joined
from inspector.payloads.json_tokens import JsonError, Token, check, tokens
from inspector.payloads.json_tree import JsonTree
from inspector.payloads.json_value import json_value
from inspector.payloads.text import TextCodec, utf8
from inspector.payloads.visible import has_hidden, reveal

_PROBE = 1024
"""Bytes that `priority` looks at."""
_MAX_TOKENS = 250_000
_TOKENS_AT_ONCE = 1024
"""Tokens that are laid out before the next look at the clock."""
_LONGEST_CUT_TOKEN = len(r"\u1234") - 1
# What is nested deeper than this stays on one line, or 1 MiB would become gigabytes of blanks.
_MAX_INDENT = 32
_LINE_BREAKS = ["\n" + "  " * level for level in range(_MAX_INDENT + 1)]


class JsonCodec(Codec):
    """RFC 8259 in UTF-8. Big integers, number spelling, escapes and duplicate keys survive."""

    name = "JSON"

    def priority(self, payload: bytes, context: Context) -> float:
        """Objects and arrays: a lone number or string gains nothing from being read as JSON."""
        head = payload[:_PROBE].lstrip(b" \t\r\n")
        if not head.startswith((b"{", b"[")):
            return 0.0
        if context.is_text and head[1:].lstrip(b" \t\r\n").startswith((b'"', b"}")):
            return 0.9  # JSON, or meant to be: then the place of the mistake is worth knowing
        try:
            text, _ = utf8(payload, _PROBE)
        except DecodeError:
            return 0.0
        error = check(text)
        is_cut = len(payload) > _PROBE
        return 0.9 if error is None or (is_cut and _ran_out(error, text)) else 0.0

    def decode(self, payload: bytes, context: Context, bounds: Bounds) -> Decoded:
        text, shown = utf8(payload, bounds.limit)
        sheet = _Sheet(reveals=has_hidden(text))
        stopped = ""
        try:
            for count, (gap, (kind, start, end)) in enumerate(laid_out(text)):
                if count % _TOKENS_AT_ONCE == 0 and bounds.is_over():
                    stopped = bounds.note
                if count == _MAX_TOKENS or stopped:
                    shown = len(text[:start].encode())
                    break
                sheet.add(gap, text[start:end], kind)
        except JsonError as error:
            if shown == len(payload) or not _ran_out(error, text):
                raise DecodeError(f"not JSON: {error}") from None
            if rest := text[error.token_start :]:
                sheet.add("", rest, "string")
        note = joined(stopped, cut_note(shown, len(payload)))
        return Decoded("".join(sheet.parts), sheet.spans, note)

    def tree(self, payload: bytes, context: Context) -> JsonTree | None:
        try:
            return JsonTree(json_value(payload), payload)
        except ValueError:
            return None

    def encode(self, text: str) -> bytes:
        return TextCodec().encode(text)


def _ran_out(error: JsonError, text: str) -> bool:
    """Whether a text that was cut may be JSON all the same: the mistake is at the cut."""
    return error.position >= len(text) - _LONGEST_CUT_TOKEN


def laid_out(text: str) -> Iterator[tuple[str, Token]]:
    """The tokens of `text`, each with the white space that goes before it."""
    depth = 0
    gap = opening = ""
    for token in tokens(text):
        word = text[token.start : token.end]
        if word in ("}", "]"):
            depth -= 1
            gap = "" if opening else _line_break(depth)
        yield gap, token
        opening = word if word in ("{", "[") else ""
        if opening:
            depth += 1
            gap = _line_break(depth)
        elif word == ",":
            gap = _line_break(depth) or " "
        else:
            gap = " " if word == ":" else ""


def _line_break(depth: int) -> str:
    return _LINE_BREAKS[depth] if depth <= _MAX_INDENT else ""


class _Sheet:
    """A text in the making, and its spans."""

    def __init__(self, *, reveals: bool) -> None:
        self.parts: list[str] = []
        self.spans: list[Span] = []
        self._reveals = reveals
        self._length = 0

    def add(self, gap: str, word: str, kind: str) -> None:
        shown, hidden = reveal(word) if self._reveals else (word, [])
        start = self._length + len(gap)
        self._length = start + len(shown)
        self.parts.append(gap + shown)
        self.spans.append(Span(start, len(shown), kind))
        if hidden:
            self.spans += [Span(start + span.start, span.length, span.kind) for span in hidden]
