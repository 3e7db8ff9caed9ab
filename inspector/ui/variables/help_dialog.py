"""Help > Variables: the syntax and the built-ins, with examples."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspector.ui import theme
from inspector.ui.loop import ask
from inspector.variables import help_rows

_ABOUT = (
    "Variables stand in messages, URLs, headers and rules. In the examples there is a name, Ada, an"
    " answer, 42, and a greeting that refers to the name."
)


async def show_help(parent: QWidget) -> None:
    await ask(VariablesHelp(parent))


class VariablesHelp(QDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Variables")
        self.setObjectName("variablesHelp")
        self.resize(900, 560)
        about = QLabel(_ABOUT)
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        self._search = QLineEdit()
        self._search.setObjectName("variablesSearchEdit")
        self._search.setAccessibleName("Search variables")
        self._search.setPlaceholderText("Search, for example: date")
        self._search.setToolTip("Show the lines that have this, in any case of letters")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._on_search)
        self._table = _table()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(about)
        column.addWidget(self._search)
        column.addWidget(self._table)
        column.addWidget(buttons)

    def _on_search(self, wanted: str) -> None:
        for row in range(self._table.topLevelItemCount()):
            item = self._table.topLevelItem(row)
            if item is not None:
                text = " ".join(item.text(column) for column in range(3))
                item.setHidden(wanted.casefold() not in text.casefold())


def _table() -> QTreeWidget:
    table = QTreeWidget()
    table.setObjectName("variablesTable")
    table.setAccessibleName("Variables")
    table.setHeaderLabels(["Write", "Meaning", "Gives"])
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setAlternatingRowColors(True)
    table.setAllColumnsShowFocus(True)
    for row in help_rows():
        item = QTreeWidgetItem(list(row))
        item.setFont(0, theme.fixed_font())
        item.setFont(2, theme.fixed_font())
        table.addTopLevelItem(item)
    table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.header().setStretchLastSection(True)
    return table
