"""The Timeline tab: what happened apart from frames on every connection, with its times."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QTreeWidgetItem, QWidget

from inspector.events import HttpRequest, Phase, Problem, StateChange
from inspector.recording import Entry, Recording, RecordingBusyError
from inspector.ui import state_badge, theme
from inspector.ui.details.layouts import fill, pages, table
from inspector.ui.details.story_line import Line, lines
from inspector.ui.text import plain_tip

PAGE = 500
"""Events that are read at a time."""


class TimelineTab(QWidget):
    """Signals:
    entry_requested(int): the event of this seq is to be shown.
    """

    entry_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._recording: Recording | None = None
        self._entries: list[Entry] = []
        self._looked_until = 0
        self._pages_kept = 2
        self._wants_earlier = False
        self.earlier = QPushButton("Show earlier events")
        self.earlier.setObjectName("earlierButton")
        self.earlier.setToolTip(f"Read the {PAGE} events before these")
        self.earlier.clicked.connect(self._on_earlier)
        self.earlier.hide()
        columns = ["Time", "Delta", "Duration", "Connection", "Event", "What"]
        self.tree = table("timelineTree", "Timeline", columns)
        self.tree.setToolTip("Double-click or Enter: show what happened there")
        self.tree.setUniformRowHeights(True)
        self.tree.itemActivated.connect(self._on_activated)
        page = fill(QWidget(), self.earlier, self.tree)
        self._pages = pages("Nothing happened yet.", "timelineHint", page)
        fill(self, self._pages)
        theme.notifier().changed.connect(self._redraw)

    def set_recording(self, recording: Recording | None) -> None:
        self._recording = recording
        self._entries, self._looked_until, self._pages_kept = [], 0, 2
        self._wants_earlier = False
        self.earlier.hide()
        self._redraw()

    def refresh(self) -> None:
        """Add what happened since, and before where that is wanted; cheap, however many frames came
        in between. RecordingError; what could not be read is read with the next call."""
        recording = self._recording
        if recording is None:
            return
        if self._wants_earlier:
            self._show_earlier(recording)
        if recording.count == self._looked_until:
            return
        count = recording.count  # read before the events: none is passed over
        news = recording.story(after=self._entries[-1].seq if self._entries else 0, limit=PAGE)
        if len(news) == PAGE or len(self._entries) + len(news) > self._pages_kept * PAGE:
            self._show(recording, recording.story(limit=PAGE))
        elif news:
            self._add(news)
        self._looked_until = count

    def _add(self, news: list[Entry]) -> None:
        bar = self.tree.verticalScrollBar()
        follows = bar.value() == bar.maximum()
        self.tree.addTopLevelItems(
            [_item(e, line) for e, line in zip(news, lines(news, self._entries), strict=True)]
        )
        self._entries += news
        self._pages.setCurrentIndex(1)
        if follows:
            self.tree.scrollToBottom()

    def _redraw(self) -> None:
        entries, self._entries = self._entries, []
        self.tree.clear()
        self._pages.setCurrentIndex(1 if entries else 0)
        if entries:
            self._add(entries)

    def _show(self, recording: Recording, entries: list[Entry]) -> None:
        """Show these alone, and whether there are others before them."""
        more = recording.story(before=entries[0].seq, limit=1)
        self.earlier.setVisible(bool(more))
        self._entries = entries
        self._redraw()

    def _on_earlier(self) -> None:
        self._wants_earlier = True  # read on the display tick, which tells what cannot be read

    def _show_earlier(self, recording: Recording) -> None:
        self._wants_earlier = False
        try:
            earlier = recording.story(before=self._entries[0].seq, limit=PAGE)
            self._show(recording, earlier + self._entries)
        except RecordingBusyError:
            self._wants_earlier = True
            raise
        self._pages_kept += 1
        self.tree.scrollToTop()

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        self.entry_requested.emit(self._entries[self.tree.indexOfTopLevelItem(item)].seq)


def _item(entry: Entry, line: Line) -> QTreeWidgetItem:
    item = QTreeWidgetItem(list(line))
    colours = theme.colours()
    for column in range(3):
        item.setFont(column, theme.fixed_font())
    item.setForeground(1, colours.muted)
    item.setIcon(4, _icon(entry))
    item.setToolTip(5, plain_tip(line.what))
    if isinstance(entry.event, Problem):
        for column in (4, 5):
            item.setForeground(column, colours.problem)
    return item


def _icon(entry: Entry) -> QIcon:
    event, colours = entry.event, theme.colours()
    if isinstance(event, StateChange):
        return state_badge.icon(event.ready_state)
    if isinstance(event, Problem):
        return theme.icon("warning", colours.problem)
    if isinstance(event, Phase):
        failed = bool(event.error)
        return (
            theme.icon("warning", colours.warning) if failed else theme.icon("check", colours.muted)
        )
    is_request = isinstance(event, HttpRequest)
    return theme.icon("up", colours.sent) if is_request else theme.icon("down", colours.received)
