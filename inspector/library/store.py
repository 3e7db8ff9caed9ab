"""A folder of named things, one TOML file each."""

import builtins
import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Generic, TypeVar

from inspector.library.errors import BrokenFile, LibraryError
from inspector.library.file_names import SUFFIX, free_file_name, same_file_name
from inspector.library.toml_file import read_toml, take, write_toml

FORMAT = 1
"""The version of the files; a newer one is left alone."""
MAX_NAME = 200


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """Anything with a name, unique within its store."""

    name: str


T = TypeVar("T", bound=Named)


class Store(ABC, Generic[T]):
    """The things in `folder`, which is made by the first `save`.

    The name inside a file is the truth; the file's own name only tells of it. Files are read
    every time: other programs and people may write them. Those that cannot be read are listed in
    `broken` and never overwritten or deleted.
    """

    noun = "thing"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.broken: builtins.list[BrokenFile] = []
        """What the last `list` could not read."""

    def list(self) -> builtins.list[T]:
        """Everything that can be read, by name."""
        things = [thing for thing, _ in self._read().values()]
        return sorted(things, key=lambda thing: (thing.name.casefold(), thing.name))

    def get(self, name: str) -> T:
        """The thing called `name`; LibraryError where there is none any more."""
        return self._find(self._read(), name)[0]

    def save(self, thing: T, *, replace: bool = False) -> None:
        """Write `thing`; LibraryError where its name is taken and `replace` is not set."""
        _check_name(thing.name, self.noun)
        there = self._read()
        if thing.name not in there:
            path = self._new_path(thing.name)
        elif replace:
            path = there[thing.name][1]
        else:
            raise LibraryError(
                f"there is a {self.noun} named {thing.name!r} already: replace it, or choose"
                " another name"
            )
        self._write(path, thing)

    def rename(self, old: str, new: str) -> None:
        """Give the thing named `old` the name `new`, and its file a name that tells of it."""
        _check_name(new, self.noun)
        there = self._read()
        thing, path = self._find(there, old)
        if new == old:
            return
        if new in there:
            raise LibraryError(
                f"{old!r} was not renamed: there is a {self.noun} named {new!r} already"
            )
        new_path = self._new_path(new, instead_of=path)
        self._write(new_path, dataclasses.replace(thing, name=new))
        if new_path != path:
            self._remove(path)

    def delete(self, name: str) -> None:
        """Delete the thing called `name`, and its file."""
        self._remove(self._find(self._read(), name)[1])

    @abstractmethod
    def _to_table(self, thing: T) -> Mapping[str, object]:
        """What is written beside format and name, in its order."""

    @abstractmethod
    def _from_table(self, name: str, table: builtins.dict[str, object]) -> T:
        """The thing that `_to_table` gave, of which nothing is known yet. ValueError: it is not."""

    def _read(self) -> dict[str, tuple[T, Path]]:
        things: dict[str, tuple[T, Path]] = {}
        self.broken = []
        for path in self._paths():
            try:
                thing = self._read_one(path)
                if thing.name in things:
                    other = things[thing.name][1].name
                    raise ValueError(f"{other} has the same name, {thing.name!r}: change one")
            except (ValueError, OSError) as error:
                self.broken.append(BrokenFile(path, str(error)))
            else:
                things[thing.name] = thing, path
        return things

    def _read_one(self, path: Path) -> T:
        table = read_toml(path)
        version = table.pop("format", None)
        if version != FORMAT:
            raise ValueError(
                f"made by a newer version of this program (format {version})"
                if isinstance(version, int) and version > FORMAT
                else f"not a {self.noun} of this program: 'format = {FORMAT}' is missing"
            )
        name = take(table, "name", str)
        if problem := name_problem(name):
            raise ValueError(problem)
        thing = self._from_table(name, table)
        if table:
            raise ValueError(f"nothing is known of {', '.join(map(repr, table))}: remove it")
        return thing

    def _paths(self) -> builtins.list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(p for p in self.folder.glob(f"*{SUFFIX}") if not p.name.startswith("."))

    def _new_path(self, name: str, instead_of: Path | None = None) -> Path:
        """Where a thing called `name` goes: never where another file is."""
        taken = {path.name for path in self.folder.glob("*") if path != instead_of}
        file_name = free_file_name(name, taken)
        if instead_of is not None and same_file_name(file_name, instead_of.name):
            return instead_of
        return self.folder / file_name

    def _find(self, there: Mapping[str, tuple[T, Path]], name: str) -> tuple[T, Path]:
        if name not in there:
            raise LibraryError(f"there is no {self.noun} named {name!r} any more in {self.folder}")
        return there[name]

    def _write(self, path: Path, thing: T) -> None:
        write_toml(path, {"format": FORMAT, "name": thing.name, **self._to_table(thing)})

    def _remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise LibraryError(f"{path} was not deleted: {error.strerror or error}") from error


def name_problem(name: str) -> str:
    """What is wrong with a name; empty where it may be used."""
    if not name.strip():
        return "the name is empty: write one"
    if len(name) > MAX_NAME:
        return f"the name has {len(name)} characters: {MAX_NAME} are the most"
    return ""


def _check_name(name: str, noun: str) -> None:
    if problem := name_problem(name):
        raise LibraryError(f"the {noun} was not saved: {problem}")
