"""Matches and steps in a person's words; variables by their names, so that no secret is told."""

from collections.abc import Mapping
from typing import Final

from inspector.library.match import Kind, Match
from inspector.library.scenario import (
    AnyStep,
    AssertStep,
    CloseStep,
    ConnectStep,
    SendStep,
    SetStep,
    SleepStep,
    WaitStep,
)
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
        told.append(f"that contains {_short(match.contains)}")
    if match.regex:
        told.append(f"that matches /{_cut(match.regex)}/")
    if match.json_path:
        path = _cut(match.json_path)
        told.append(
            f"whose {path}{_is(match.equals)}" if match.equals is not None else f"with {path}"
        )
    elif match.equals is not None:
        told.append(f"that{_is(match.equals)}")
    return " ".join([_NOUNS[match.type], " and ".join(told)]).rstrip()


def step_words(step: AnyStep) -> str:
    """A step's note, else what it does: `wait for any message with $.event that is "hello"`."""
    return " ".join(step.note.split()) or _does(step)


def _does(step: AnyStep) -> str:
    match step:
        case ConnectStep(endpoint=endpoint):
            return f"connect to {_cut(endpoint)}" if endpoint else "connect"
        case SendStep(template=template, kind=kind, content=content, repeat=repeat):
            what = f"send {_cut(template)}" if template else f"send {kind} {_cut(content)}"
            return f"{what} every {repeat.interval:g} s" if repeat else what
        case WaitStep(match=wanted, timeout=timeout):
            return f"wait {timeout:g} s for {match_words(wanted)}"
        case AssertStep(match=wanted, variable=variable, equals=equals):
            told = [match_words(wanted)] if wanted else []
            if variable:
                told.append(f"{{{{{variable}}}}}" + _is(equals))
            return f"assert {' and '.join(told)}"
        case SetStep(name=name, value=value):
            return f"set {{{{{name}}}}} to {_short(value)}"
        case SleepStep(seconds=seconds):
            return f"sleep {seconds:g} s"
        case CloseStep(code=code):
            return f"close with {code}"


def _is(value: Scalar | None) -> str:
    return " has a value" if value is None else f" is {_short(value)}"


def _short(value: Scalar) -> str:
    return f'"{_cut(value)}"' if isinstance(value, str) else str(value).lower()


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
