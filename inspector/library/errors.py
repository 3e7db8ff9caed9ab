"""What can go wrong in the library, said so that a person knows what to do."""

from pathlib import Path
from typing import NamedTuple


class LibraryError(Exception):
    """Something was not saved, renamed or deleted: what, where, and what to do."""


class BrokenFile(NamedTuple):
    """A file in a store's folder that is not ours or not whole. It is left as it is."""

    path: Path
    error: str
    """What is wrong with it; for a mistake in TOML with line and column."""
