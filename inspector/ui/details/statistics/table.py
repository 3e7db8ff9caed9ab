"""The table of the figures: plain lines, to be read and copied."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from inspector.ui import theme
from inspector.ui.details.layouts import table
from inspector.ui.details.statistics.lines import Line, Section

_COLUMNS = ["Figure", "Received", "Sent", "Total"]


class FiguresTable:
    """Shows sections in `tree`: always the same lines; those that do not apply are hidden."""

    def __init__(self) -> None:
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self.tree = table("statisticsTable", "Statistics", _COLUMNS)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(0)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(header.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        for column in range(1, len(_COLUMNS)):
            self.tree.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy = QAction("&Copy figures", self.tree)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        self.tree.addAction(copy)
        theme.notifier().changed.connect(self._dress)

    def show_sections(self, sections: list[Section]) -> None:
        if not self._groups:
            self._build(sections)
        for (group, items), section in zip(self._groups, sections, strict=True):
            for item, line in zip(items, section.lines, strict=True):
                for column, text in enumerate(line[: len(_COLUMNS)]):
                    if item.text(column) != text:
                        item.setText(column, text)
                item.setHidden(line.is_empty)
            group.setHidden(all(line.is_empty for line in section.lines))

    def copy(self) -> None:
        """The selected lines, or all of them; cells are parted by tabs."""
        lines = ["\t".join(_COLUMNS)]
        selected = self.tree.selectedItems()
        for group, items in self._groups:
            shown = [item for item in items if not item.isHidden()]
            if chosen := [item for item in shown if item in selected] if selected else shown:
                lines += [group.text(0), *map(_cells, chosen)]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _build(self, sections: list[Section]) -> None:
        for place, (title, lines) in enumerate(sections):
            group = QTreeWidgetItem([title])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            items = [_item(line) for line in lines]
            group.addChildren(items)
            self.tree.addTopLevelItem(group)
            self.tree.setFirstColumnSpanned(place, QModelIndex(), True)
            self._groups.append((group, items))
        self.tree.expandAll()
        self._dress()

    def _dress(self) -> None:
        for group, _ in self._groups:
            group.setForeground(0, theme.colours().muted)


def _item(line: Line) -> QTreeWidgetItem:
    item = QTreeWidgetItem(line[: len(_COLUMNS)])
    item.setToolTip(0, line.tip)
    for column in range(1, len(_COLUMNS)):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _cells(item: QTreeWidgetItem) -> str:
    return "\t".join(item.text(column) for column in range(len(_COLUMNS)))
