"""A button that says what is chosen, and opens a panel to choose otherwise."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from inspector.ui import theme
from inspector.ui.text import plain_tip

_LEAST = 46
"""Pixels; where there is no more room the words are cut."""
_AROUND = 36
"""Pixels that icon and frame take."""
_CLOSING_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PopupButton(QPushButton):
    """Space, Enter or Down opens the panel; Esc or Enter closes it. What is chosen there holds at
    once."""

    def __init__(
        self, name: str, accessible_name: str, tip: str, panel: Callable[[], QWidget]
    ) -> None:
        """`name` + "Button" and `name` + "Popup" become the object names; `panel` makes it when it
        is first opened."""
        super().__init__()
        self._name = name
        self._tip = tip
        self._words = ""
        self._make_panel = panel
        self.setObjectName(f"{name}Button")
        self.setAccessibleName(accessible_name)
        self.setAutoDefault(False)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the words
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    @cached_property
    def _popup(self) -> QFrame:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setObjectName(f"{self._name}Popup")
        popup.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        # A click on the button closes the panel that it opened, and opens it not again.
        popup.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        popup.setFrameShape(QFrame.Shape.StyledPanel)
        popup.installEventFilter(self)
        panel = self._make_panel()
        QVBoxLayout(popup).addWidget(panel)
        popup.setFocusProxy(panel)
        return popup

    def say(self, words: str, summary: str, *, is_default: bool) -> None:
        """Show what is chosen, in a word or two; what is not the default stands out."""
        self._words = words
        self.setAccessibleDescription(summary)
        self.setToolTip(plain_tip(self._tip if is_default else f"{summary}\n{self._tip}"))
        font = self.font()
        font.setBold(not is_default)
        self.setFont(font)
        self._fit()
        self.updateGeometry()

    def open(self) -> None:
        """Show the panel above the button, or below it where there is no room."""
        self._popup.adjustSize()
        size, screen = self._popup.size(), self.screen().availableGeometry()
        place = self.mapToGlobal(QPoint(0, -size.height() - 2))
        if place.y() < screen.top():
            place = self.mapToGlobal(QPoint(0, self.height() + 2))
        place.setX(max(screen.left(), min(place.x(), screen.right() - size.width())))
        self._popup.move(place)
        self._popup.show()
        self._popup.setFocus(Qt.FocusReason.PopupFocusReason)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self._words) + _AROUND
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_LEAST, self.sizeHint().width()), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

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
            self._popup.hide()
            self.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As many of the words as there is room for."""
        room = self.width() - _AROUND + 2
        metrics = QFontMetrics(self.font())
        self.setText(metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room))

    def _dress(self) -> None:
        self.setIcon(theme.icon("expand"))
