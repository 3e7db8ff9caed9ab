"""Says that files of the workspace cannot be read, wherever they lie, and leads to them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from inspector.library import BrokenFile
from inspector.ui import theme
from inspector.ui.text import count, plain_tip

_LISTED = 12
REPAIR = "Correct it in an editor: it is read again at once."


class BrokenButton(QToolButton):
    """Seen while there are such files; its menu lists them, and opens the one that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._root = Path()
        self._files: Sequence[BrokenFile] = ()
        self._menu = QMenu(self)
        self._menu.setObjectName("brokenMenu")
        self._menu.setToolTipsVisible(True)
        self.setObjectName("brokenButton")
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._show_menu)
        theme.notifier().changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_files(self, root: Path, files: Sequence[BrokenFile]) -> None:
        """Tell of `files`, which lie in the workspace `root`."""
        self._root, self._files = root, files
        self.setText(f"{count(len(files), 'file')} unreadable")
        self.setAccessibleName(f"{count(len(files), 'file')} of the workspace cannot be read")
        tips = [f"{self._place(file)}: {file.error}" for file in files[:_LISTED]]
        more = [f"and {len(files) - _LISTED:,} more"] if len(files) > _LISTED else []
        self.setToolTip(plain_tip("\n\n".join((*tips, *more, REPAIR))))
        self.setVisible(bool(files))

    def _show_menu(self) -> None:
        self._menu.clear()
        for file in self._files[:_LISTED]:
            action = self._menu.addAction(f"Open {self._place(file)}".replace("&", "&&"))
            action.setToolTip(plain_tip(file.error))
            url = QUrl.fromLocalFile(str(file.path))
            action.triggered.connect(lambda _=False, url=url: QDesktopServices.openUrl(url))
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _place(self, file: BrokenFile) -> str:
        return file.path.relative_to(self._root).as_posix()

    def _dress(self) -> None:
        colours = theme.colours()
        self.setIcon(theme.icon("warning", colours.problem))
        self.setStyleSheet(f"QToolButton {{ color: {colours.problem.name()} }}")  # not its menu
