"""What is read of a session: the log, and below it the details of the chosen row."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

from inspector.ui.details import DetailPane
from inspector.ui.log import LogView


class ReadingPage(QSplitter):
    """The details give way where there is room for the log alone."""

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
        self.log.notes_changed.connect(self.details.show_comment)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.log.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        both = self.log.minimumSizeHint().height() + self.details.minimumSizeHint().height()
        self.details.setVisible(event.size().height() >= both + self.handleWidth())
        super().resizeEvent(event)
