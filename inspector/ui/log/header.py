"""The header above the log: names the columns and lets a person size them."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from inspector.ui import theme
from inspector.ui.log.columns import ABOUT, PADDING, Column, ColumnLayout

_LEAST = 28


class LogHeader(QHeaderView):
    """A header of its own: the log has one model column, painted whole.

    Double-clicking an edge gives the column its first width again.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("logHeader")
        self.setAccessibleName("Columns of the log")
        self.setModel(_titles(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumSectionSize(_LEAST)
        self.setStretchLastSection(True)
        self.setHighlightSections(False)
        self.columns = ColumnLayout([self._first_width(column) for column in Column], self)
        for column in Column:
            self.resizeSection(column, self.columns.width(column))
        self.sectionResized.connect(self._on_section_resized)
        self.sectionHandleDoubleClicked.connect(self._on_handle_double_clicked)
        self._on_section_resized(Column.PREVIEW, 0, self.sectionSize(Column.PREVIEW))

    def widths(self) -> list[int]:
        """Pixels of every column but the preview, to be kept."""
        return [self.sectionSize(column) for column in Column if column != Column.PREVIEW]

    def set_widths(self, widths: list[int]) -> None:
        """As `widths` gave them; of another number of columns those that there are."""
        for column, width in zip(Column, widths[: Column.PREVIEW], strict=False):
            self.resizeSection(column, width)

    def sizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height() + 10)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:
        """Flat, with its title exactly above what the delegate writes."""
        c = theme.colours()
        about = ABOUT[Column(section)]
        painter.save()
        painter.fillRect(box, c.window)
        painter.setPen(c.border)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if section != Column.PREVIEW:
            painter.drawLine(box.right(), box.top() + 5, box.right(), box.bottom() - 5)
        painter.setPen(c.muted)
        inside = box.adjusted(PADDING, 0, -PADDING, 0)
        painter.drawText(inside, about.align | Qt.AlignmentFlag.AlignVCenter, about.title)
        painter.restore()

    def _first_width(self, column: Column) -> int:
        """Room for the sample in the log's font and for the title in the header's."""
        about = ABOUT[column]
        sample = QFontMetrics(theme.fixed_font()).horizontalAdvance(about.sample)
        title = self.fontMetrics().horizontalAdvance(about.title)
        return max(sample, title) + 2 * PADDING + 2

    def _on_section_resized(self, section: int, _: int, width: int) -> None:
        self.columns.set_width(Column(section), width)

    def _on_handle_double_clicked(self, section: int) -> None:
        self.resizeSection(section, self._first_width(Column(section)))


def _titles(parent: LogHeader) -> QStandardItemModel:
    model = QStandardItemModel(0, len(Column), parent)
    for column, about in ABOUT.items():
        item = QStandardItem(about.title)
        item.setToolTip(about.tip)
        model.setHorizontalHeaderItem(column, item)
    return model
