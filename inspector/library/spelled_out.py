"""What a file says although it need not: defaults that a person wrote out."""

from collections.abc import Mapping, Sequence
from typing import TypeGuard

from inspector.library.toml_value import spelled


def with_spelled_out(
    new: Mapping[str, object], said: Mapping[str, object], meant: Mapping[str, object]
) -> dict[str, object]:
    """`new` as the file has it that `said` what comes to no more than `meant`: with its defaults,
    and its ways of writing a number, where they do not say otherwise."""
    if "do" in new and new["do"] != meant.get("do"):  # another action or step, with other keys
        return dict(new)
    kept = {
        key: _as_said(value, said[key], meant[key]) if key in said and key in meant else value
        for key, value in new.items()
    }
    return kept | {key: said[key] for key in said if key not in meant and key not in new}


def _as_said(new: object, said: object, meant: object) -> object:
    if spelled(new) == spelled(meant):
        return said
    if isinstance(new, Mapping) and isinstance(said, Mapping) and isinstance(meant, Mapping):
        return with_spelled_out(new, said, meant)
    if _is_list(new) and _is_list(said) and _is_list(meant) and len(said) == len(meant):
        return _elements(new, said, meant)
    return new


def _elements(
    new: Sequence[object], said: Sequence[object], meant: Sequence[object]
) -> list[object]:
    """What says the same as an element that was there, wherever, is written as that one; the rest
    as what was in its place."""
    by_meaning = {spelled(one): written for one, written in zip(meant, said, strict=True)}
    return [
        by_meaning[spelled(one)]
        if spelled(one) in by_meaning
        else _as_said(one, said[place], meant[place])
        if place < len(said)
        else one
        for place, one in enumerate(new)
    ]


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, list | tuple)
