"""The folders of a store, which are directories."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic

from inspector.library.errors import Conflict, LibraryError
from inspector.library.file_names import folder_name_problem, same_file_name
from inspector.library.folder import FOLDER_FILE, Folder
from inspector.library.named import joined
from inspector.library.reading import Contents, Reader, T
from inspector.library.removing import remove_directory
from inspector.library.thing_file import as_written
from inspector.library.toml_file import read_text, write_toml
from inspector.library.tree import MAX_DEPTH
from inspector.library.value import Scalar
from inspector.library.whole_file import make_directory


class Directories(Generic[T]):
    """The folders below `root`, with what is said of them in their `folder.toml`.

    `before_write` is called before anything is written.
    """

    def __init__(self, root: Path, kind: type[T], before_write: Callable[[], object]) -> None:
        self.root = root
        self._reader = Reader(root, kind)
        self._before_write = before_write

    def folders(self) -> list[Folder]:
        """All of them, outer before inner; bare where the `folder.toml` cannot be read."""
        return [*self._read().folders.values()]

    def variables_of(self, path: str) -> list[tuple[str, Mapping[str, Scalar]]]:
        """Path and variables of the folders around `path` and of itself, outermost first."""
        folders = self._read().folders.values()
        return [(f.path, f.variables) for f in folders if f"{path}/".startswith(f"{f.path}/")]

    def save_folder(self, folder: Folder, *, base: Folder | None = None) -> None:
        """Write what is said of a folder, which is made where there is none. With `base`, Conflict
        where the folder on disk is no more what it was."""
        file = self._directory(folder.path) / FOLDER_FILE
        there = self._read()
        now = there.folders.get(folder.path)
        if broken := next((b for b in there.broken if b.path == file), None):
            raise LibraryError(
                f"{folder.path!r} was not saved: repair {file} first: {broken.error}"
            )
        if base is not None and now != base:
            what = "changed" if now else "deleted, renamed or moved"
            error = f"{folder.path!r} was not saved: somebody else {what} it since it was opened"
            raise Conflict(error, now)
        if now != folder or not file.exists():
            self._before_write()
            text = read_text(file) if file.exists() else ""
            write_toml(file, as_written(folder, text), text)

    def make_folder(self, path: str) -> Folder:
        """A new folder. It gets a file, for git keeps no empty directories."""
        if self._directory(path).exists():
            raise LibraryError(f"there is a folder {path!r} already: choose another name")
        folder = Folder(path=path)
        self.save_folder(folder)
        return folder

    def rename_folder(self, path: str, new_name: str) -> Folder:
        """Give a folder another name; what is in it goes with it."""
        return self._move(path, path.rpartition("/")[0], new_name, "renamed")

    def move_folder(self, path: str, into: str, new_name: str = "") -> Folder:
        """Move a folder with what is in it into another, empty for the top; with `new_name` it is
        renamed at once."""
        if f"{into}/".startswith(f"{path}/"):
            raise LibraryError(f"{path!r} was not moved: a folder cannot lie in itself")
        return self._move(path, into, new_name or path.rpartition("/")[2], "moved")

    def delete_folder(self, path: str) -> None:
        """Delete a folder and all in it. LibraryError names what is in it that is not ours, for
        then nothing is deleted."""
        self._find_folder(path)
        there = self._read()
        ours = {entry.file for entry in there.things.values()}
        broken = {file.path for file in there.broken}
        ours |= {self._directory(folder) / FOLDER_FILE for folder in there.folders} - broken
        remove_directory(self._directory(path), ours)

    def _read(self) -> Contents[T]:
        return self._reader.read()

    def _find_folder(self, path: str) -> Folder:
        if (folder := self._read().folders.get(path)) is None:
            raise LibraryError(f"there is no folder {path!r} any more in {self.root}")
        return folder

    def _move(self, path: str, into: str, name: str, done: str) -> Folder:
        if "/" in name:
            raise LibraryError(f"{path!r} was not {done}: a folder's name cannot hold /")
        folder, new = self._find_folder(path), joined(into, name)
        if new == path:
            return folder
        try:
            source = self._directory(path)
            target = self._directory(new, instead_of=source)
            if target.exists() and not same_file_name(path, new):
                raise LibraryError(f"there is a folder {new!r} already")
            make_directory(target.parent)
            source.rename(target)
        except (LibraryError, OSError) as error:
            raise LibraryError(f"{path!r} was not {done}: {error}") from error
        return self._find_folder(new)

    def _directory(self, path: str, instead_of: Path | None = None) -> Path:
        """Where the folder `path` is, or would be in place of another. LibraryError: there can be
        none of that name."""
        if path.count("/") >= MAX_DEPTH:
            raise LibraryError(f"{path!r} is nested too deeply: {MAX_DEPTH} folders are the most")
        directory = self.root
        for name in path.split("/") if path else ():
            there = _names(directory)
            if name not in there:
                if problem := folder_name_problem(name):
                    raise LibraryError(problem)
                same = [other for other in there if same_file_name(name, other)]
                if same and directory / same[0] != instead_of:
                    raise LibraryError(
                        f"there is {same[0]!r} already in {directory}, which some systems take for"
                        f" {name!r}: choose another name"
                    )
            directory /= name
            if directory.is_symlink():
                raise LibraryError(f"{directory} is a link to a folder, which is not followed")
        return directory


def _names(directory: Path) -> list[str]:
    try:
        return [path.name for path in directory.iterdir()]
    except OSError:  # there is none yet, or the one who writes into it will say what is wrong
        return []
