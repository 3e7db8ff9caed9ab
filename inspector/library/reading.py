"""Reading a store: what is in it now, and what of it cannot be read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from inspector.library.errors import BrokenFile, LibraryError
from inspector.library.file_cache import FileCache
from inspector.library.folder import Folder
from inspector.library.named import Named
from inspector.library.thing_file import to_folder, to_thing
from inspector.library.toml_file import read_toml
from inspector.library.tree import walk

T = TypeVar("T", bound=Named)


class Entry(NamedTuple, Generic[T]):
    thing: T
    file: Path


class Contents(NamedTuple, Generic[T]):
    things: dict[str, Entry[T]]
    """By path."""
    folders: dict[str, Folder]
    """By path, outer before inner; bare where the `folder.toml` is broken."""
    broken: list[BrokenFile]


def find(contents: Contents[T], path: str, noun: str, root: Path) -> Entry[T]:
    """What is at `path`, else the only thing with its last name. LibraryError: there is none."""
    if path in contents.things:
        return contents.things[path]
    error = f"there is no {noun} {path!r}"
    directory = root / path.rpartition("/")[0]
    if broken := [file for file in contents.broken if directory in (file.path, file.path.parent)]:
        raise LibraryError(f"{error} that can be read: {broken[0].path}: {broken[0].error}")
    named = meant(path, {there: entry.thing.name for there, entry in contents.things.items()})
    if len(named) == 1:
        return contents.things[named[0]]
    if named:
        error += f": is one of {', '.join(map(repr, named))} meant?"
    raise LibraryError(error)


def meant(path: str, names: Mapping[str, str]) -> list[str]:
    """The path itself where it is one of those that `names` has with their last names; else all
    with the same last name."""
    if path in names:
        return [path]
    return [there for there, name in names.items() if f"/{path}".endswith(f"/{name}")]


class Reader(Generic[T]):
    """Reads the files below `root`: all of them the first time, then those that changed."""

    def __init__(self, root: Path, kind: type[T]) -> None:
        self._root = root
        self._things = FileCache(lambda file: to_thing(read_toml(file.path), kind, file.folder))
        self._folders = FileCache(lambda file: to_folder(read_toml(file.path), file.folder))

    def read(self) -> Contents[T]:
        tree = walk(self._root)
        things: dict[str, Entry[T]] = {}
        folders = {path: Folder(path=path) for path in tree.folders}
        broken = [*tree.broken]
        for file, folder in self._folders.values(filter(None, tree.folders.values())):
            if isinstance(folder, Exception):
                broken.append(BrokenFile(file.path, _said(folder)))
            else:
                folders[file.folder] = folder
        for file, thing in self._things.values(tree.files):
            if isinstance(thing, Exception):
                broken.append(BrokenFile(file.path, _said(thing)))
            elif thing.path in things:
                first = things[thing.path].file.name
                error = f"{first} has the same name, {thing.path!r}: change one"
                broken.append(BrokenFile(file.path, error))
            else:
                things[thing.path] = Entry(thing, file.path)
        return Contents(things, folders, broken)


def _said(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"not readable: {error.strerror or error}"
    return str(error)
