"""The Timeline tab: what happened apart from frames on every connection, with its times."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QTreeWidgetItem, QWidget

from inspector.events import HttpRequest, Phase, Problem, StateChange
from inspector.recording import Entry, Recording
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
        self._redraw()

    def refresh(self) -> None:
        """Add what happened since; cheap, however many frames came in between."""
        recording = self._recording
        if recording is None or recording.count == self._looked_until:
            return
        count = recording.count  # read before the events: none is passed over
        news = recording.story(after=self._entries[-1].seq if self._entries else 0, limit=PAGE)
        self._looked_until = count
        if not news:
            return
        if len(news) == PAGE or len(self._entries) + len(news) > self._pages_kept * PAGE:
            self._entries = recording.story(limit=PAGE)
            self._redraw()
        else:
            self._add(news)

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
        if entries and self._recording is not None:
            self._add(entries)
            more = self._recording.story(before=entries[0].seq, limit=1)
            self.earlier.setVisible(bool(more))

    def _on_earlier(self) -> None:
        if self._recording is not None and self._entries:
            first = self._entries[0].seq
            self._entries = self._recording.story(before=first, limit=PAGE) + self._entries
            self._pages_kept += 1
            self._redraw()
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
