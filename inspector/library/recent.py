"""What was used last, a line each in a text file."""

from pathlib import Path

from inspector.library.errors import LibraryError
from inspector.library.whole_file import write_whole

_MAX_LENGTH = 8192
"""Characters of a line; nothing longer is one of ours."""


class RecentLines:
    """The `most` latest lines that were added, in a file. Nothing raises: see `problem`."""

    def __init__(self, path: Path, most: int) -> None:
        self._path = path
        self._most = most
        self._kept: list[str] = []
        self.problem = ""
        """Why the file could not be read or written the last time; then memory keeps the lines."""

    @property
    def lines(self) -> list[str]:
        """The most recent first. Lines that can be none of ours are passed over."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            lines = []
        except OSError as error:
            self.problem = f"{self._path} was not read: {error.strerror or error}"
            lines = []
        return self._first_of_each([*(self._kept if self.problem else ()), *lines])

    def add(self, line: str) -> None:
        """Put `line` on top."""
        self._write([line, *self.lines])

    def remove(self, line: str) -> None:
        self._write([other for other in self.lines if other != line])

    def _write(self, lines: list[str]) -> None:
        self._kept = self._first_of_each(lines)
        try:
            write_whole(self._path, "".join(f"{line}\n" for line in self._kept).encode())
        except LibraryError as error:
            self.problem = str(error)
        else:
            self.problem = ""

    def _first_of_each(self, lines: list[str]) -> list[str]:
        return [line for line in dict.fromkeys(lines) if _may_be_ours(line)][: self._most]


def _may_be_ours(line: str) -> bool:
    return 0 < len(line) <= _MAX_LENGTH and line.isprintable() and "\ufffd" not in line
