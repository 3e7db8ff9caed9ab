"""Characters that a person cannot see, made visible.

A peer can hide text from its reader: control characters, bidirectional overrides that show it in
another order ("Trojan Source", CVE-2021-42574), zero-width characters, line separators.
"""

import functools
import re

from inspector.payloads.decoded import Span

# Control (C0 without tab and newline, DEL, C1), format, line and paragraph separator, surrogate,
# and the default ignorable characters of Unicode. U+FE0E and U+FE0F only choose between the text
# and the picture of an emoji, and stay.
_INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ud800-\udc7f\udd00-\udfff\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
# Python decodes bytes that are no UTF-8 to U+DC80-U+DCFF (PEP 383, `surrogateescape`).
_HIDDEN = re.compile(f"(?P<error>[\udc80-\udcff]+)|(?P<invisible>[{_INVISIBLE}]+)")

# Unicode has pictures of them, U+2400 and on, but the usual fonts have not.
_NAMES = (
    "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI "
    "DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US DEL"
)
_CONTROL_NAMES = dict(zip(map(chr, (*range(0x20), 0x7F)), _NAMES.split(), strict=True))
"""The characters of ISO 646's control set by their abbreviations."""


def visible(text: str) -> str:
    """`text` with a visible stand-in for what cannot be seen; tabs and newlines stay."""
    return text if _plain(text) else _HIDDEN.sub(_stand_ins, text)


def reveal(text: str) -> tuple[str, list[Span]]:
    """`visible(text)`, and where the stand-ins are: `invisible`, and `error` for stray bytes."""
    parts: list[str] = []
    spans: list[Span] = []
    position = length = 0
    for hidden in () if _plain(text) else _HIDDEN.finditer(text):
        shown = _stand_ins(hidden)
        length += hidden.start() - position
        parts += text[position : hidden.start()], shown
        spans.append(Span(length, len(shown), hidden.lastgroup or ""))
        position = hidden.end()
        length += len(shown)
    parts.append(text[position:])
    return "".join(parts), spans


def has_hidden(text: str) -> bool:
    """Whether `visible` would change `text`."""
    return not _plain(text) and _HIDDEN.search(text) is not None


def _plain(text: str) -> bool:
    """Certainly nothing to do: the usual case, answered fast."""
    return text.isascii() and text.isprintable()


def _stand_ins(hidden: re.Match[str]) -> str:
    return "".join(map(_stand_in, hidden.group()))


@functools.lru_cache(maxsize=1024)
def _stand_in(character: str) -> str:
    code = ord(character)
    if character in _CONTROL_NAMES:
        return f"⟨{_CONTROL_NAMES[character]}⟩"
    if 0xDC80 <= code <= 0xDCFF:
        return f"⟨0x{code - 0xDC00:02X}⟩"
    return f"⟨U+{code:04X}⟩"
