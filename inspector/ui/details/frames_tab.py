"""The Frames tab: the frames of a message, and the chosen one bit by bit."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QWidget

from inspector.events import Frame
from inspector.recording import Recording, RecordingBusyError, RecordingError, Row
from inspector.ui.details.frame_list import FrameListModel
from inspector.ui.details.frame_view import FrameView
from inspector.ui.details.layouts import fill, pages, split
from inspector.ui.text import count


class FramesTab(QWidget):
    """The list is hidden where the message has one frame, as most have.

    Signals:
    unreadable(str): why the chosen frame cannot be shown; empty once it can.
    """

    unreadable = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._recording: Recording | None = None
        self._message = 0
        self._is_missing = False
        """The chosen frame could not be read while the recording was written."""
        self.model = FrameListModel(self)
        self.list = QListView()
        self.list.setObjectName("frameList")
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Frames of the message")
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.frame = FrameView()
        content = split(self.list, self.frame, sizes=[190, 850])
        content.setStretchFactor(1, 1)
        self._pages = pages("Choose a frame to see its bits and bytes.", "framesHint", content)
        fill(self, self._pages)

    def show_message(self, recording: Recording, row: Row, seq: int) -> None:
        """Show the frames of `row`, that of `seq` chosen."""
        self._recording, self._message = recording, row.seq
        self.model.set_message(recording, row)
        self._show_count(row)
        self._pages.setCurrentIndex(1)
        position = self.model.position_of(seq) if seq != row.seq else 0
        self.list.setCurrentIndex(self.model.index(position))

    def grow(self, row: Row) -> None:
        self.model.grow(row)
        self._show_count(row)

    def refresh(self) -> None:
        """On the display tick."""
        self.model.refresh()
        if self._is_missing:
            self._on_current_changed(self.list.currentIndex())

    def show_none(self) -> None:
        """What is chosen is no frame."""
        self._pages.setCurrentIndex(0)
        self.model.set_message(None, None)
        self._recording = None

    def _show_count(self, row: Row) -> None:
        self.list.setVisible(row.frames > 1)
        self.list.setToolTip(count(row.frames, "frame"))

    def _on_current_changed(self, current: QModelIndex) -> None:
        was_missing, self._is_missing = self._is_missing, False
        if self._recording is None or not current.isValid():
            return
        try:
            entries = self._recording.frames_of(self._message, current.row(), 1, wait=False)
        except RecordingError as error:
            self._is_missing = isinstance(error, RecordingBusyError)
            self.frame.hide()  # it shows another frame
            self.unreadable.emit(str(error))
            return
        if was_missing:
            self.unreadable.emit("")
        if entries and isinstance(entries[0].event, Frame):
            self.frame.show_frame(entries[0].event)
            self.frame.show()
