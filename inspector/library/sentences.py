"""msgspec's errors as sentences for a person: which key, in which step or rule, what is needed."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

import msgspec

from inspector.library.expected import Expected

_ERROR = re.compile(r"(.*?)((?: - at `\$[^`]*`)*)", re.DOTALL)
_PLACE = re.compile(r"`\$([^`]*)`")
"""Several where kinds are declared elsewhere: the innermost first."""
_STEP = re.compile(r"\.([^.\[\]]+)|\[([0-9]+|\.\.\.)\]")
_FIELD = re.compile(r"field `(.*)`")
_ELEMENTS = {"steps": "step", "rules": "rule", "then": "action", "take": "variable to take"}


def sentence(error: msgspec.ValidationError, table: object, kind: type) -> str:
    """What makes `table` no `kind`, which `error` says in terms of types."""
    match = _ERROR.fullmatch(str(error))
    assert match is not None
    value, expected = table, Expected.of(kind)
    places: list[str] = []
    keys: list[str] = []
    way = "".join(reversed(_PLACE.findall(match[2])))
    for name, index in _STEP.findall(way):
        if isinstance(value, list | tuple):
            expected = expected.element()
            value = value[int(index)]
            places.append(_element(keys.pop(), int(index), value))
            continue
        assert isinstance(value, dict)
        key = name or _no_scalar(value)
        expected = expected.key(key, value)
        value = value.get(key)
        keys.append(key)
    problem = _problem(match[1], ".".join(keys), value, expected)
    return f"in {', '.join(places)}: {problem}" if places else problem


def _problem(said: str, key: str, value: object, expected: Expected) -> str:
    if field := _FIELD.search(said):
        assert isinstance(value, Mapping)
        path = f"{key}.{field[1]}" if key else field[1]
        if "unknown" in said:
            return f"nothing is known of {path!r}: {_advice(field[1], expected, value)}"
        return f"{path!r} is missing: {expected.key(field[1], value).words} is needed"
    return f"{repr(key) if key else 'it'} is {value!r:.40}: {expected.words} is needed"


def _advice(key: str, expected: Expected, value: Mapping[str, object]) -> str:
    near = get_close_matches(key, expected.keys(value) - value.keys(), 1)
    return f"is {near[0]!r} meant?" if near else "remove it"


def _element(key: str, index: int, value: object) -> str:
    """`step 2 (send)`, `rule 1 (answer)`."""
    noun = _ELEMENTS.get(key, f"{key!r}, element")
    title = (value.get("do") or value.get("name")) if isinstance(value, dict) else None
    return f"{noun} {index + 1}" + (f" ({title:.40})" if isinstance(title, str) else "")


def _no_scalar(table: Mapping[str, object]) -> str:
    """msgspec does not say which variable it means; it is the one that holds no value."""
    return next(key for key, value in table.items() if not isinstance(value, str | int | float))
