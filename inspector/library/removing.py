"""Deleting what is ours, and nothing else."""

import os
from collections.abc import Collection
from pathlib import Path

from inspector.library.errors import LibraryError

_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""What systems put into folders by themselves."""


def remove_file(path: Path) -> None:
    """LibraryError: it is still there."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise LibraryError(f"{path} was not deleted: {error.strerror or error}") from error


def remove_directory(directory: Path, ours: Collection[Path]) -> None:
    """Delete `directory` with the files `ours`. LibraryError: there are others in it, and nothing
    was deleted; or the system would not."""
    files: list[Path] = []
    directories: list[Path] = []
    foreign: list[Path] = []
    for name, inner, names in os.walk(directory, topdown=False):
        at = Path(name)
        directories.append(at)
        foreign += [at / link for link in inner if (at / link).is_symlink()]
        for path in (at / file for file in names):
            known = path in ours or path.name in _LITTER
            (files if known else foreign).append(path)
    if foreign:
        named = ", ".join(str(path.relative_to(directory)) for path in sorted(foreign)[:3])
        more = f" and {len(foreign) - 3} more" if len(foreign) > 3 else ""
        raise LibraryError(
            f"{directory} was not deleted: {named}{more} in it cannot be read or is none of this"
            " program's files: move it away first"
        )
    try:
        for path in files:
            path.unlink()
        for path in directories:
            path.rmdir()
    except OSError as error:
        raise LibraryError(f"{directory} was not deleted wholly: {error}") from error
