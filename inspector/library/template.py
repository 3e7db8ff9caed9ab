"""Message templates: what the composer holds, under a name."""

from typing import Literal, get_args

from inspector.library.named import Named
from inspector.library.send_as import Repeat, SendAs

TemplateKind = Literal[
    "text", "json", "binary-hex", "binary-base64", "binary-file", "ping", "pong", "close"
]
KINDS: tuple[TemplateKind, ...] = get_args(TemplateKind)
"""What a template's content is written as, and what it becomes when it is sent."""


class Template(Named, frozen=True, kw_only=True):
    """A message to send."""

    kind: TemplateKind
    content: str
    """As typed in the composer: text, hex or base64 digits, a file's path; `1000 reason` for a
    close. It may hold `{{variables}}`."""
    send_as: SendAs = SendAs()
    repeat: Repeat | None = None


def as_kind(word: str) -> TemplateKind:
    """ValueError: there is no such kind."""
    for kind in KINDS:
        if kind == word:
            return kind
    raise ValueError(f"{word!r:.40} is no kind of message: one of {', '.join(KINDS)} is needed")
