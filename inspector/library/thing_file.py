"""Things and the tables of their files."""

from typing import TypeVar

import msgspec

from inspector.library.named import Named, name_problem

FORMAT = 1
"""The version of the files; a newer one is left alone."""

T = TypeVar("T", bound=Named)


def to_table(thing: Named) -> dict[str, object]:
    """What is written of `thing`, in its order."""
    table = msgspec.to_builtins(thing)
    table.pop("folder", None)
    return {"format": FORMAT, **table}


def to_thing(table: dict[str, object], kind: type[T], folder: str) -> T:
    """The thing that a file in `folder` holds. ValueError says what is not as it should be."""
    noun = kind.__name__.lower()
    table = {key: value for key, value in table.items() if key != "folder"}  # of older files
    check_format(table.pop("format", None), noun)
    thing = msgspec.convert({**table, "folder": folder}, kind)
    if problem := name_problem(thing.name):
        raise ValueError(problem)
    return thing


def check_format(version: object, noun: str) -> None:
    """ValueError: a file of that version is not read."""
    if version == FORMAT and isinstance(version, int):
        return
    if isinstance(version, int) and version > FORMAT:
        raise ValueError(f"made by a newer version of this program (format {version})")
    raise ValueError(f"not a {noun} of this program: 'format = {FORMAT}' is missing")
