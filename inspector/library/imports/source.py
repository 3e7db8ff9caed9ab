"""A file that somebody wants to import: read within bounds, parsed where it is data."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from inspector.library.errors import LibraryError
from inspector.library.imports.yaml_data import MAX_DEPTH, parse_yaml

MAX_BYTES = 16 * 1024 * 1024
"""Of a file; collections of thousands of requests have a tenth of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is in a file, before anybody knows which tool wrote it."""

    path: Path
    text: str
    data: object = None
    """Tables, lists, strings and numbers, `MAX_DEPTH` deep at most; None where it is no data."""
    problem: str = ""
    """Why there is no data."""


def read_source(path: Path) -> Source:
    """LibraryError: it cannot be read, is too large, or is no text."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise LibraryError(
            f"{path} was not imported: {error.strerror or error}; check the name and whether you"
            " may read it"
        ) from None
    if len(content) > MAX_BYTES:
        raise LibraryError(
            f"{path} was not imported: it has more than {MAX_BYTES // 1024**2} MiB; export fewer"
            " requests at a time"
        )
    try:
        text = content.decode(
            "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        )
    except UnicodeDecodeError as error:
        raise LibraryError(
            f"{path} was not imported: byte {error.start} is not UTF-8 text; export it from the"
            " other tool once more, as JSON or YAML"
        ) from None
    return parse_source(path, text)


def parse_source(path: Path, text: str) -> Source:
    """`text` as JSON, which YAML is not quite a superset of, or else as YAML."""
    try:
        data = _parse(text)
    except ValueError as error:
        return Source(path, text, problem=str(error))
    return Source(path, text, data)


def _parse(text: str) -> object:
    if not text.lstrip().startswith(("{", "[")):
        return parse_yaml(text)
    try:
        data = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from None
    except RecursionError:
        raise ValueError("nested too deeply") from None
    _check_depth(data)
    return data


def _check_depth(data: object) -> None:
    level = [data]
    for _ in range(MAX_DEPTH + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise ValueError(f"nested more than {MAX_DEPTH} deep")


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
