"""The URLs that were connected to, a line each."""

from pathlib import Path

from inspector.library.errors import LibraryError
from inspector.library.whole_file import write_whole

MAX_URLS = 50
_MAX_LENGTH = 8192
"""Characters of a URL; nothing longer is a line of ours."""


class UrlHistory:
    """Recent URLs in the text file `path`. It fails no connection: see `problem`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._urls: list[str] = []
        self.problem = ""
        """Why the file could not be read or written the last time; URLs are then kept in memory."""

    @property
    def urls(self) -> list[str]:
        """The URLs, the most recent first. Lines that can be none are passed over."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            lines = []
        except OSError as error:
            self.problem = f"{self._path} was not read: {error.strerror or error}"
            lines = []
        return _first_of_each([*(self._urls if self.problem else ()), *lines])

    def add(self, url: str) -> None:
        """Put `url` on top."""
        self._urls = _first_of_each([url, *self.urls])
        try:
            write_whole(self._path, "".join(f"{url}\n" for url in self._urls).encode())
        except LibraryError as error:
            self.problem = str(error)
        else:
            self.problem = ""


def _first_of_each(urls: list[str]) -> list[str]:
    return [url for url in dict.fromkeys(urls) if _may_be_url(url)][:MAX_URLS]


def _may_be_url(line: str) -> bool:
    return 0 < len(line) <= _MAX_LENGTH and line.isprintable() and "\ufffd" not in line
