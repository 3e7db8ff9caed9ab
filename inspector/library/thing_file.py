"""Things and folders, and the tables of their files."""

import datetime
from collections.abc import Mapping
from functools import cache
from typing import TypeVar, cast

import msgspec

from inspector.library.declared import decode
from inspector.library.folder import Folder
from inspector.library.named import Named, name_problem
from inspector.library.spelled_out import with_spelled_out
from inspector.library.toml_file import parse
from inspector.library.toml_value import spelled
from inspector.library.value import Value

FORMAT = 1
"""The version of the files; a newer one is left alone."""

T = TypeVar("T", bound=Named)
V = TypeVar("V", bound=Value)
R = TypeVar("R")
# As they are: TOML has the first three, and the last must not become a string unseen.
_KEPT = (datetime.datetime, datetime.date, datetime.time, bytes)
_PLACES = ("folder", "path")
"""What the directory says, and not the file."""


def to_table(value: Named | Folder) -> dict[str, object]:
    """What is written of a thing or folder, in its order; where it lies is not."""
    table = msgspec.to_builtins(_bare(value), builtin_types=_KEPT)
    table.pop("path" if isinstance(value, Folder) else "folder", None)
    return {"format": FORMAT, **table}


def as_written(value: Named | Folder, text: str) -> dict[str, object]:
    """The same for a file that takes the place of `text`: a default that stands there stays."""
    table = to_table(value)
    try:
        said = {key: it for key, it in parse(text).items() if key not in _PLACES}
        meant = to_table(_read_as(value, said))
        kept = with_spelled_out(table, said, meant)
        return kept if spelled(to_table(_read_as(value, kept))) == spelled(table) else table
    except ValueError:  # nothing of ours was there
        return table


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
        return msgspec.convert(table, kind, dec_hook=decode)
    except msgspec.ValidationError as error:
        from inspector.library.sentences import sentence  # seldom needed, and not small

        raise ValueError(sentence(error, table, kind)) from None


def _read_as(value: V, table: Mapping[str, object]) -> V:
    """What `table` says in the place of `value`."""
    place = {key: getattr(value, key) for key in _PLACES if key in value.__struct_fields__}
    return _to_value({**table, **place}, type(value))


def _bare(value: R) -> R:
    """The same with the very objects that are the defaults: msgspec leaves out no others."""
    if isinstance(value, tuple):
        return cast("R", tuple(map(_bare, value)))
    if not isinstance(value, Value):
        return value
    bare = {}
    for name, default in _defaults(type(value)).items():
        own = getattr(value, name)
        bare[name] = default if type(own) is type(default) and own == default else _bare(own)
    return cast("R", msgspec.structs.replace(value, **bare))


@cache
def _defaults(kind: type[Value]) -> dict[str, object]:
    return {field.name: field.default for field in msgspec.structs.fields(kind)}


def check_format(version: object, noun: str) -> None:
    """ValueError: a file of that version is not read."""
    if not isinstance(version, int) or version < FORMAT:
        raise ValueError(f"not a {noun} of this program: 'format = {FORMAT}' is missing")
    if version > FORMAT:
        raise ValueError(f"made by a newer version of this program (format {version})")
