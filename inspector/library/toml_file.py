"""Small TOML files: read within bounds, and written so that they come back exactly."""

import contextlib
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from inspector.library.errors import LibraryError
from inspector.library.toml_form import to_toml
from inspector.library.toml_value import spelled
from inspector.library.whole_file import write_whole

MAX_SIZE = 8 << 20
"""Bytes of a file. What is larger is sent from a file of its own."""
_TOO_LARGE = (
    f"it has more than {MAX_SIZE >> 20} MiB: keep large content in a file of its own, and send that"
    " with a template of the kind binary-file"
)
_CONFLICT = re.compile(r"^<<<<<<< .*?^=======$.*?^>>>>>>> ", re.MULTILINE | re.DOTALL)


def read_toml(path: Path) -> dict[str, object]:
    """The file's table. ValueError says what is wrong, with line and column; OSError."""
    return parse(read_text(path))


def read_text(path: Path) -> str:
    """The file's text, its lines ended as they are. ValueError: it cannot be ours; OSError."""
    with path.open("rb") as file:
        data = file.read(MAX_SIZE + 1)
    if len(data) > MAX_SIZE:
        raise ValueError(_TOO_LARGE)
    try:
        return data.decode("utf-8-sig")  # Windows' editors begin their files so
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 text at byte {error.start}") from None


def parse(text: str) -> dict[str, object]:
    """The table that `text` is. ValueError says what is wrong."""
    if conflict := _CONFLICT.search(text.replace("\r\n", "\n")):
        line = text.replace("\r\n", "\n").count("\n", 0, conflict.start()) + 1
        raise ValueError(
            f"a merge left both versions in it, from line {line} on: keep the lines of one, and"
            " remove those with <<<<<<<, ======= and >>>>>>>"
        )
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def write_toml(path: Path, table: Mapping[str, object], like: str = "") -> None:
    """Write `table` in its order, or as `like` has it: the text of the file that it takes the
    place of, whose comments and order stay. LibraryError: nothing was written."""
    try:
        data = _text(table, like).encode()
    except UnicodeEncodeError as error:
        character = f"U+{ord(error.object[error.start]):04X}"
        raise LibraryError(
            f"{path.name} was not saved: half a character ({character}, a lone surrogate) is in it,"
            " which no text file can hold; remove it"
        ) from None
    except (TypeError, ValueError, RecursionError) as error:
        raise LibraryError(f"{path.name} was not saved: TOML cannot hold it: {error}") from None
    if len(data) > MAX_SIZE:
        raise LibraryError(f"{path.name} was not saved: {_TOO_LARGE}")
    write_whole(path, data)


def _text(table: Mapping[str, object], like: str) -> str:
    """The most readable form that comes back exactly, which is seen by reading it."""
    wanted = spelled(table)
    forms: list[Callable[[], str]] = [
        lambda: _merged(like, table),
        lambda: to_toml(table),
        lambda: to_toml(table, plain=True),
    ]
    for form in forms if like else forms[1:]:
        with contextlib.suppress(ValueError):
            text = form()
            if spelled(parse(text)) == wanted:
                return text
    raise ValueError("it would not come back as it is")


def _merged(like: str, table: Mapping[str, object]) -> str:
    from inspector.library.toml_merge import merge  # tomlkit is large, and most files are only read

    return merge(like, table)
