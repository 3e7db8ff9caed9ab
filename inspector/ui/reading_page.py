"""What is read of a session: the log, and below it the details of the chosen row."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from inspector.ui.details import DetailPane
from inspector.ui.log import LogView


class ReadingPage(QSplitter):
    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setObjectName("readingSplitter")
        self.log = LogView()
        self.details = DetailPane()
        self.addWidget(self.log)
        self.addWidget(self.details)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setSizes([350, 300])
        self.setChildrenCollapsible(False)
        self.log.entry_selected.connect(self.details.show_entry)
