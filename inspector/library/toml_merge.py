"""Changing a TOML file that a person wrote: comments, order and ways of writing stay."""

from collections import deque
from collections.abc import Mapping, Sequence

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from inspector.library.toml_form import keys, literal, section, sections
from inspector.library.toml_parts import Part, split
from inspector.library.toml_value import spelled

MAX_MERGED = 1 << 18
"""Characters of a file that is taken apart; a larger one is written anew."""


def merge(like: str, table: Mapping[str, object]) -> str:
    """`table` as the text `like` has it; parts that say what they said stay as they are.
    ValueError: `like` is written in a way that cannot be taken apart."""
    if len(like) > MAX_MERGED:
        raise ValueError("too large to be taken apart")
    head, *parts, tail = split(like.replace("\r\n", "\n").removesuffix("\n") + "\n")
    wanted = sections(table)
    at_top = {key: table[key] for key in table if key not in wanted or key in head.value}
    text = _edited(head.text, head.value, at_top)
    below = [key for key in wanted if key not in at_top]
    for key in dict.fromkeys([*(part.key for part in parts), *below]):
        is_array = not isinstance(table.get(key), Mapping)
        for old, new in _paired([p for p in parts if p.key == key], wanted.get(key, ())):
            text += _part(old, new) if old else f"\n{section(key, new, is_array)}"
    text += tail.lead
    return text.replace("\n", "\r\n") if "\r\n" in like else text


def _paired(
    olds: Sequence[Part], news: Sequence[Mapping[str, object]]
) -> list[tuple[Part | None, Mapping[str, object]]]:
    """Each new value with the part that said it, wherever that was; else with one that nothing
    else came from, of the same kind; else with none."""
    found: dict[int, Part] = {}
    left = list(olds)
    for identity in (spelled, _kind):
        alike: dict[str, deque[Part]] = {}
        for part in left:
            alike.setdefault(identity(part.value), deque()).append(part)
        for place, new in enumerate(news):
            if place not in found and (parts := alike.get(identity(new))):
                found[place] = parts.popleft()
        taken = set(map(id, found.values()))
        left = [part for part in left if id(part) not in taken]
    return [(found.get(place), new) for place, new in enumerate(news)]


def _kind(value: Mapping[str, object]) -> str:
    """Of a step or an action, what it does."""
    return spelled(value.get("do"))


def _part(old: Part, new: Mapping[str, object]) -> str:
    header, _, body = old.text.partition("\n")
    return f"{old.lead}{header}\n{_edited(body, old.value, new)}"


def _edited(text: str, old: Mapping[str, object], new: Mapping[str, object]) -> str:
    """`text`, which said `old`, with the keys that `new` has otherwise."""
    if spelled(old) == spelled(new):
        return text
    try:
        return _changed(text, old, new)
    except TOMLKitError as error:
        raise ValueError(f"it cannot be taken apart: {error}") from error


def _changed(text: str, old: Mapping[str, object], new: Mapping[str, object]) -> str:
    document = tomlkit.parse(text)
    if any(isinstance(item, Table | AoT) for _, item in document.body):
        return keys(new)
    for key in [key for key in old if key not in new]:
        document.remove(key)
    for key, value in new.items():
        if key in old and spelled(old[key]) != spelled(value):
            document[key] = tomlkit.value(literal(value))
    return _with_added(document, new)


def _with_added(document: tomlkit.TOMLDocument, new: Mapping[str, object]) -> str:
    """The document with those keys of `new` that it misses, each behind the one before it."""
    missing: dict[str, list[str]] = {}
    before = ""
    for key in new:
        if key in document:
            before = key
        else:
            missing.setdefault(before, []).append(key)
    text = keys({key: new[key] for key in missing.get("", ())})
    for at, item in document.body:
        single = tomlkit.document()
        single.append(at, item)
        text += single.as_string()
        if at is not None and at.key in missing:
            text += keys({key: new[key] for key in missing[at.key]})
    return text
