"""Variables put in their places."""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from random import Random
from typing import NamedTuple, NoReturn

from inspector.variables import problems, values
from inspector.variables.built_ins import BUILT_INS, Chance
from inspector.variables.draw import Draw
from inspector.variables.rendered import Rendered, Use
from inspector.variables.scope import Found, Scopes
from inspector.variables.syntax import TOKEN
from inspector.variables.values import Scalar

DEEPEST = 20
"""How many variables may refer to one another in a row."""
LONGEST_VALUE = 1 << 20
"""How many characters variables may put into the value of another one."""
LONGEST = 1 << 26
"""How many characters they may put into a text."""

_MOST_SUGGESTIONS = 20  # looking for similar names takes long


def render(
    text: str,
    scopes: Scopes,
    draw: Draw,
    *,
    json: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> Rendered:
    """`text` with the values in place of `{{names}}`, in time linear in what goes in and out.

    Never raises: what has no value stands as it was written, and its `Use` says why. With `json`,
    values are escaped inside strings, and outside they are JSON values (`values.as_json`).

    Values of a literal scope and secrets are taken as they are; others may refer to variables. A
    variable has one value in all of the text; a built-in has another one in each place.
    """
    return _Rendering(scopes, draw, environ).render(text, json=json)


class _Value(NamedTuple):
    value: Scalar = ""
    origin: str = ""
    secret: bool = False
    error: str = ""


class _NoValueError(Exception):
    """Says why, and what is known all the same."""

    def __init__(self, error: str, origin: str, secret: bool) -> None:
        self.known = _Value("", origin, secret, error)


class _Rendering:
    def __init__(self, scopes: Scopes, draw: Draw, environ: Mapping[str, str]) -> None:
        self._scopes = scopes
        self._draw = draw
        self._environ = environ
        self._now = datetime.now(UTC)
        self._rows: dict[str, Random] = {}
        self._counters: set[str] = set()
        self._values: dict[str, _Value] = {}
        self._suggestions = _MOST_SUGGESTIONS
        self._around: list[str] = []
        """The variables whose values are being rendered, the outermost first."""

    def render(self, source: str, *, json: bool = False) -> Rendered:
        """Inside of other variables, the first problem is raised."""
        room = most = LONGEST_VALUE if self._around else LONGEST
        pieces: list[str] = []
        uses: list[Use] = []
        position = length = 0
        in_string = False
        for token in TOKEN.finditer(source):
            start = token.end("kept")
            piece = source[position:start]
            if token["backslash"]:
                piece += "\\"
            if json:
                in_string = values.ends_in_string(piece, in_string)
            pieces.append(piece)
            length += len(piece)
            position = start + 1 if token["escape"] else token.end()
            if (name := token["name"]) is None:
                continue

            name = name.rstrip()
            found = self._look_up(name)
            shown, error = token["reference"], found.error
            if not error:
                written, error = _written(name, found.value, json, in_string)
                if len(written) > room:
                    error = problems.too_long(most)
            if not error:
                shown = written
            elif self._around:
                self._fail(error)
            room -= len(shown)
            pieces.append(shown)
            end = length + len(shown)
            uses.append(Use(name, start, position, length, end, found.origin, found.secret, error))
            length = end
        pieces.append(source[position:])
        return Rendered("".join(pieces), tuple(uses), frozenset(self._counters))

    def _look_up(self, name: str) -> _Value:
        """The value of `name`, or why there is none; inside of other variables that is raised."""
        if (value := self._values.get(name)) is not None and not (value.error and self._around):
            return value
        try:
            if name.startswith("$"):
                return self._built_in(name)  # which has a new value each time
            value = self._from_process(name[4:]) if name.startswith("env:") else self._find(name)
        except _NoValueError as problem:
            if self._around:
                raise
            value = problem.known
        self._values[name] = value
        return value

    def _built_in(self, name: str) -> _Value:
        kind, colon, argument = name.partition(":")
        if (built_in := BUILT_INS.get(kind)) is None:
            self._fail(problems.unknown_built_in(kind, self._known_names()))
        number = 1
        if kind == "$counter":
            self._counters.add(argument)
            number = self._draw.counters.value(argument)
        elif colon:
            self._fail(problems.needless_argument(kind), "built-in")
        row = self._rows.get(kind)
        if row is None:
            row = self._rows[kind] = self._draw.row(kind)
        return _Value(built_in.make(Chance(row, self._now, number)), "built-in")

    def _from_process(self, name: str) -> _Value:
        value = self._environ.get(name)
        if value is None:
            self._fail(problems.not_in_process(name), "process")
        return _Value(value, "process")

    def _find(self, name: str) -> _Value:
        found = self._scopes.find(name)
        if found is None:
            self._fail(problems.unknown_variable(name, self._known_names()))
        if found.value is None:
            error = problems.secret_without_value(name, found.title)
            self._fail(error, found.title, secret=True)
        if found.literal or not isinstance(found.value, str) or "{{" not in found.value:
            return _Value(found.value, found.title, found.secret)
        return self._refer(found, found.value)

    def _refer(self, found: Found, source: str) -> _Value:
        """The value of a variable whose text refers to others."""
        if found.name in self._around:
            circle = self._around[self._around.index(found.name) :]
            self._fail(problems.refers_to_itself([*circle, found.name]), found.title)
        if len(self._around) == DEEPEST:
            self._fail(problems.too_deep(DEEPEST), found.title)
        self._around.append(found.name)
        try:
            inner = self.render(source)
        finally:
            self._around.pop()
        return _Value(inner.text, found.title, any(use.secret for use in inner.uses))

    def _known_names(self) -> Iterable[str]:
        """What a misspelt name may have meant; nothing once that was asked for often enough."""
        self._suggestions -= 1
        return (*self._scopes.every_name(), *BUILT_INS) if self._suggestions >= 0 else ()

    def _fail(self, error: str, origin: str = "", *, secret: bool = False) -> NoReturn:
        if self._around:
            error = problems.inside(self._around[-1], error)
        raise _NoValueError(error, origin, secret)


def _written(name: str, value: Scalar, json: bool, in_string: bool) -> tuple[str, str]:
    """The text for `value`, or else what is wrong with it."""
    if not json:
        return values.as_text(value), ""
    if in_string:
        return values.in_string(value), ""
    try:
        return values.as_json(value), ""
    except ValueError as error:
        return "", problems.not_in_json(name, error)
