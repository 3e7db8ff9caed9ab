"""How the library's files look: TOML that a person reads, and that differs by few lines."""

import datetime
import re
from collections.abc import Mapping, Sequence

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_WIDTH = 88
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def to_toml(table: Mapping[str, object], *, plain: bool = False) -> str:
    """Keys, then tables and arrays of tables with a blank line above each; in the order of
    `table`. `plain`: every string on one line with its escapes, for contents that no readable
    form holds. TypeError: TOML has no such value."""
    below = sections(table)
    text = keys({key: table[key] for key in table if key not in below}, plain=plain)
    for key, values in below.items():
        is_array = not isinstance(table[key], Mapping)
        text += "".join("\n" + section(key, value, is_array, plain=plain) for value in values)
    return text


def sections(table: Mapping[str, object]) -> dict[str, list[Mapping[str, object]]]:
    """What has headers of its own: tables, each as one, and arrays of tables."""
    found: dict[str, list[Mapping[str, object]]] = {}
    for key, value in table.items():
        elements: list[object] = [*value] if isinstance(value, list | tuple) else [value]
        tables = [element for element in elements if isinstance(element, Mapping)]
        if tables and len(tables) == len(elements):
            found[key] = tables
    return found


def section(key: str, value: Mapping[str, object], is_array: bool, *, plain: bool = False) -> str:
    header = f"[[{_key(key)}]]" if is_array else f"[{_key(key)}]"
    return f"{header}\n{keys(value, plain=plain)}"


def keys(table: Mapping[str, object], *, plain: bool = False) -> str:
    """A line a key, but for strings of several lines, and arrays with a line an element."""
    return "".join(f"{_key(key)} = {literal(value, plain)}\n" for key, value in table.items())


def literal(value: object, plain: bool = False) -> str:
    """A value as it stands behind its key."""
    if isinstance(value, str):
        return _basic(value) if plain else _string(value)
    if isinstance(value, list | tuple):
        return _array(value)
    return _inline(value)


def _inline(value: object) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return _line(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {_inline(value[key])}" for key in value)
        return f"{{ {inner} }}" if inner else "{}"
    raise TypeError(f"{value!r:.40} is no value of TOML")


def _array(elements: Sequence[object]) -> str:
    """On one line where that is short, else a line an element: a change is then one line."""
    line = _inline(elements)
    if len(line) <= _WIDTH and not any(isinstance(it, Mapping | list | tuple) for it in elements):
        return line
    return "[\n" + "".join(f"  {_inline(element)},\n" for element in elements) + "]"


def _string(value: str) -> str:
    """As it was typed, wherever TOML has a form for that."""
    if "\n" not in value:
        return _line(value)
    shown = all(letter.isprintable() or letter in "\n\t" for letter in value)
    if shown and "'''" not in value and not value.endswith("'"):
        return f"'''\n{value}'''"
    if shown and '"""' not in value and not value.endswith('"') and "\\" not in value:
        return f'"""\n{value}"""'
    return _basic(value)


def _line(value: str) -> str:
    """On one line: JSON in single quotes, which take it as it is."""
    if ('"' in value or "\\" in value) and "'" not in value and value.isprintable():
        return f"'{value}'"
    return _basic(value)


def _basic(value: str) -> str:
    """With escapes, for what nobody sees too: it would deceive whoever reads the file."""
    return '"' + "".join(_ESCAPES.get(letter) or _shown(letter) for letter in value) + '"'


def _shown(letter: str) -> str:
    if letter.isprintable() or "\ud800" <= letter <= "\udfff":
        return letter  # what is half a character is refused by the encoder, by name
    number = ord(letter)
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _basic(key)
