"""The log of the window: header, rows, and what stands in for the rows that are not shown."""

import contextlib
from collections.abc import Callable, Iterator

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from inspector.recording import Recording, RecordingError
from inspector.ui.log import clipboard
from inspector.ui.log.filter_bar import FilterBar
from inspector.ui.log.find_bar import LogFindBar
from inspector.ui.log.header import LogHeader
from inspector.ui.log.line import why_missing
from inspector.ui.log.menu import LogMenu
from inspector.ui.log.model import LogModel
from inspector.ui.log.noting import Noting
from inspector.ui.log.row_filter import RowFilter
from inspector.ui.log.table import LogTable
from inspector.ui.loop import spawn
from inspector.ui.notice_strip import NoticeStrip
from inspector.ui.text import count

EMPTY = "Connect to see every frame here"
ALL_HIDDEN = "The rows so far are hidden. What comes next appears here."
NO_MATCH = "No row matches the filter. What comes next and matches appears here."


class LogView(QWidget):
    """Shows a recording while it grows. `refresh` belongs on the display tick."""

    entry_selected = Signal(object)
    """seq of the row that became current, of a frame where it is one of an opened message; None."""
    to_composer_requested = Signal(object)
    """seq of the frame or message to edit and send again."""
    resend_requested = Signal(object)
    """seq of the frame or message to send again as it is."""
    notes_changed = Signal()
    """A person changed notes on rows."""
    refused = Signal(str)
    """Why something was not done."""
    following_changed = Signal(bool)
    paused_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = LogHeader()
        self.model = LogModel(self)
        self.table = LogTable(self.model, self.header.columns)
        self.filter_bar = FilterBar()
        self.find_bar = LogFindBar(self.model, self.table)
        self._filter = RowFilter(self.model, self.table)
        self._missed = 0
        """seq of the row that was asked for and that the filter leaves out; 0 for none."""
        self._is_current_missing = False
        """It was chosen before it could be read."""
        self._read_to = 0
        """Rows of the recording that were there when following stopped."""
        self._left_out = NoticeStrip("showLeftOut", "Clear filter", "Show every row, and go to it")
        self._hidden = NoticeStrip("showHidden", "Show", "Show the hidden rows again")
        self._waiting = NoticeStrip("resume", "Resume", "Show what was recorded in the meantime")
        self.noting = Noting(self.model, self.table)
        self._follow_button = QPushButton(self.table)
        self._menu = LogMenu(
            self,
            copy_payload=self.copy_payload,
            copy_rows=self.copy_rows,
            to_composer=self.to_composer,
            resend=self.resend,
            toggle=self.toggle_current,
            mark=self.noting.mark,
            bookmark=self.noting.toggle_bookmark,
            comment=lambda: spawn(self.noting.comment(), "comment on a row"),
        )
        self._arrange()
        self._connect()
        self._update()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for bar in (self.filter_bar, self.find_bar):
            column.addWidget(bar)
        for strip in (self._left_out, self._hidden, self._waiting, self.noting.strip):
            column.addWidget(strip)
        for widget in (self.header, self.table):
            column.addWidget(widget)
        self.setFocusProxy(self.table)
        button = self._follow_button
        button.setObjectName("followButton")
        button.setToolTip("Go to the newest row and follow (End)")
        button.setProperty("primary", True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the key is End
        button.hide()

    def _connect(self) -> None:
        bar = self.filter_bar
        bar.expression_changed.connect(self._on_expression_changed)
        bar.pause_toggled.connect(self.set_paused)
        bar.stop_requested.connect(self._filter.stop)
        bar.left.connect(self._on_filter_left)
        self._filter.rows_changed.connect(self._on_rows_changed)
        self._filter.lost.connect(lambda: self.entry_selected.emit(None))
        self.find_bar.left.connect(self.table.setFocus)
        self._left_out.undone.connect(self._show_left_out)
        self._hidden.undone.connect(self.show_hidden)
        self._waiting.undone.connect(lambda: self.set_paused(False))
        self.noting.changed.connect(self.notes_changed)
        self.noting.refused.connect(self.refused)
        self._follow_button.clicked.connect(self.follow)
        self.table.following_changed.connect(self._on_following_changed)
        self.table.copy_requested.connect(self.copy)
        self.table.resized.connect(self._place_button)
        self.table.customContextMenuRequested.connect(self._on_menu_requested)
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)

    # What is shown

    def set_recording(self, recording: Recording | None, *, follow: bool = True) -> None:
        """Show `recording`, from its end on or, without `follow`, from its beginning."""
        self.set_paused(False)
        self.noting.marking.stop()
        self.find_bar.close_search()
        self._filter.close()
        self._missed = 0
        self.model.set_recording(recording)
        self._filter.choose(self.filter_bar.expression)
        self._read_to = self.model.end
        if follow:
            self.follow()
        else:
            self.table.stop_following()
            self.table.scrollToTop()
        self.entry_selected.emit(None)
        self._update()

    def refresh(self) -> None:
        """Take in what was recorded since; costs next to nothing where that is nothing."""
        self._filter.refresh()
        if self._is_current_missing and self.current_seq is not None:
            self._on_current_changed(self.table.currentIndex())
        self.find_bar.refresh()
        self._update()

    @property
    def following(self) -> bool:
        return self.table.following

    def follow(self) -> None:
        """Go to the newest row, and stay with the newest."""
        self.table.follow()

    @property
    def new_count(self) -> int:
        """Rows that came in since following stopped."""
        return 0 if self.following else self.model.count_from(self._read_to)

    @property
    def paused(self) -> bool:
        """Whether the rows shown are frozen; recording goes on."""
        return self.model.paused

    def set_paused(self, paused: bool) -> None:
        if paused != self.model.paused:
            self.model.paused = paused
            self.refresh()
            self.paused_changed.emit(paused)

    @property
    def waiting_count(self) -> int:
        """Rows recorded while the display is paused."""
        return self.model.waiting if self.paused else 0

    @property
    def hidden_count(self) -> int:
        """Rows that "Clear view" hides."""
        return self.model.hidden

    def clear_view(self) -> None:
        """Hide every row shown until now; nothing is deleted."""
        self.model.hide()
        self._update()

    def show_hidden(self) -> None:
        self.model.show_hidden()
        self._update()

    # The filter

    def begin_find(self) -> None:
        """Open the bar to look for something among the rows shown."""
        self.find_bar.begin()

    def find_next(self, by: int) -> None:
        """Go to the next row that was looked for, with -1 to the one before."""
        if self.find_bar.isVisibleTo(self):
            self.find_bar.step(by)
        else:
            self.begin_find()

    def _on_expression_changed(self) -> None:
        self._filter.choose(self.filter_bar.expression)
        self._update()

    def _on_rows_changed(self) -> None:
        self._missed = 0
        self.find_bar.cancel()

    def _on_filter_left(self) -> None:
        if self._filter.stopped:
            self._filter.choose(self.filter_bar.expression)
        self.table.setFocus()

    def _show_left_out(self) -> None:
        seq = self._missed
        self.filter_bar.clear()
        self.select_seq(seq)

    # What is selected

    @property
    def current_seq(self) -> int | None:
        """As `entry_selected` gives it."""
        index = self.table.currentIndex()
        return self.model.line(index.row()).seq or None if index.isValid() else None

    @property
    def current_is_part(self) -> bool:
        """Whether the current row is one frame of an opened message: its seq alone does not say
        so, as the first frame has its message's."""
        index = self.table.currentIndex()
        return index.isValid() and self.model.line(index.row()).is_part

    def select_seq(self, seq: int) -> bool:
        """Go to the row that shows `seq`, a fragment's message where it is not opened.

        Shows hidden rows for it. False where it is not shown: not recorded, display paused, or
        left out by the filter, which is then offered to be cleared; or not to be read at the
        moment, which `refused` says.
        """
        try:
            row = self.model.view_row_of(seq)
            if row is None and self.hidden_count:
                self.show_hidden()
                row = self.model.view_row_of(seq)
        except RecordingError as error:
            self.refused.emit(str(error))
            return False
        if row is None:
            self._missed = seq if self.model.search else 0
            self._update()
            return False
        self.table.select(self.model.index(row, 0))
        return True

    # What is taken out

    def copy(self) -> None:
        """The payload of a single selected row, several rows as text."""
        self._copy(lambda: clipboard.selection_text(self.model, self.table.selectionModel()))

    def copy_rows(self) -> None:
        """The selected rows, cells parted by tabs."""
        self._copy(lambda: clipboard.rows_text(self.model, self.table.selectionModel()))

    def copy_payload(self) -> None:
        """What the current row carries: its message, frame, handshake or problem, whole."""
        if (index := self.table.currentIndex()).isValid():
            self._copy(lambda: clipboard.row_text(self.model, index.row()))

    def to_composer(self) -> None:
        """Have the message of the current row, or one frame of it, put into the composer."""
        self._ask(self.to_composer_requested)

    def resend(self) -> None:
        """Have it sent again as it is."""
        self._ask(self.resend_requested)

    def _ask(self, request: SignalInstance) -> None:
        if (index := self.table.currentIndex()).isValid():
            line = self.model.line(index.row())
            if line.seq:
                request.emit(line.seq)
            else:
                self.refused.emit(f"Nothing was taken. {why_missing(line)}")

    def _copy(self, read: Callable[[], str]) -> None:
        with self._telling():
            if text := read():
                QGuiApplication.clipboard().setText(text)

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        """For what a person asks for: say so where the recording cannot be read."""
        try:
            yield
        except RecordingError as error:
            self.refused.emit(str(error))

    # Reactions

    def _update(self) -> None:
        """What surrounds the rows says how many there are and are not."""
        model = self.model
        self._show_counts()
        self._hidden.say(f"{count(model.hidden, 'row')} hidden" if model.hidden else "")
        waiting = f"Display paused. {count(self.waiting_count, 'new row')} waiting"
        self._waiting.say(waiting if self.paused else "")
        button = self._follow_button
        button.setVisible(not self.following and model.rowCount() > 0)
        if button.isVisibleTo(self):
            text = f"▼ {self.new_count:,} new" if self.new_count else "▼ Newest"
            if text != button.text():
                button.setText(text)
                button.setAccessibleName(f"{self.new_count:,} new rows, go to the newest")
                self._place_button()

    def _show_counts(self) -> None:
        model, searching = self.model, self._filter.searching
        recorded = model.recording.row_count if model.recording else 0
        self.filter_bar.show_counts(model.shown, recorded, searching)
        self.filter_bar.show_note(self._filter.note)
        self.filter_bar.pause.setChecked(self.paused)
        self._left_out.say(f"#{self._missed:,} is not among these rows" if self._missed else "")
        if model.search is not None:
            self.table.placeholder = "Searching…" if searching else NO_MATCH
        else:
            self.table.placeholder = ALL_HIDDEN if model.hidden else EMPTY

    def _place_button(self) -> None:
        """Floating over the end of the rows."""
        button, ground = self._follow_button, self.table.viewport().geometry()
        button.adjustSize()
        corner = ground.bottomRight() - QPoint(button.width() + 12, button.height() + 10)
        button.move(corner)

    def _on_following_changed(self, following: bool) -> None:
        self._read_to = self.model.end
        self._update()
        self.following_changed.emit(following)

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid() and current.row() < self.model.rowCount() - 1:
            self.table.stop_following()  # who chooses a row wants to read it, not to lose it
        self._is_current_missing = current.isValid() and self.current_seq is None
        self.entry_selected.emit(self.current_seq)

    def _on_menu_requested(self, at: QPoint) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self._menu.popup_for(
                self.model.line(index.row()),
                self.model.note(index.row()),
                self.model.is_open(index.row()),
                clipboard.selected_count(self.table.selectionModel()),
                self.table.viewport().mapToGlobal(at),
            )

    def toggle_current(self) -> None:
        """Open or close the message that is chosen."""
        if self.table.currentIndex().isValid():
            self.table.toggle(self.table.currentIndex().row())
