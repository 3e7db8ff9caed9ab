"""YAML as plain data: no tags, no aliases, no objects; the types of YAML 1.2."""

import re
from typing import Protocol

import yaml

MAX_DEPTH = 64
"""Of tables and lists within one another."""

_INT = re.compile(r"[-+]?[0-9]{1,300}")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]{1,300}|[0-9]{1,300}(?:\.[0-9]{0,300})?)(?:[eE][-+]?[0-9]{1,4})?"
)
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Events, not the library's loaders: those follow YAML 1.1, where `on`, `no` and `12:30` are no
# strings, and expand aliases, by which ten lines become gigabytes.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str) -> object:
    """The one document in `text`. ValueError says what is wrong with it, and where."""
    try:
        return _build(text)
    except yaml.MarkedYAMLError as error:
        raise ValueError(f"{error.problem or error.context}{_place(error.problem_mark)}") from None
    except yaml.reader.ReaderError as error:
        # A character as its number; as bytes, where the text cannot be encoded at all.
        number = error.character if isinstance(error.character, int) else ord(error.character)
        raise ValueError(
            f"it has the character U+{number:04X} at offset {error.position}, which YAML does not "
            "allow: remove or escape it"
        ) from None
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _build(text: str) -> object:
    root: list[object] = []
    open_: list[list[object]] = [root]  # a table is a list of its keys and values, in turn
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise ValueError(f"it has an alias{_place(event.start_mark)}: write out what it names")
        if (
            isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
            and event.tag is not None
        ):
            raise ValueError(f"it has the tag {event.tag!r:.60}{_place(event.start_mark)}")
        if isinstance(event, yaml.ScalarEvent):
            is_plain = event.implicit[0]  # neither quoted nor a block
            open_[-1].append(_resolve(event.value) if is_plain else event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(open_) > MAX_DEPTH:
                raise ValueError(f"nested more than {MAX_DEPTH} deep{_place(event.start_mark)}")
            open_.append([])
        elif isinstance(event, yaml.SequenceEndEvent):
            built = open_.pop()
            open_[-1].append(built)
        elif isinstance(event, yaml.MappingEndEvent):
            built = open_.pop()
            keys = (key if isinstance(key, str) else str(key) for key in built[::2])
            open_[-1].append(dict(zip(keys, built[1::2], strict=True)))
    if len(root) > 1:
        raise ValueError("it holds several documents: give each a file")
    return root[0] if root else None


def _resolve(plain: str) -> object:
    """The core schema of YAML 1.2, section 10.3.2, without octal and hexadecimal numbers."""
    if plain in _WORDS:
        return _WORDS[plain]
    if _INT.fullmatch(plain):
        return int(plain)
    return float(plain) if _FLOAT.fullmatch(plain) else plain


class _Mark(Protocol):
    """Where something is, counted from 0."""

    line: int
    column: int


def _place(mark: _Mark | None) -> str:
    return "" if mark is None else f" in line {mark.line + 1}, column {mark.column + 1}"
