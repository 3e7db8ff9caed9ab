"""Matches and steps in a person's words; variables by their names, so that no secret is told."""

from collections.abc import Mapping
from typing import Final

from inspector.library.match import Kind, Match
from inspector.library.value import Scalar

_NOUNS: Final[Mapping[Kind, str]] = {
    "message": "a message",
    "text": "a text message",
    "binary": "a binary message",
    "ping": "a ping",
    "pong": "a pong",
    "close": "a close",
    "any": "anything",
}

_LONGEST = 60
"""Characters of what somebody wrote that are told."""


def match_words(match: Match) -> str:
    """`a message whose $.type is "hello"`"""
    told = []
    if match.contains:
        told.append(f"that contains {short(match.contains)}")
    if match.regex:
        told.append(f"that matches /{cut(match.regex)}/")
    if match.json_path:
        path = cut(match.json_path)
        told.append(
            f"whose {path}{is_words(match.equals)}" if match.equals is not None else f"with {path}"
        )
    elif match.equals is not None:
        told.append(f"that{is_words(match.equals)}")
    return " ".join([_NOUNS[match.type], " and ".join(told)]).rstrip()


def is_words(value: Scalar | None) -> str:
    """` is "hello"`, ` has a value`"""
    return " has a value" if value is None else f" is {short(value)}"


def short(value: Scalar) -> str:
    """A value as a person would write it, cut where it is long."""
    return f'"{cut(value)}"' if isinstance(value, str) else str(value).lower()


def cut(text: str) -> str:
    """On one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
