"""Files that are written whole or not at all."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from inspector.library.errors import LibraryError


def make_directory(path: Path) -> None:
    """Make `path` and the directories above it, where they are not there, the owner's only."""
    for directory in reversed((path, *path.parents)):  # mkdir(parents=True) has no mode for them
        if not directory.is_dir():
            directory.mkdir(mode=0o700, exist_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file by `data`, or leave it as it was and raise LibraryError.

    Its folder is made where there is none. What is made here is the owner's only, for URLs and
    headers hold secrets; a file that is there already keeps the permissions that it was given.
    """
    temporary: Path | None = None
    try:
        make_directory(path.parent)
        target = path.resolve()  # a link to a file in a synchronised folder stays a link
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        with contextlib.suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise LibraryError(f"{path} was not written: {error.strerror or error}") from error
