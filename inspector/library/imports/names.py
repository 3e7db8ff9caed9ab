"""Names of other tools' things, as stores and directories take them."""

import re

from inspector.library.file_names import folder_name_problem
from inspector.library.named import MAX_NAME

_FOLDER_BYTES = 80
"""Of a folder's name."""
_UNFIT = re.compile(r"[\s/\\\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
"""Slashes, which part folders, and what would break a line or turn its direction."""
_SCHEME = re.compile(r"\s*+wss?://", re.IGNORECASE)


def fit(name: str, otherwise: str = "") -> str:
    """`name` as one line without slashes; `otherwise` where nothing is left.

    An address as a name loses its scheme, so that `wss://host/feed` becomes `host feed`.
    """
    for candidate in (name, otherwise):
        if cleaned := _UNFIT.sub(" ", _SCHEME.sub("", candidate, 1)).strip(" .")[:MAX_NAME].strip():
            return cleaned
    return "unnamed"


def fit_folder(name: str) -> str:
    """`name` as a directory can have it on every file system."""
    cleaned = "".join(letter if letter.isprintable() else " " for letter in fit(name))
    cleaned = " ".join(re.sub(r'[:*?"<>|]', " ", cleaned).split())
    cleaned = cleaned.encode()[:_FOLDER_BYTES].decode(errors="ignore").strip(" .")
    return cleaned if cleaned and not folder_name_problem(cleaned) else f"_{cleaned}_"
