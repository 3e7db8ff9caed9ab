"""Small TOML files, whole or not at all, for their owner only."""

import contextlib
import os
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import tomli_w

from inspector.library.errors import LibraryError

T = TypeVar("T")
_KINDS: dict[type, str] = {str: "a string", list: "an array", dict: "a table"}


def read_toml(path: Path) -> dict[str, object]:
    """The file's table. ValueError says what is wrong, with line and column; OSError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 text at byte {error.start}") from None
    except RecursionError:
        raise ValueError("nested too deeply") from None


def take(table: dict[str, object], key: str, kind: type[T], default: T | None = None) -> T:
    """Take `key` out of `table`. ValueError: it is missing, without a default, or not a `kind`."""
    value = table.pop(key, default)
    if value is None:
        raise ValueError(f"{key!r} is missing")
    if not isinstance(value, kind):
        raise ValueError(f"{key!r} is {value!r:.40}: {_KINDS[kind]} is needed")
    return value


def write_toml(path: Path, table: Mapping[str, object]) -> None:
    """Write `table` in its order. LibraryError: the file could not be written, nothing changed."""
    try:
        text = _to_toml(table)
        encoded = text.encode()
    except UnicodeEncodeError as error:
        character = f"U+{ord(error.object[error.start]):04X}"
        raise LibraryError(
            f"{path.name} was not saved: half a character ({character}, a lone surrogate) is in it,"
            " which no text file can hold; remove it"
        ) from None
    except (TypeError, ValueError) as error:
        raise LibraryError(f"{path.name} was not saved: TOML cannot hold it: {error}") from None
    write_whole(path, encoded)


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file by `data`, or leave it as it was and raise LibraryError.

    Its folder is made where there is none. File and folder are the owner's only: URLs and headers
    hold secrets.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = path.resolve()  # a link to a file in a synchronised folder stays a link
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise LibraryError(f"{path} was not written: {error.strerror or error}") from error


def _to_toml(table: Mapping[str, object]) -> str:
    """With strings of several lines as such where they come back exactly, CRLF would not."""
    text = tomli_w.dumps(table, multiline_strings=True)
    return text if tomllib.loads(text) == table else tomli_w.dumps(table)
