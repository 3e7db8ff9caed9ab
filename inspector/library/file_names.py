"""File names for things that may be called anything."""

import unicodedata
from collections.abc import Collection
from itertools import count

SUFFIX = ".toml"

_MAX_BYTES = 100
"""Of a stem in UTF-8; file systems take 255 with everything that is added."""
# On Windows these are devices, with any extension and in any case.
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}


def free_file_name(name: str, taken: Collection[str]) -> str:
    """A file name that tells of `name` and is not in `taken`, whatever the case.

    Letters and digits of any script stay, everything else becomes a hyphen: no separators, no
    leading dots, no spaces at the end, nothing that a shell or Windows would take for something
    else. Two names may fall together; then the second gets a number.
    """
    folded = {_folded(other) for other in taken}
    stem = _stem(name)
    return next(
        candidate
        for number in count(1)
        if _folded(candidate := f"{stem}{'' if number == 1 else f'-{number}'}{SUFFIX}")
        not in folded
    )


def same_file_name(one: str, other: str) -> bool:
    """Whether some file system takes the two for one: Windows and macOS look at no case."""
    return _folded(one) == _folded(other)


def folder_name_problem(name: str) -> str:
    """Why no directory may be called `name`, on some file system; empty where it may."""
    if not name.strip():
        return "the name of a folder is empty: write one"
    if wrong := next((letter for letter in name if letter in '\\/:*?"<>|'), None):
        return f"a folder's name cannot hold {wrong}"
    if not name.isprintable():
        return "a folder's name cannot hold characters that nobody sees"
    if name.startswith((".", " ")) or name.endswith((".", " ")):
        return "a folder's name neither begins nor ends with a dot or a blank"
    if name.casefold().endswith(SUFFIX):
        return f"a folder's name cannot end in {SUFFIX}: that is how files are told from folders"
    if name.partition(".")[0].strip().casefold() in _RESERVED:
        return f"{name!r} is the name of a device on Windows: choose another"
    if len(name.encode()) > _MAX_BYTES:
        return f"the name of a folder has {_MAX_BYTES} bytes at most"
    return ""


def _stem(name: str) -> str:
    kept = "".join(
        letter if letter.isalnum() or letter in "-_" else " "
        for letter in unicodedata.normalize("NFKC", name)
    )
    stem = "-".join(kept.split()).encode()[:_MAX_BYTES].decode(errors="ignore").strip("-")
    if not stem:
        return "unnamed"
    return f"{stem}_" if stem.casefold() in _RESERVED else stem


def _folded(file_name: str) -> str:
    return unicodedata.normalize("NFC", file_name).casefold()
