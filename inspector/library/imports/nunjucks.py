"""Insomnia's templates, which are Nunjucks, in our syntax: references and a few tags.

Nothing is evaluated. What has no counterpart here stays as it is written, and is named.
"""

import re

from inspector.library.imports.draft import Draft
from inspector.library.imports.references import kept
from inspector.library.imports.shape import text

# Neither reaches beyond the next brace, so that the whole takes linear time.
_PIECE = re.compile(r"\{\{(?P<reference>[^{}]*+)\}\}|\{%-?(?P<tag>[^{}%]*+)%\}")
# `_.user.name`, `_['user name']`, `user.name`, `vault.key`
_REFERENCE = re.compile(r"\s*+(?:_\s*+\.\s*+)?(?:vault\.)?(\$?[\w-]++(?:\.[\w-]++)*)\s*+")
_QUOTED = re.compile(r"""\s*+_\s*+\[\s*+(?:'([^']++)'|"([^"]++)")\s*+\]\s*+""")
_WORDS = re.compile(r"""'([^']*+)'|"([^"]*+)"|([^\s,'"]++)""")

_UUIDS = {(), ("v1",), ("v4",)}
_TIMES = {
    (): "$isoTimestamp",
    ("iso-8601",): "$isoTimestamp",
    ("millis",): "$timestampMs",
    ("unix",): "$timestamp",
}


def ours(draft: Draft, value: object, where: str) -> str:
    """A text in our syntax; empty where `value` is none. What stays as it is is noted."""

    def translated(piece: re.Match[str]) -> str:
        name = _tag(piece["tag"]) if piece["reference"] is None else _name(piece["reference"])
        if not name:
            draft.note(
                "tags and expressions that have no counterpart here", f"{piece[0]} of {where}"
            )
            return piece[0]
        return "{{" + name + "}}"

    return kept(_PIECE.sub(translated, text(value)))


def _name(expression: str) -> str:
    if found := _REFERENCE.fullmatch(expression):
        return found[1]
    found = _QUOTED.fullmatch(expression)
    return (found[1] or found[2]) if found else ""


def _tag(content: str) -> str:
    """`{% uuid 'v4' %}`, `{% now 'unix', '' %}`, `{% faker 'randomCity' %}`."""
    words = tuple(word for found in _WORDS.findall(content) if (word := "".join(found)))
    match words[:1], words[1:]:
        case ("uuid",), kind if kind in _UUIDS:
            return "$guid"
        case ("now" | "timestamp",), form:
            return _TIMES.get(form, "")
        case ("faker",), (name,):
            return f"${name}"  # its names are Postman's, and ours
    return ""
