"""What may be written after `{{`."""

import os
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from inspector.payloads.visible import visible
from inspector.variables import BUILT_INS, Scopes

PROCESS = "env:"
"""What a name of the process's environment begins with."""

_LONGEST_VALUE = 80
_LONGEST_NAME = 200
_NAME = r'[\w$][^{}"\\\x00-\x1f]*'
_BEGUN = re.compile(rf"(?:{_NAME})?")
_REST = re.compile(r'[^{}"\\\x00-\x1f]*\}\}')


class Offer(NamedTuple):
    name: str
    value: str
    """For a person: on one line, secrets masked; what a built-in stands for."""
    origin: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing more needs to be typed."""
        return self.name != PROCESS


def begun(before: str) -> str | None:
    """The name that is begun at the end of `before`, a line up to the cursor; None: there is no
    variable there."""
    tail = before[-_LONGEST_NAME:]
    head, braces, written = tail.rpartition("{{")
    backslashes = len(head) - len(head.rstrip("\\"))
    name = written.lstrip(" \t")
    if not braces or backslashes % 2 or not _BEGUN.fullmatch(name):
        return None
    return name


def rest(after: str) -> str:
    """What `after`, the line from the cursor on, has of the variable's name and end."""
    found = _REST.match(after[:_LONGEST_NAME])
    return found.group() if found else ""


def offers(scopes: Scopes, typed: str, environ: Mapping[str, str] = os.environ) -> list[Offer]:
    """Everything whose name has what was typed, in any case of letters: first what begins with it.
    Variables before built-ins."""
    wanted = typed.casefold()
    found = [(place, offer) for offer in _all(scopes, wanted, environ)
             if (place := _place(offer.name.casefold(), wanted)) is not None]  # fmt: skip
    return [offer for _, offer in sorted(found, key=lambda ranked: ranked[0])]


def _all(scopes: Scopes, wanted: str, environ: Mapping[str, str]) -> Iterable[Offer]:
    for found in scopes.names():
        value = "no value on this machine" if found.value is None else _line(found.shown)
        origin = ", hides ".join((found.title, *found.shadows))
        yield Offer(found.name, value, origin)
    for built_in in BUILT_INS.values():
        yield Offer(built_in.name, built_in.description, "built-in")
    if wanted.startswith(PROCESS):
        for name in sorted(environ):
            yield Offer(PROCESS + name, "", "process")
    else:
        yield Offer(PROCESS, "An environment variable of this program's process", "process")


def _place(name: str, wanted: str) -> int | None:
    """How well `wanted` fits; None: not at all."""
    if name.startswith(wanted):
        return 0
    if name.removeprefix("$").startswith(wanted):
        return 1
    return 2 if wanted in name else None


def _line(value: str) -> str:
    line = visible(value[: _LONGEST_VALUE + 1]).replace("\n", " ").replace("\t", " ")
    return line if len(line) <= _LONGEST_VALUE else line[: _LONGEST_VALUE - 1] + "…"
