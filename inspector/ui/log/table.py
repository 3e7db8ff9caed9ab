"""The view of the log: follows its tail, opens messages into their frames, by mouse and by keys."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from inspector.ui import theme
from inspector.ui.log.columns import ColumnLayout
from inspector.ui.log.delegate import LogDelegate
from inspector.ui.log.model import LogModel


class LogTable(QTableView):
    following_changed = Signal(bool)
    copy_requested = Signal()
    resized = Signal()

    def __init__(
        self, model: LogModel, columns: ColumnLayout, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("logView")
        self.setAccessibleName("Log")
        self._log = model
        self._delegate = LogDelegate(model, columns)
        self._following = True
        self._held = False
        """Whether it stays at the top until somebody scrolls, even if that is the end as well."""
        self._placeholder = ""
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._make_plain()
        columns.changed.connect(self.viewport().update)
        theme.notifier().changed.connect(self.viewport().update)
        model.rowsInserted.connect(self._hold_position)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _make_plain(self) -> None:
        """Rows of one height, selected whole, and nothing around them."""
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self._delegate.row_height())
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def following(self) -> bool:
        """Whether new rows are scrolled to: as long as the end is what is looked at."""
        return self._following

    @property
    def placeholder(self) -> str:
        """What an empty log says."""
        return self._placeholder

    @placeholder.setter
    def placeholder(self, text: str) -> None:
        if text != self._placeholder:
            self._placeholder = text
            self.viewport().update()

    def follow(self) -> None:
        self._held = False
        self._set_following(True)
        self.scrollToBottom()

    def stop_following(self) -> None:
        self._set_following(False)

    @property
    def held(self) -> bool:
        """Whether the top is held since `hold`: nobody has scrolled away from it."""
        return self._held

    def hold(self) -> None:
        """Stay at the top while rows come in, until somebody scrolls or `release`."""
        self.scrollToTop()
        self._held = True
        self._set_following(False)

    def release(self) -> None:
        self._held = False
        self._on_scrolled(self.verticalScrollBar().value())

    def place(self, row: int, top: int) -> None:
        """Scroll so that `row` is `top` pixels below the upper edge, or as near as can be."""
        self.updateGeometries()
        height = self.verticalHeader().defaultSectionSize()
        self.verticalScrollBar().setValue(row * height - top)

    def toggle(self, row: int) -> None:
        """Open or close the message at `row`; closing takes you from its frames to itself."""
        opened = self._log.is_open(row)
        if opened and self._log.message_row(self.currentIndex().row()) == row:
            self._make_current(self._log.index(row, 0))
        self._log.set_open(row, not opened)

    def select(self, index: QModelIndex) -> None:
        """Make `index` the current and only selected row, in the middle of the view."""
        self._make_current(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def choose(self, index: QModelIndex) -> None:
        """Make `index` the current and only selected row, and leave the view where it is."""
        scrolled = self.verticalScrollBar().value()
        self._make_current(index)
        self.verticalScrollBar().setValue(scrolled)

    def _make_current(self, index: QModelIndex) -> None:
        """Whatever keys are held down: `setCurrentIndex` would look at them."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _set_following(self, following: bool) -> None:
        if following != self._following:
            self._following = following
            self.following_changed.emit(following)

    def _on_scrolled(self, value: int) -> None:
        self._held &= value == 0
        if not self._held:
            self._set_following(value == self.verticalScrollBar().maximum())

    def _hold_position(self, _: QModelIndex, first: int, last: int) -> None:
        """Rows that come in above what is being read push nothing away."""
        bar = self.verticalScrollBar()
        height = self.verticalHeader().defaultSectionSize()
        if not self._following and first * height < bar.value():
            self.updateGeometries()
            bar.setValue(bar.value() + (last - first + 1) * height)

    # Qt's interface

    def updateGeometries(self) -> None:
        """Called whenever there is more or less to scroll."""
        super().updateGeometries()
        bar = self.verticalScrollBar()
        if self._following:
            bar.setValue(bar.maximum())
        else:
            self._on_scrolled(bar.value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyboardSearch(self, search: str) -> None:
        """Typing does not walk through a million rows."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go through the log, not through the one column of a row; where there is no
        current row, every way begins with one that is in sight."""
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self._log.index(0, 0)
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self._log.index(self._log.rowCount() - 1, 0)
        if not self.currentIndex().isValid():
            in_sight = self._log.rowCount() - 1 if self._following else self.rowAt(0)
            return self._log.index(in_sight, 0)
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.key() == Qt.Key.Key_End:
            super().keyPressEvent(event)
            self.follow()
        elif row < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle(self._to_message(row))
        elif event.key() == Qt.Key.Key_Right:
            self._log.set_open(row, True)
        elif event.key() == Qt.Key.Key_Left:
            if self._to_message(row) == row:
                self._log.set_open(row, False)
        else:
            super().keyPressEvent(event)

    def _to_message(self, row: int) -> int:
        """From a frame go to its message, as in a tree."""
        message = self._log.message_row(row)
        if message != row:
            self._make_current(self._log.index(message, 0))
        return message

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if (
            event.button() == Qt.MouseButton.LeftButton
            and index.isValid()
            and self._delegate.disclosure_rect(self.visualRect(index)).contains(at)
            and self._log.line(index.row()).frames > 1
        ):
            self.toggle(index.row())
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._log.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.colours().muted)
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.placeholder)
            painter.end()
