"""The context menu of a row of the log."""

from collections.abc import Callable
from functools import partial
from typing import Any, get_args

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from inspector.library.colour import Colour
from inspector.recording import Note
from inspector.ui.library.environment_box import swatch
from inspector.ui.log.line import Line

MOST_MARKED = 1000
"""Rows that are marked at once."""


class LogMenu(QMenu):
    """Asks nothing itself: each function given is what its entry does to the current row."""

    def __init__(
        self,
        parent: QWidget,
        *,
        copy_payload: Callable[[], Any],
        copy_rows: Callable[[], Any],
        to_composer: Callable[[], Any],
        resend: Callable[[], Any],
        toggle: Callable[[], Any],
        mark: Callable[[str], Any],
        bookmark: Callable[[], Any],
        comment: Callable[[], Any],
    ) -> None:
        """`mark` gets a colour of `inspector.library.colour`, or nothing to take it away."""
        super().__init__(parent)
        self.setObjectName("logMenu")
        self.copy_payload = self._add("copyPayloadAction", copy_payload)
        self.copy_rows = self._add("copyRowsAction", copy_rows)
        self.to_composer = self._add("toComposerAction", to_composer)
        self.resend = self._add("resendAction", resend)
        self.addSeparator()
        self.toggle = self._add("toggleFramesAction", toggle)
        self.marks = self._add_marks(mark)
        self.bookmark = self._add("bookmarkAction", bookmark)
        self.bookmark.setText("&Bookmark")
        self.bookmark.setCheckable(True)
        self.comment = self._add("commentAction", comment)
        self.to_composer.setText("Copy to co&mposer\tCtrl+M")
        self.resend.setText("Send a&gain\tCtrl+Shift+M")

    def popup_for(self, line: Line, note: Note, is_open: bool, selected: int, at: QPoint) -> None:
        """Offer at the screen position `at` what can be done with `line`, which has `note`."""
        payload = "&Copy payload" if line.is_frame else "&Copy text"
        self.copy_payload.setText(f"{payload}\tCtrl+C" if selected == 1 else payload)
        rows = f"Copy {selected:,} &rows\tCtrl+C"
        self.copy_rows.setText("Copy &row" if selected == 1 else rows)
        self.to_composer.setEnabled(line.is_frame)
        self.resend.setEnabled(line.is_frame)
        self.toggle.setText("Cl&ose frames\tLeft" if is_open else "&Open frames\tRight")
        self.toggle.setEnabled(line.frames > 1)
        self.bookmark.setChecked(note.bookmark)
        self.bookmark.setEnabled(bool(line.seq))
        self.comment.setText("Edit commen&t…" if note.comment else "Commen&t…")
        self.comment.setEnabled(bool(line.seq))
        few = selected <= MOST_MARKED
        self.marks.setEnabled(few and bool(line.seq))
        self.marks.setTitle("Mar&k" if few else f"Mar&k (at most {MOST_MARKED:,} rows)")
        for action in self.marks.actions():
            action.setIcon(swatch(action.data()))
        self.popup(at)

    def _add_marks(self, mark: Callable[[str], Any]) -> QMenu:
        marks = self.addMenu("Mar&k")
        marks.setObjectName("markMenu")
        for colour in (*get_args(Colour), ""):
            action = marks.addAction(colour.capitalize() or "None", partial(mark, colour))
            action.setObjectName(f"mark{colour.capitalize() or 'None'}Action")
            action.setData(colour)
        return marks

    def _add(self, name: str, act: Callable[[], Any]) -> QAction:
        action = QAction(self)
        action.setObjectName(name)
        action.triggered.connect(lambda: act())
        self.addAction(action)
        return action
