"""The detail pane: what is known about the row chosen in the log, and about its connection."""

import contextlib
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTabWidget, QWidget

from inspector.events import Frame, HttpRequest, HttpResponse
from inspector.recording import Recording, RecordingBusyError, RecordingError, Row
from inspector.ui.detail_tabs import FRAMES, HANDSHAKE, MESSAGE, STATISTICS, TIMELINE
from inspector.ui.details.controls import PlainLabel
from inspector.ui.details.layouts import fill, pages
from inspector.ui.details.message_tab import MessageTab
from inspector.ui.tab_order import follow

if TYPE_CHECKING:
    from inspector.ui.details.frames_tab import FramesTab
    from inspector.ui.details.handshake_tab import HandshakeTab
    from inspector.ui.details.statistics import StatisticsTab
    from inspector.ui.details.timeline_tab import TimelineTab

W = TypeVar("W", bound=QWidget)


class DetailPane(QWidget):
    """Reads only what the tab in front shows. The tabs behind the first one are built, and
    imported, when they are first wanted: that takes twice as long as all the rest of the pane.

    Signals:
    to_composer_requested(int): the message of this seq is to be edited and sent again.
    """

    to_composer_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailPane")
        self._recording: Recording | None = None
        self._is_live = False
        self._row: Row | None = None
        self._index = 0
        self._seq = 0
        self._count = 0
        self._shown: set[int] = set()
        self._is_missing = False
        """Something could not be read while the recording was written: at the next tick."""
        self.message = MessageTab()
        self._message_page = pages(
            "Choose a row of the log to read it.", "messageHint", self.message
        )
        self.tabs = QTabWidget()
        self.tabs.setObjectName("detailTabs")
        self.tabs.setAccessibleName("Details")
        self.tabs.setDocumentMode(True)
        for widget, title, tip in (
            (self._message_page, "Message", "The payload, decoded"),
            (QWidget(), "Frames", "Headers bit by bit, and the bytes in hex"),
            (QWidget(), "Handshake", "Request, response, and what they agreed on"),
            (
                QWidget(),
                "Timeline",
                "Phases of dialling, states, handshakes and problems with their times",
            ),
            (QWidget(), "Statistics", "Counts, bytes, rates, sizes, gaps and round trips"),
        ):
            self.tabs.setTabToolTip(self.tabs.addTab(widget, title), tip)
        self.note = PlainLabel("detailNote", "problem")
        self.note.setAccessibleName("What of the recording cannot be read")
        fill(self, self.tabs, self.note)
        self.setMinimumHeight(140)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.tabs.currentChanged.connect(self._show_current)
        self.message.to_composer_requested.connect(self.to_composer_requested)

    @cached_property
    def frames(self) -> "FramesTab":
        from inspector.ui.details.frames_tab import FramesTab

        frames = self._put(FRAMES, FramesTab())
        frames.unreadable.connect(self.note.setText)
        return frames

    @cached_property
    def handshake(self) -> "HandshakeTab":
        from inspector.ui.details.handshake_tab import HandshakeTab

        return self._put(HANDSHAKE, HandshakeTab())

    @cached_property
    def timeline(self) -> "TimelineTab":
        from inspector.ui.details.timeline_tab import TimelineTab

        timeline = self._put(TIMELINE, TimelineTab())
        timeline.entry_requested.connect(self._on_entry_requested)
        timeline.set_recording(self._recording)
        return timeline

    @cached_property
    def statistics(self) -> "StatisticsTab":
        from inspector.ui.details.statistics import StatisticsTab

        statistics = self._put(STATISTICS, StatisticsTab())
        statistics.set_recording(self._recording, is_live=self._is_live)
        return statistics

    def _put(self, index: int, tab: W) -> W:
        """Put `tab`, which was just built, where it belongs."""
        page = self.tabs.widget(index)
        assert page is not None
        fill(page, tab)
        tab.show()  # at once: the page may be in sight
        follow(self._message_page, tab)
        return tab

    def set_recording(self, recording: Recording | None, *, is_live: bool = False) -> None:
        """Show nothing of the recording before; None before that one is closed. `is_live` says that
        it is being recorded."""
        self._recording, self._is_live = recording, is_live
        self.message.forget()
        built = vars(self)
        if "handshake" in built:
            self.handshake.forget()
        if "timeline" in built:
            self.timeline.set_recording(recording)
        if "statistics" in built:
            self.statistics.set_recording(recording, is_live=is_live)
        self.show_entry(None)

    def show_entry(self, seq: int | None) -> None:
        """Show the event `seq`: a frame's whole message, or another event; None for nothing."""
        self._row, self._seq, self._is_missing = None, seq or 0, False
        self.note.setText("")
        if self._recording is not None and seq is not None:
            with self._telling_damage():
                self._index = self._recording.row_of(seq)
                self._row = self._recording.rows(self._index, 1)[0]
        self._shown.clear()
        self._count = 0
        self._show_current()

    def show_comment(self) -> None:
        """The comment on the row that is shown may have changed."""
        if MESSAGE in self._shown:
            with self._telling_damage():
                self.message.show_comment()

    def find_in_message(self) -> None:
        """Search in the message."""
        self.tabs.setCurrentIndex(MESSAGE)
        if self._row is not None:
            self.message.find_bar.begin()

    def find_next(self, by: int) -> None:
        """Go on with the search in the message, -1 backwards; begin one where there is none."""
        if self.message.find_bar.isVisible():
            self.message.find_bar.step(by)
        else:
            self.find_in_message()

    def refresh(self) -> None:
        """On the display tick; cheap where nothing that is in sight changed."""
        recording = self._recording
        if recording is None or not self.isVisible():
            return
        if self._is_missing:
            self.show_entry(self._seq or None)
        with self._telling_damage():
            with contextlib.suppress(RecordingBusyError):  # it stays as it is until the next tick
                if (count := recording.count) != self._count:
                    self._grow(recording)
                    self._count = count
            current = self.tabs.currentIndex()
            if current == MESSAGE:
                self.message.refresh()
            elif current == FRAMES:
                self.frames.refresh()
            elif current == TIMELINE:
                self.timeline.refresh()
            elif current == STATISTICS:
                self.statistics.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.find_in_message()
        else:
            super().keyPressEvent(event)

    def _grow(self, recording: Recording) -> None:
        """Take in what was added to the chosen message, or to the handshake in sight."""
        row = self._row
        if row is not None and _may_grow(row):
            now = recording.rows(self._index, 1)[0]
            if now.frames != row.frames:
                self._row = now
                if MESSAGE in self._shown:
                    self.message.grow(now)
                if FRAMES in self._shown:
                    self.frames.grow(now)
        if self.tabs.currentIndex() == HANDSHAKE:
            self._show_handshake(recording)

    def _show_current(self) -> None:
        """Fill the tab in front, unless it is filled."""
        current = self.tabs.currentIndex()
        if current not in self._shown:
            self._shown.add(current)
            with self._telling_damage():
                self._fill(current)

    def _fill(self, current: int) -> None:
        recording, row = self._recording, self._row
        is_frame = row is not None and isinstance(row.event, Frame)
        if current == MESSAGE:
            self._message_page.setCurrentIndex(0 if row is None else 1)
            if recording is not None and row is not None:
                show = self.message.show_message if is_frame else self.message.show_event
                show(recording, row)
        elif current == FRAMES:
            if recording is not None and row is not None and is_frame:
                self.frames.show_message(recording, row, self._seq)
            else:
                self.frames.show_none()
        elif current == HANDSHAKE:
            self._show_handshake(recording)
        elif current == TIMELINE:
            self.timeline.refresh()
        elif current == STATISTICS:
            self.statistics.show()  # builds it; what it shows is counted on the display tick

    @contextlib.contextmanager
    def _telling_damage(self) -> Iterator[None]:
        """What the recording does not give, being damaged, is said below the tabs."""
        try:
            yield
        except (RecordingError, LookupError) as error:
            self._is_missing = isinstance(error, RecordingBusyError)
            self.note.setText(str(error))

    def _show_handshake(self, recording: Recording | None) -> None:
        """Of the chosen row's connection, or of the latest one."""
        handshake = self.handshake
        if recording is None:
            return
        number = self._row.connection if self._row else recording.connections
        if number != handshake.connection or not handshake.is_complete:
            handshake.show_connection(recording, number)

    def _on_entry_requested(self, seq: int) -> None:
        self.show_entry(seq)
        is_http = self._row and isinstance(self._row.event, HttpRequest | HttpResponse)
        self.tabs.setCurrentIndex(HANDSHAKE if is_http else MESSAGE)


def _may_grow(row: Row) -> bool:
    """Whether the row's first frame left its message unfinished."""
    frame = row.event
    return isinstance(frame, Frame) and not frame.fin
