"""Named things, one TOML file each, in folders."""

import builtins
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from inspector.library.directories import Directories
from inspector.library.errors import BrokenFile, LibraryError
from inspector.library.file_names import free_file_name, same_file_name
from inspector.library.folder import FOLDER_FILE
from inspector.library.named import MAX_NAME, free_name, name_problem
from inspector.library.reading import Contents, Entry, T, find
from inspector.library.removing import remove_file
from inspector.library.stamp import Stamp, check_unchanged, same
from inspector.library.thing_file import as_written, to_table, to_thing
from inspector.library.toml_file import read_text, write_toml

_COPY = re.compile(r" copy( [0-9]+)?$")
_STEM = MAX_NAME - 12
"""What is left of a long name when something is put behind it."""


class Store(Directories[T]):
    """The things below `root`, which is made by the first `save`.

    The name inside a file is the truth; the file's own name only tells of it. What other programs
    and people write is seen at the next call. Files that cannot be read are listed in `broken`,
    and never overwritten or deleted.
    """

    def __init__(
        self, root: Path, kind: type[T], before_write: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(root, kind, before_write)
        self.kind = kind
        self.noun = kind.__name__.lower()
        self.broken: builtins.list[BrokenFile] = []
        """What was not read the last time: files, and directories."""
        self._places: dict[str, Path] = {}
        """Where each was found, also before it broke."""

    def below(self, folder: str) -> builtins.list[T]:
        """What is in `folder` and in the folders in it; everything for the top, which is empty."""
        inside = f"{folder}/" if folder else ""
        return [thing for thing in self.list() if f"{thing.folder}/".startswith(inside)]

    def list(self) -> builtins.list[T]:
        """Everything that can be read, by folder and name."""
        things = [entry.thing for entry in self._read().things.values()]
        return sorted(things, key=lambda t: (t.folder.casefold(), t.name.casefold(), t.path))

    def files(self) -> dict[str, Path]:
        """The file of each, by path."""
        return {path: entry.file for path, entry in self._read().things.items()}

    def get(self, path: str) -> T:
        """The thing at `path`, else the only one with its last name: moving breaks no reference.
        LibraryError: there is none, or several."""
        return find(self._read(), path, self.noun, self.root).thing

    def read(self, path: str) -> tuple[T, Stamp]:
        """The thing at `path` and nowhere else, to be edited, and what `save` needs to see whether
        somebody changed it since. LibraryError: there is none."""
        thing, file = self._at(self._read(), path)
        return thing, Stamp.of(thing, file)

    def unreadable(self, path: str) -> BrokenFile | None:
        """What became of the file of the thing at `path`, where that is still there and broken."""
        folder, _, name = path.rpartition("/")
        there = self._read()
        usual = self.root / folder / free_file_name(name, ())
        files = (self._places.get(path), usual) if path not in there.things else ()
        return next((broken for broken in there.broken if broken.path in files), None)

    def save(self, thing: T, *, replace: bool = False, base: Stamp | None = None) -> Stamp:
        """Write `thing`, and say what `base` is next time. An unchanged one is not written.

        LibraryError where its path is taken and neither `replace` nor `base` is given; Conflict
        where the thing on disk is no more what it was when `base` was read.
        """
        self.check(thing)
        there = self._read()
        old = there.things.get(thing.path)
        if base is not None:
            check_unchanged(thing, old, base, there.broken)
        # `B/C` at the top has the path of `C` in the folder `B`.
        elif old is not None and not (replace and old.thing.folder == thing.folder):
            raise LibraryError(
                f"there is a {self.noun} {thing.path!r} already: replace it, or choose another name"
            )
        file = old.file if old else self._new_file(thing)
        if old is None or not same(old.thing, thing):
            self._write(file, thing, old and old.file)
        return Stamp.of(thing, file)

    def add(self, things: Iterable[T], source: "Store[T] | None" = None) -> builtins.list[T]:
        """Save things under names that are free: `name 2` where `name` is taken; all or none.
        Returns them as they are called now. Comments in the files of `source`, where they are from,
        come along."""
        things = [*things]
        for thing in things:
            self.check(thing)
        taken = {*self._read().things}
        files = source.files() if source else {}
        added: builtins.list[tuple[T, Path]] = []
        try:
            for thing in things:
                new = _named(thing, free_name(thing.folder, thing.name, taken))
                added.append((new, self._new_file(new)))
                self._write(added[-1][1], new, files.get(thing.path))
                taken.add(new.path)
        except BaseException:
            for _, file in added:
                file.unlink(missing_ok=True)
            raise
        return [new for new, _ in added]

    def rename(self, path: str, new_name: str) -> T:
        """Give a thing another name, and its file one that tells of it."""
        entry = self._at(self._read(), path)
        return self._replace(entry, _named(entry.thing, new_name), "renamed")

    def move(self, path: str, folder: str, name: str = "") -> T:
        """Put a thing into another folder, which is made where there is none; with `name` it is
        renamed at once."""
        entry = self._at(self._read(), path)
        moved = msgspec.structs.replace(entry.thing, folder=folder, name=name or entry.thing.name)
        return self._replace(entry, moved, "moved")

    def duplicate(self, path: str) -> T:
        """A second one beside it: `name copy`, `name copy 2`."""
        there = self._read()
        thing, file = self._at(there, path)
        name = f"{_COPY.sub('', thing.name)[:_STEM]} copy"
        copy = _named(thing, free_name(thing.folder, name, there.things))
        self._write(self._new_file(copy), copy, like=file)
        return copy

    def delete(self, path: str) -> None:
        """Delete the thing at `path`, and its file."""
        remove_file(self._at(self._read(), path).file)

    def _read(self) -> Contents[T]:
        contents = super()._read()
        self.broken = contents.broken
        self._places.update((path, entry.file) for path, entry in contents.things.items())
        return contents

    def _at(self, there: Contents[T], path: str) -> Entry[T]:
        if path not in there.things:
            raise LibraryError(f"there is no {self.noun} {path!r} any more")
        return there.things[path]

    def check(self, thing: T) -> None:
        """LibraryError: what would be written could not be read."""
        try:
            if problem := name_problem(thing.name):
                raise ValueError(problem)
            to_thing(to_table(thing), self.kind, thing.folder)
        except (ValueError, TypeError) as error:
            raise LibraryError(f"the {self.noun} was not saved: {error}") from None

    def _replace(self, old: Entry[T], new: T, done: str) -> T:
        """Write `new` in place of `old`."""
        self.check(new)
        if new.path == old.thing.path:
            return new
        if new.path in self._read().things:
            raise LibraryError(
                f"{old.thing.path!r} was not {done}: there is a {self.noun} {new.path!r} already"
            )
        file = self._new_file(new, instead_of=old.file)
        self._write(file, new, like=old.file)
        if file != old.file:
            remove_file(old.file)
        return new

    def _new_file(self, thing: T, instead_of: Path | None = None) -> Path:
        """Where `thing` goes: never where another file is."""
        directory = self._directory(thing.folder)
        taken = {FOLDER_FILE, *(path.name for path in directory.glob("*") if path != instead_of)}
        file = directory / free_file_name(thing.name, taken)
        if instead_of is not None and same_file_name(str(file), str(instead_of)):
            return instead_of
        return file

    def _write(self, file: Path, thing: T, like: Path | None = None) -> None:
        """Write `thing`, with the comments of `like`."""
        self._before_write()
        try:
            text = read_text(like) if like else ""
        except (ValueError, OSError):  # it is gone, or has become something else
            text = ""
        write_toml(file, as_written(thing, text), text)


def _named(thing: T, name: str) -> T:
    return msgspec.structs.replace(thing, name=name)
