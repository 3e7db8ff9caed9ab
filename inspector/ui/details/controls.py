"""Small controls that the tabs of the detail pane share."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from inspector.ui import theme


class IconButton(QToolButton):
    """A flat button with an icon, its words in the tooltip and for screen readers."""

    def __init__(self, icon: str, text: str, tip: str, name: str) -> None:
        super().__init__()
        self._icon = icon
        self.setObjectName(name)
        self.setText(text)
        self.setAccessibleName(text)
        self.setAutoRaise(True)
        self.setIconSize(QSize(16, 16))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tip)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setIcon(theme.icon(self._icon))


class Segments(QWidget):
    """One choice out of a few, all in sight; the arrow keys move it.

    Signals:
    chosen(int): the place of the choice, when a person changes it.
    """

    chosen = Signal(int)

    def __init__(self, choices: dict[str, str], name: str, accessible_name: str) -> None:
        """`choices`: what is written on each, and its tooltip."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for place, (text, tip) in enumerate(choices.items()):
            button = QToolButton()
            button.setText(text)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setObjectName(f"{name}{place}")
            button.setToolTip(tip)
            button.setAccessibleName(f"{accessible_name}: {text}")
            self._group.addButton(button, place)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.chosen)

    @property
    def index(self) -> int:
        return self._group.checkedId()

    @index.setter
    def index(self, place: int) -> None:
        self._group.button(place).setChecked(True)

    def button(self, place: int) -> QToolButton:
        button = self._group.button(place)
        assert isinstance(button, QToolButton)
        return button

    def set_available(self, place: int, available: bool) -> None:
        """Grey out a choice; the first one takes over where it was chosen."""
        self._group.button(place).setEnabled(available)
        if not available and self.index == place:
            self.index = 0


class PlainLabel(QLabel):
    """A line of text that may come from the peer: never taken for HTML, selectable, in a colour
    that follows the theme, hidden while empty."""

    def __init__(self, name: str, colour: str = "text", *, wraps: bool = True) -> None:
        super().__init__()
        self._colour = colour
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(wraps)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hide()
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def setText(self, text: str) -> None:
        super().setText(text)
        if self.parent() is not None:  # showing a widget without a parent opens a window
            self.setVisible(bool(text))

    def set_colour(self, colour: str) -> None:
        """One of the names of `theme.Colours`."""
        self._colour = colour
        self._dress()

    def _dress(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, getattr(theme.colours(), self._colour))
        self.setPalette(palette)


class NoteLine(QWidget):
    """What a reader must know about the text above it, and a way to see more of it.

    Signals:
    more_requested: show more of what was cut.
    """

    more_requested = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.label = PlainLabel(f"{name}Label", "muted")
        self.more = QPushButton("Show more")
        self.more.setObjectName(f"{name}MoreButton")
        self.more.setToolTip("Show four times as much")
        self.more.clicked.connect(self.more_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 4)
        row.addWidget(self.label, 1)
        row.addWidget(self.more)
        self.show_note("")

    def show_note(self, note: str, *, more: bool = False) -> None:
        self.label.setText(note)
        self.more.setVisible(more)
        self.setVisible(bool(note) or more)


def hint(text: str, name: str) -> QLabel:
    """What an empty pane says."""
    label = PlainLabel(name, "muted")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setText(text)
    return label
