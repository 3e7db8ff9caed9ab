"""Named things, one TOML file each, in folders."""

import builtins
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import msgspec

from inspector.library.directories import Directories
from inspector.library.errors import BrokenFile, Conflict, LibraryError
from inspector.library.file_names import free_file_name, same_file_name
from inspector.library.folder import FOLDER_FILE
from inspector.library.named import MAX_NAME, Named, joined, name_problem
from inspector.library.thing_file import to_table, to_thing
from inspector.library.toml_file import read_toml, write_toml
from inspector.library.tree import walk

T = TypeVar("T", bound=Named)

_COPY = re.compile(r" copy( [0-9]+)?$")


class Stamp(NamedTuple):
    """What a thing was when it was read. Comments and order in its file are not part of it."""

    digest: str


class Store(Directories, Generic[T]):
    """The things below `root`, which is made by the first `save`.

    The name inside a file is the truth; the file's own name only tells of it. Files are read
    every time: other programs and people may write them. Those that cannot be read are listed in
    `broken` and never overwritten or deleted.
    """

    def __init__(
        self, root: Path, kind: type[T], before_write: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(root, before_write)
        self.kind = kind
        self.noun = kind.__name__.lower()
        self.broken: builtins.list[BrokenFile] = []
        """What the last `list` could not read."""

    def list(self) -> builtins.list[T]:
        """Everything that can be read, by folder and name."""
        things = [thing for thing, _ in self._read().values()]
        return sorted(things, key=lambda t: (t.folder.casefold(), t.name.casefold(), t.path))

    def get(self, path: str) -> T:
        """The thing at `path`, else the only one with its last name: moving breaks no reference.
        LibraryError: there is none, or several."""
        return self._find(self._read(), path)[0]

    def read(self, path: str) -> tuple[T, Stamp]:
        """The thing at `path`, and what `save` needs to see whether somebody changed it since."""
        thing = self.get(path)
        return thing, _stamp(thing)

    def save(self, thing: T, *, replace: bool = False, base: Stamp | None = None) -> Stamp:
        """Write `thing`; LibraryError where its path is taken and neither `replace` nor `base` is
        given. With `base`, Conflict where the file is not what was read then."""
        self._check(thing)
        there = self._read()
        old = there.get(thing.path)
        if base is not None:
            self._check_unchanged(thing, old and old[0], base)
        elif old is not None and not replace:
            raise LibraryError(
                f"there is a {self.noun} named {thing.path!r} already: replace it, or choose"
                " another name"
            )
        self._write(old[1] if old else self._new_path(thing), thing)
        return _stamp(thing)

    def add(self, things: Iterable[T]) -> builtins.list[T]:
        """Save many things at once, over none that is there: one whose path is taken is called
        `name 2`, `name 3`, whatever the case of letters. As they were saved, in the same order."""
        taken = {path.casefold() for path in self._read()}
        numbers = defaultdict[str, Iterator[int]](lambda: count(2))
        added = []
        for thing in things:
            self._check(thing)
            new = thing
            while new.path.casefold() in taken:
                name = f"{thing.name[: MAX_NAME - 8]} {next(numbers[thing.path.casefold()])}"
                new = msgspec.structs.replace(thing, name=name)
            self._write(self._new_path(new), new)
            taken.add(new.path.casefold())
            added.append(new)
        return added

    def rename(self, path: str, new_name: str) -> T:
        """Give a thing another name, and its file one that tells of it."""
        thing, file = self._find(self._read(), path)
        return self._put(thing, file, msgspec.structs.replace(thing, name=new_name))

    def move(self, path: str, folder: str) -> T:
        """Put a thing into another folder, which is made where there is none."""
        thing, file = self._find(self._read(), path)
        return self._put(thing, file, msgspec.structs.replace(thing, folder=folder))

    def duplicate(self, path: str) -> T:
        """A second one beside it: `name copy`, `name copy 2`."""
        there = self._read()
        thing, _ = self._find(there, path)
        stem = _COPY.sub("", thing.name)[: MAX_NAME - 12] + " copy"
        names = (stem if number == 1 else f"{stem} {number}" for number in count(1))
        name = next(name for name in names if joined(thing.folder, name) not in there)
        copy = msgspec.structs.replace(thing, name=name)
        self.save(copy)
        return copy

    def delete(self, path: str) -> None:
        """Delete the thing at `path`, and its file."""
        self._remove(self._find(self._read(), path)[1])

    def _read(self) -> dict[str, tuple[T, Path]]:
        things: dict[str, tuple[T, Path]] = {}
        tree = walk(self.root)
        self.broken = tree.broken
        for folder, found in tree.folders.items():
            try:
                self._read_folder(folder, found)
            except (ValueError, OSError) as error:
                assert found is not None
                self.broken.append(BrokenFile(found.path, str(error)))
        for found in tree.files:
            try:
                thing = to_thing(read_toml(found.path), self.kind, found.folder)
                if thing.path in things:
                    other = things[thing.path][1].name
                    raise ValueError(f"{other} has the same name, {thing.path!r}: change one")
            except (ValueError, OSError) as error:
                self.broken.append(BrokenFile(found.path, str(error)))
            else:
                things[thing.path] = thing, found.path
        return things

    def _find(self, there: Mapping[str, tuple[T, Path]], path: str) -> tuple[T, Path]:
        if path in there:
            return there[path]
        named = [it for it in there.values() if f"/{path}".endswith(f"/{it[0].name}")]
        if len(named) == 1:
            return named[0]
        raise LibraryError(f"there is no {self.noun} named {path!r} any more in {self.root}")

    def _check(self, thing: T) -> None:
        if problem := name_problem(thing.name):
            raise LibraryError(f"the {self.noun} was not saved: {problem}")

    def _check_unchanged(self, thing: T, now: T | None, base: Stamp) -> None:
        if now is None or _stamp(now) != base:
            what = "is gone" if now is None else "was changed by somebody else"
            raise Conflict(f"{thing.path!r} was not saved: it {what} since it was opened", now)

    def _put(self, old: T, file: Path, new: T) -> T:
        """Write `new` in place of `old`, which lies in `file`."""
        self._check(new)
        if new == old:
            return old
        if new.path in self._read():
            raise LibraryError(
                f"{old.path!r} was not renamed: there is a {self.noun} named {new.path!r} already"
            )
        path = self._new_path(new, instead_of=file)
        self._write(path, new)
        if path != file:
            self._remove(file)
        return new

    def _new_path(self, thing: T, instead_of: Path | None = None) -> Path:
        """Where `thing` goes: never where another file is."""
        directory = self.directory(thing.folder)
        taken = {path.name for path in directory.glob("*") if path != instead_of}
        name = free_file_name(thing.name, {*taken, FOLDER_FILE})
        if (
            instead_of is not None
            and instead_of == directory / instead_of.name
            and same_file_name(name, instead_of.name)
        ):
            return instead_of
        return directory / name

    def _write(self, path: Path, thing: T) -> None:
        self._before_write()
        write_toml(path, to_table(thing))

    def _remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise LibraryError(f"{path} was not deleted: {error.strerror or error}") from error


def _stamp(thing: Named) -> Stamp:
    return Stamp(hashlib.sha256(msgspec.json.encode(thing)).hexdigest())
