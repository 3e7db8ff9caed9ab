"""What can go wrong in the library, said so that a person knows what to do."""

from pathlib import Path
from typing import NamedTuple

from inspector.library.folder import Folder
from inspector.library.named import Named


class LibraryError(Exception):
    """Something was not saved, renamed or deleted: what, where, and what to do."""


class Conflict(LibraryError):  # noqa: N818 - what it is, and the window's word for it
    """The file was changed since it was read, by somebody else: nothing was saved."""

    def __init__(self, message: str, theirs: Named | Folder | None) -> None:
        super().__init__(message)
        self.theirs = theirs
        """The thing as it is on disk now; None where it is gone or cannot be read."""


class BrokenFile(NamedTuple):
    """A file in a store's folder that is not ours or not whole. It is left as it is."""

    path: Path
    error: str
    """What is wrong with it; for a mistake in TOML with line and column."""
