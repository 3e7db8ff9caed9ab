"""A button that says what is chosen, and opens a panel to choose otherwise."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from inspector.ui import theme
from inspector.ui.text import plain_tip

_WIDEST = 230
"""Pixels of the button's text; the rest is in its tooltip."""


_CLOSING_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PopupButton(QToolButton):
    """Space, Enter or Alt+Down opens the panel, Esc closes it."""

    def __init__(self, name: str, accessible_name: str, tip: str, panel: QWidget) -> None:
        """`name` + "Button" and `name` + "Popup" become the object names."""
        super().__init__()
        self._tip = tip
        self.setObjectName(f"{name}Button")
        self.setAccessibleName(accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the words
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.popup = QFrame(self, Qt.WindowType.Popup)
        self.popup.setObjectName(f"{name}Popup")
        self.popup.setFrameShape(QFrame.Shape.StyledPanel)
        self.popup.installEventFilter(self)
        column = QVBoxLayout(self.popup)
        column.addWidget(panel)
        self._panel = panel
        self.clicked.connect(self.open)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def say(self, summary: str, *, is_default: bool, problem: str = "") -> None:
        """Show what is chosen; what is not the default stands out."""
        shown = QFontMetrics(self.font()).elidedText(summary, Qt.TextElideMode.ElideRight, _WIDEST)
        self.setText(shown)
        self.setAccessibleDescription(summary)
        self.setToolTip(
            plain_tip(problem or (self._tip if is_default else f"{summary}\n{self._tip}"))
        )
        font = self.font()
        font.setBold(not is_default)
        self.setFont(font)

    def open(self) -> None:
        """Show the panel above the button, or below it where there is no room."""
        self.popup.adjustSize()
        size, screen = self.popup.sizeHint(), self.screen().availableGeometry()
        place = self.mapToGlobal(QPoint(0, -size.height() - 2))
        if place.y() < screen.top():
            place = self.mapToGlobal(QPoint(0, self.height() + 2))
        place.setX(max(screen.left(), min(place.x(), screen.right() - size.width())))
        self.popup.move(place)
        self.popup.show()
        self._panel.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _CLOSING_KEYS
        ):
            self.popup.hide()
            self.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        self.setIcon(theme.icon("down"))
