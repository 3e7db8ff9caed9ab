"""Which folder is the workspace: the default one, another one, one of the last."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu

from inspector.library import LibraryError, RecentWorkspaces, Workspace, library_folder
from inspector.library.workspace import WORKSPACE_FILE
from inspector.ui.library.keeper import LibraryKeeper
from inspector.ui.loop import spawn
from inspector.ui.prompts import ask_directory, confirm, tell

DEFAULT_NAME = "My library"


def last_workspace() -> Workspace:
    """The one that was open last, where it is still there; else the default one, which lies in the
    user's data folder."""
    last = Path(next(iter(_recent().lines), library_folder()))
    return Workspace(last if last.is_dir() else library_folder())


class WorkspaceKeeper(QObject):
    """Opens workspaces, and offers the last ones in a menu at the head of the sidebar."""

    def __init__(self, keeper: LibraryKeeper) -> None:
        super().__init__(keeper)
        self._keeper = keeper
        self._menu = QMenu(keeper.sidebar)
        self._menu.setObjectName("workspaceMenu")
        self._menu.setToolTipsVisible(True)
        keeper.sidebar.head.clicked.connect(self.show_menu)
        keeper.workspace_changed.connect(self._tell)
        self._tell(keeper.workspace)

    def show_menu(self) -> None:
        """The last workspaces, and the ways to others."""
        self._menu.clear()
        here = self._keeper.workspace.root
        for folder in dict.fromkeys([here, *_recent().roots, library_folder()]):
            action = self._menu.addAction(_name(folder).replace("&", "&&"))
            action.setToolTip(str(folder))
            action.setCheckable(True)
            action.setChecked(folder == here)
            action.triggered.connect(self._opener(folder))
        self._menu.addSeparator()
        for text, do in (
            ("Open workspace…", lambda: spawn(self.ask_open(), "open a workspace")),
            ("New workspace…", lambda: spawn(self.ask_new(), "make a workspace")),
            ("Show its folder", self.show_folder),
        ):
            self._menu.addAction(text).triggered.connect(do)
        head = self._keeper.sidebar.head
        self._menu.popup(head.mapToGlobal(QPoint(0, head.height())))

    def open(self, folder: Path) -> None:
        """Show the workspace in `folder` from now on, and at the next start."""
        _recent().opened(folder)
        self._keeper.use(Workspace(folder))

    async def ask_open(self) -> None:
        """Let a person choose a folder that is a workspace, or becomes one."""
        folder = await ask_directory(
            self._keeper.window, "Open workspace", self._keeper.workspace.root
        )
        if folder is None:
            return
        question = f"{folder} is no workspace yet. Keep endpoints, templates and scenarios in it?"
        if (folder / WORKSPACE_FILE).exists() or await confirm(
            self._keeper.window, "Open workspace", question, "Keep them there"
        ):
            self.open(folder)

    async def ask_new(self) -> None:
        """Let a person choose, or make, the folder of a new workspace."""
        around = self._keeper.workspace.root.parent
        folder = await ask_directory(
            self._keeper.window, "New workspace: choose its folder", around
        )
        if folder is None:
            return
        try:
            Workspace(folder).found()
        except LibraryError as error:
            await tell(self._keeper.window, "The workspace was not made", str(error))
        else:
            self.open(folder)

    def show_folder(self) -> None:
        """Show it in the system's file manager."""
        root = self._keeper.workspace.root
        root.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(root)))

    def _opener(self, folder: Path) -> Callable[[], None]:
        return lambda: self.open(folder)

    def _tell(self, workspace: Workspace) -> None:
        head = self._keeper.sidebar.head
        head.setText(_name(workspace.root).replace("&", "&&"))
        head.setToolTip(f"The workspace in {workspace.root}")
        head.setAccessibleName(f"Workspace {_name(workspace.root)}")


def _name(folder: Path) -> str:
    return DEFAULT_NAME if folder == library_folder() else Workspace(folder).name


def _recent() -> RecentWorkspaces:
    return RecentWorkspaces(library_folder() / "workspaces.txt")
