"""Things that a person marked; theirs alone, so that they lie in no workspace."""

from pathlib import Path

from inspector.library.errors import LibraryError
from inspector.library.thing_file import FORMAT, check_format
from inspector.library.toml_file import read_toml, write_toml


class Favourites:
    """Favourites of one workspace, in the file `path`, which has those of all of them.

    `noun` is the store's: `endpoint`, `template`. Nothing raises: see `problem`.
    """

    def __init__(self, path: Path, workspace_id: str) -> None:
        self._path = path
        self._id = workspace_id
        self.problem = ""
        """Why the file could not be read or written; then they last as long as this object."""
        self._paths = self._read().get(workspace_id, {})

    def paths(self, noun: str) -> list[str]:
        """Paths of the things, in the order in which they were marked. Some may be gone."""
        return [*self._paths.get(noun, ())]

    def toggle(self, noun: str, path: str) -> bool:
        """Mark the thing, or no more; returns whether it is marked now."""
        paths = self.paths(noun)
        marked = path not in paths
        self._keep(noun, [*paths, path] if marked else [p for p in paths if p != path])
        return marked

    def moved(self, noun: str, old: str, new: str) -> None:
        """Follow a thing, or a folder with all in it, that was renamed or moved."""
        self._keep(noun, [_followed(path, old, new) for path in self.paths(noun)])

    def _keep(self, noun: str, paths: list[str]) -> None:
        if paths == self.paths(noun):
            return
        self._paths = {**self._paths, noun: paths}
        there = self._read()  # another window may have written it
        if self.problem:
            return
        marked = {noun: paths for noun, paths in self._paths.items() if paths}
        try:
            write_toml(self._path, {"format": FORMAT, **there, self._id: marked})
        except LibraryError as error:
            self.problem = str(error)

    def _read(self) -> dict[str, dict[str, list[str]]]:
        """Of every workspace, by its id."""
        self.problem = ""
        try:
            table = read_toml(self._path)
            check_format(table.pop("format", None), "file of favourites")
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            self.problem = f"{self._path} was not read: {error}"
            return {}
        return {key: _lists(value) for key, value in table.items() if isinstance(value, dict)}


def _lists(table: dict[str, object]) -> dict[str, list[str]]:
    return {
        noun: [path for path in paths if isinstance(path, str)]
        for noun, paths in table.items()
        if isinstance(paths, list)
    }


def _followed(path: str, old: str, new: str) -> str:
    return new + path[len(old) :] if f"{path}/".startswith(f"{old}/") else path
