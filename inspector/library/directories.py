"""The folders of a store, as directories."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from inspector.library.errors import LibraryError
from inspector.library.file_names import folder_name_problem, same_file_name
from inspector.library.folder import FOLDER_FILE, Folder
from inspector.library.named import joined
from inspector.library.thing_file import FORMAT, check_format
from inspector.library.toml_file import read_toml, write_toml
from inspector.library.tree import MAX_DEPTH, Found, walk
from inspector.library.value import Scalar


class Directories:
    """Folders below `root`, which need not exist."""

    def __init__(self, root: Path, before_write: Callable[[], object] = lambda: None) -> None:
        self.root = root
        self._before_write = before_write

    def folders(self) -> list[Folder]:
        """All of them, outer before inner. One whose `folder.toml` is broken is listed bare."""
        return [self._folder(path, found) for path, found in walk(self.root).folders.items()]

    def variables_of(self, path: str) -> list[tuple[str, Mapping[str, Scalar]]]:
        """Path and variables of the folders that `path` lies in and of itself, outermost first."""
        around = {path, *(path[:at] for at, letter in enumerate(path) if letter == "/")}
        return [(f.path, f.variables) for f in self.folders() if f.path in around]

    def save_folder(self, folder: Folder) -> None:
        """Write what is said of a folder, which is made where there is none."""
        directory = self.directory(folder.path)
        table = msgspec.to_builtins(folder)
        del table["path"]
        self._before_write()
        write_toml(directory / FOLDER_FILE, {"format": FORMAT, **table})

    def make_folder(self, path: str) -> Folder:
        """A new folder. It gets a file, for git keeps no empty directories."""
        if self.directory(path).exists():
            raise LibraryError(f"there is a folder {path!r} already: choose another name")
        folder = Folder(path=path)
        self.save_folder(folder)
        return folder

    def rename_folder(self, path: str, new_name: str) -> Folder:
        return self._move(path, joined(path.rpartition("/")[0], new_name))

    def move_folder(self, path: str, into: str) -> Folder:
        """Move the folder with all that is in it into another, empty for the top."""
        if f"{into}/".startswith(f"{path}/"):
            raise LibraryError(f"{path!r} was not moved: it cannot lie in itself")
        return self._move(path, joined(into, path.rpartition("/")[2]))

    def delete_folder(self, path: str) -> None:
        """Delete the folder and all in it, where all of it is ours."""
        directory = self._existing(path)
        try:
            for inner, folders, files in os.walk(directory, topdown=False):
                for name in files:
                    (Path(inner) / name).unlink()
                for name in folders:
                    (Path(inner) / name).rmdir()
            directory.rmdir()
        except OSError as error:
            raise LibraryError(f"{path!r} was not deleted: {error}") from error

    def directory(self, path: str) -> Path:
        """Where the folder `path` is, or would be. LibraryError: there can be none of that name."""
        directory = self.root
        if path.count("/") >= MAX_DEPTH:
            raise LibraryError(f"{MAX_DEPTH} folders in one another are the most")
        for name in path.split("/") if path else ():
            there = _names(directory)
            if name not in there:
                if problem := folder_name_problem(name):
                    raise LibraryError(problem)
                for other in there:
                    if same_file_name(name, other):
                        raise LibraryError(
                            f"there is {other!r} already, which some file systems take for {name!r}"
                        )
            directory /= name
            if directory.is_symlink():
                raise LibraryError(f"{directory} is a link, which is not followed")
        return directory

    def _existing(self, path: str) -> Path:
        directory = self.directory(path)
        if not path or not directory.is_dir():
            raise LibraryError(f"there is no folder {path!r} any more in {self.root}")
        return directory

    def _move(self, path: str, new: str) -> Folder:
        directory = self._existing(path)
        target = self.directory(new)
        if new != path:
            if target.exists():
                raise LibraryError(f"{path!r} was not moved: there is a folder {new!r} already")
            try:
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                directory.rename(target)
            except OSError as error:
                raise LibraryError(f"{path!r} was not moved: {error.strerror or error}") from error
        return next(folder for folder in self.folders() if folder.path == new)

    def _folder(self, path: str, found: Found | None) -> Folder:
        try:
            return self._read_folder(path, found)
        except (ValueError, OSError):
            return Folder(path=path)

    def _read_folder(self, path: str, found: Found | None) -> Folder:
        if found is None:
            return Folder(path=path)
        table = read_toml(found.path)
        check_format(table.pop("format", None), "folder")
        return msgspec.convert({**table, "path": path}, Folder)


def _names(directory: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(directory)]
    except OSError:
        return []
