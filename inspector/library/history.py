"""The URLs that were connected to, and the workspaces that were open."""

from pathlib import Path

from inspector.library.recent import RecentLines

MAX_URLS = 50
MAX_WORKSPACES = 12


class UrlHistory(RecentLines):
    """Recent URLs."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, MAX_URLS)

    @property
    def urls(self) -> list[str]:
        return self.lines


class RecentWorkspaces(RecentLines):
    """Recent workspaces, by their folders."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, MAX_WORKSPACES)

    @property
    def roots(self) -> list[Path]:
        """Those that are there now: one on a disk that is not plugged in comes back with it."""
        return [root for line in self.lines if (root := Path(line)).is_dir()]

    def opened(self, root: Path) -> None:
        """Put the workspace on top."""
        self.add(str(root.absolute()))
