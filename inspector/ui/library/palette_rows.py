"""The rows of the palette: what it offers, painted in one line each."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector.ui import theme
from inspector.ui.library.ranking import Hit

HIT = Qt.ItemDataRole.UserRole
_ICONS = {
    "template": "template",
    "endpoint": "endpoint",
    "scenario": "scenario",
    "environment": "options",
}
_MARGIN = 8
_ICON = 16
_NAMES = 0.6
"""The share of the width that names and folders may take where there is a content, too."""
_BETWEEN = "   "
"""Name and folder."""

Index = QModelIndex | QPersistentModelIndex


class PaletteModel(QAbstractListModel):
    """The hits, the best first."""

    def __init__(self) -> None:
        super().__init__()
        self._hits: list[Hit] = []

    def show(self, hits: list[Hit]) -> None:
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self._hits[index.row()]
        if role == HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return hit.choice.path
        return None


class PaletteDelegate(QStyledItemDelegate):
    """Icon, name with the letters that were typed, folder, and the content's first line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(HIT)
        colours = theme.colours()
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        rect = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        icon = theme.icon(_ICONS[hit.choice.noun], colours.muted)
        icon.paint(painter, QRect(rect.left(), rect.center().y() - _ICON // 2 + 1, _ICON, _ICON))
        rect.adjust(_ICON + _MARGIN, 0, 0, 0)
        share = _NAMES if hit.choice.line else 1.0
        names = rect.adjusted(0, 0, -int(rect.width() * (1 - share)), 0)
        used = _paint_names(painter, names, option.font, hit)
        rest = rect.adjusted(used + 2 * _MARGIN, 0, 0, 0)
        font = theme.fixed_font()
        painter.setFont(font)
        painter.setPen(colours.muted)
        elided = QFontMetrics(font).elidedText(
            hit.choice.line, Qt.TextElideMode.ElideRight, rest.width()
        )
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, elided)


def _paint_names(painter: QPainter, rect: QRect, font: QFont, hit: Hit) -> int:
    """Name and folder, the letters that were typed in bold; returns the pixels that it took."""
    name, folder = hit.choice.name, hit.choice.folder
    text = QFontMetrics(font).elidedText(
        f"{name}{_BETWEEN}{folder}", Qt.TextElideMode.ElideRight, rect.width()
    )
    layout = QTextLayout(text, font)
    bold, muted = QTextCharFormat(), QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    bold.setForeground(theme.colours().accent)
    muted.setForeground(theme.colours().muted)
    before = len(hit.choice.path) - len(name)
    behind = len(name) + len(_BETWEEN)
    typed = (place - before if place >= before else behind + place for place in hit.places)
    layout.setFormats(
        [
            _range(len(name), len(text) - len(name), muted),
            *(_range(place, 1, bold) for place in typed if place < len(text)),
        ]
    )
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width() + rect.height())
    layout.endLayout()
    painter.setPen(theme.colours().text)
    top = rect.top() + (rect.height() - line.height()) / 2
    layout.draw(painter, QPointF(rect.left(), top))
    return int(line.naturalTextWidth())


def _range(start: int, length: int, how: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, how
    return made
