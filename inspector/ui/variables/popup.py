"""The list of variables below the cursor. It never has the focus: keys go on to the editor."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from inspector.ui import theme
from inspector.ui.variables.offers import Offer

_ROWS = 10
_NAME, _VALUE, _ORIGIN = range(3)
_WIDEST = (260, 320, 260)
"""Pixels of the columns."""
_OFFER = Qt.ItemDataRole.UserRole


class VariablePopup(QTreeWidget):
    """Signals:
    taken(Offer): one was clicked.
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("variablePopup")
        self.setAccessibleName("Variables")
        self.setFrameShape(QFrame.Shape.Box)
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setMinimumSectionSize(0)
        self.itemClicked.connect(lambda item: self.taken.emit(item.data(_NAME, _OFFER)))

    @property
    def current(self) -> Offer:
        """The one that Enter takes."""
        item = self.currentItem()
        assert item is not None
        offer: Offer = item.data(_NAME, _OFFER)
        return offer

    def show_offers(self, offers: Iterable[Offer], cursor: QRect) -> None:
        """Offer these beside the text's cursor, which is there on the screen, the first chosen."""
        self.clear()
        faint = theme.colours().muted
        for offer in offers:
            item = QTreeWidgetItem(list(offer))
            item.setData(_NAME, _OFFER, offer)
            item.setFont(_NAME, theme.fixed_font())
            item.setForeground(_ORIGIN, faint)
            self.addTopLevelItem(item)
        self._choose(0)
        self._fit(cursor)
        self.show()

    def move_choice(self, rows: int) -> None:
        """Choose another one; from the last on to the first, and back."""
        count = self.topLevelItemCount()
        row = self.currentIndex().row() + rows
        if abs(rows) > 1:
            row = max(0, min(row, count - 1))
        self._choose(row % count)

    def _choose(self, row: int) -> None:
        self.setCurrentIndex(self.model().index(row, _NAME))

    def _fit(self, cursor: QRect) -> None:
        """As large as what it shows, within the screen, below the cursor or else above."""
        widths = [
            min(self.sizeHintForColumn(column) + 12, widest)
            for column, widest in enumerate(_WIDEST)
        ]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        rows = min(self.topLevelItemCount(), _ROWS)
        frame = 2 * self.frameWidth()
        bar = self.verticalScrollBar().sizeHint().width() if self.topLevelItemCount() > rows else 0
        width = sum(widths) + bar + frame
        height = rows * self.sizeHintForRow(0) + frame
        screen = QGuiApplication.screenAt(cursor.center()) or self.screen()
        room = screen.availableGeometry()
        below = cursor.bottom() + 2
        top = below if below + height <= room.bottom() else cursor.top() - 2 - height
        left = max(room.left(), min(cursor.left(), room.right() - width))
        self.setGeometry(left, top, width, height)
