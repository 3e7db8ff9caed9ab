"""The chooser of environments: which values hold, and where one is about to send."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.library import Environment
from inspector.ui import theme
from inspector.ui.text import plain_tip

_NONE = "No environment"
_SWATCH = 12


class EnvironmentBox(QWidget):
    """Signals:
    chosen(str | None): a person chose this one.
    asked(str): `new`, or `edit`, `duplicate`, `delete` of the one that is chosen.
    """

    chosen = Signal(object)
    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._environments: dict[str, Environment] = {}
        self._title = QLabel("ENVIRONMENT")
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setBold(True)
        self._title.setFont(font)
        self.box = QComboBox()
        self.box.setObjectName("environmentBox")
        self.box.setAccessibleName("Environment")
        self.box.setIconSize(QSize(_SWATCH, _SWATCH))
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(6)
        self._title.setBuddy(self.box)
        self._band = QWidget()
        self._band.setObjectName("environmentBand")
        self._band.setFixedHeight(3)
        self._band.setAutoFillBackground(True)
        self._menu = QMenu(self)
        self._edit = QToolButton()
        self._edit.setObjectName("environmentMenuButton")
        self._edit.setAutoRaise(True)
        self._edit.setToolTip("New, edit, duplicate, delete")
        self._edit.setAccessibleName("Manage environments")
        self._edit.clicked.connect(self._show_menu)
        self._of_chosen = []
        for verb, text in (
            ("edit", "Edit…"), ("new", "New environment…"), ("duplicate", "Duplicate"),
            ("delete", "Delete…"),
        ):  # fmt: skip
            action = self._menu.addAction(text)
            action.setObjectName(f"{verb}EnvironmentAction")
            action.triggered.connect(lambda _=False, verb=verb: self.asked.emit(verb))
            if verb != "new":
                self._of_chosen.append(action)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.box, 1)
        row.addWidget(self._edit)
        inner = QVBoxLayout()
        inner.setContentsMargins(8, 4, 6, 8)
        inner.setSpacing(4)
        inner.addWidget(self._title)
        inner.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._band)
        column.addLayout(inner)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.box.activated.connect(self._on_activated)
        theme.notifier().changed.connect(self._dress)
        self.show_environments(())

    @property
    def current(self) -> str | None:
        """The path of the one that is chosen."""
        path = self.box.currentData()
        return path if isinstance(path, str) else None

    @current.setter
    def current(self, path: str | None) -> None:
        """None is no environment. One whose file is gone, or cannot be read, is still shown: it
        holds where it was chosen before."""
        if self.box.count() > 1 + len(self._environments):
            self.box.removeItem(self.box.count() - 1)
        if path and path not in self._environments:
            self.box.addItem(f"{path} (as it was)", path)
            tip = "Its file is gone or cannot be read: what it said last still holds in this tab"
            self.box.setItemData(self.box.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.box.setCurrentIndex(self.box.findData(path) if path else 0)
        self._tell()

    def show_environments(self, environments: Iterable[Environment]) -> None:
        """Offer these, and keep what is chosen where it is among them."""
        current = self.current
        self._environments = {environment.path: environment for environment in environments}
        self.box.clear()
        self.box.addItem(_NONE)
        for path, environment in self._environments.items():
            self.box.addItem(path, path)
            tip = plain_tip("\n".join(filter(None, (path, environment.description))))
            self.box.setItemData(self.box.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.current = current
        self._dress()

    def _show_menu(self) -> None:
        self._menu.popup(self._edit.mapToGlobal(QPoint(0, self._edit.height())))

    def _on_activated(self) -> None:
        self._tell()
        self.chosen.emit(self.current)

    def _tell(self) -> None:
        """Show what is chosen, in its colour."""
        environment = self._environments.get(self.current or "")
        for action in self._of_chosen:
            action.setEnabled(environment is not None)
        about = environment.description if environment else "Its variables hold in this tab"
        if environment is None and self.current:
            about = self.box.currentData(Qt.ItemDataRole.ToolTipRole)
        self.box.setToolTip(plain_tip(about or self.box.currentText()))
        colour = environment and environment.colour
        palette = self._band.palette()
        ground = theme.named(colour) if colour else theme.colours().border
        palette.setColor(palette.ColorRole.Window, ground)
        self._band.setPalette(palette)

    def _dress(self) -> None:
        muted = theme.colours().muted
        self._edit.setIcon(theme.icon("edit", muted))
        self._title.setStyleSheet(f"color: {muted.name()}")
        for index, environment in enumerate(self._environments.values(), start=1):
            self.box.setItemIcon(index, swatch(environment.colour))
        self._tell()


def swatch(colour: str | None) -> QIcon:
    """A disc of a colour that `theme.named` knows; a ring for none."""
    pixmap = QPixmap(_SWATCH * 2, _SWATCH * 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if colour else theme.colours().muted)
    if colour:
        painter.setBrush(theme.named(colour))
    painter.drawEllipse(QRectF(2, 2, 2 * _SWATCH - 4, 2 * _SWATCH - 4))
    painter.end()
    return QIcon(pixmap)
