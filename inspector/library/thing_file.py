"""Things and folders, and the tables of their files."""

import datetime
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from inspector.library.folder import Folder
from inspector.library.named import Named, name_problem
from inspector.library.sentences import sentence
from inspector.library.value import Value

FORMAT = 1
"""The version of the files; a newer one is left alone."""

T = TypeVar("T", bound=Named)
V = TypeVar("V", bound=Value)
# As they are: TOML has the first three, and the last must not become a string unseen.
_KEPT = (datetime.datetime, datetime.date, datetime.time, bytes)


def to_table(value: Named | Folder) -> dict[str, object]:
    """What is written of a thing or folder, in its order; where it lies is not."""
    table = msgspec.to_builtins(value, builtin_types=_KEPT)
    table.pop("path" if isinstance(value, Folder) else "folder", None)
    return {"format": FORMAT, **table}


def to_thing(table: Mapping[str, object], kind: type[T], folder: str) -> T:
    """The thing that a file in `folder` holds. ValueError says what is not as it should be."""
    # Older files say `folder` themselves, of which nothing was ever shown.
    thing = _to_value({**table, "folder": folder}, kind)
    if problem := name_problem(thing.name):
        raise ValueError(problem)
    return thing


def to_folder(table: Mapping[str, object], path: str) -> Folder:
    """What the `folder.toml` in the folder `path` says. ValueError as for things."""
    if "path" in table:
        raise ValueError("nothing is known of 'path': remove it, the folder's place is its path")
    return _to_value({**table, "path": path}, Folder)


def _to_value(table: dict[str, object], kind: type[V]) -> V:
    check_format(table.pop("format", None), kind.__name__.lower())
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise ValueError(sentence(error, table, kind)) from None


def check_format(version: object, noun: str) -> None:
    """ValueError: a file of that version is not read."""
    if not isinstance(version, int) or version < FORMAT:
        raise ValueError(f"not a {noun} of this program: 'format = {FORMAT}' is missing")
    if version > FORMAT:
        raise ValueError(f"made by a newer version of this program (format {version})")
