"""Lets the log list the rows that match: searches for them, and keeps the person's place."""

import time

from PySide6.QtCore import QObject, Signal

from inspector.filtering import Progress, Search, Term
from inspector.ui.log.anchor import Anchor
from inspector.ui.log.ended_searches import EndedSearches
from inspector.ui.log.model import LogModel
from inspector.ui.log.table import LogTable
from inspector.ui.text import count

_BRIEF_S = 0.2
"""A search that takes no longer is not worth a word."""


class RowFilter(QObject):
    """Chooses which rows `model` lists, and goes back to where `table` was among them.

    A search is put before the model once it has looked at something, so that the log does not
    flicker while a person types.

    Signals:
    rows_changed: other rows are listed than before; no row is chosen.
    lost: there is no row near the one that was chosen.
    """

    rows_changed = Signal()
    lost = Signal()

    def __init__(self, model: LogModel, table: LogTable) -> None:
        super().__init__(table)
        self._model = model
        self._table = table
        self._next: Search | None = None
        self._ended = EndedSearches()
        self._anchor: Anchor | None = None
        """Where to go back to, once the search has been there."""
        self._stopped = False
        self._rested_at = 0.0
        """When there was last nothing to look at."""

    def choose(self, term: Term | None) -> None:
        """Look for `term`; None is every row, and that at once."""
        self._ended.add(self._next)
        self._next = None
        recording = self._model.recording
        if recording is not None and term is not None:
            self._next = Search(recording, term)
            self._rested_at = time.monotonic()
        elif self._model.search is not None:
            self._list(None)
            self._go_back()

    def refresh(self) -> None:
        """Let the model show what was recorded and found since the last call."""
        if self._next is not None and _has_begun(self._next.progress):
            self._list_next()
        self._model.refresh()
        self._go_back()

    @property
    def stopped(self) -> bool:
        """Whether the search was stopped before its end."""
        return self._stopped

    def stop(self) -> None:
        """Look no further; what was found stays."""
        if self._next is not None:
            self._list_next()
        if (search := self._model.search) is not None:
            search.cancel()
            self._stopped = True

    def close(self) -> None:
        """End every search, so that the recording can be closed. The model lists every row."""
        self.choose(None)
        self._ended.close()

    @property
    def searching(self) -> str:
        """`searching 40 %`; empty while there is nothing to wait for."""
        search, now = self._next or self._model.search, time.monotonic()
        if search is None or self._stopped or _is_over(search.progress):
            self._rested_at = now
            return ""
        is_brief = now - self._rested_at < _BRIEF_S
        return "" if is_brief else f"searching {_percent(search.progress)} %"

    @property
    def note(self) -> str:
        """What was not looked at, and why; empty where that is nothing."""
        search = self._model.search
        if search is None:
            return ""
        progress = search.progress
        if progress.error:
            return progress.error
        if self._stopped:
            return f"Stopped at {_percent(progress)} %. Enter in the filter searches again."
        if progress.unreadable:
            return f"{count(progress.unreadable, 'event')} could not be read: the file is damaged."
        return ""

    def _list_next(self) -> None:
        search, self._next = self._next, None
        self._list(search)

    def _list(self, search: Search | None) -> None:
        """Other rows from now on; the person shall be where they were among them."""
        if self._anchor is None or self._table.currentIndex().isValid():
            self._anchor = Anchor.of(self._table, self._model)
        self._ended.add(self._model.search)
        self._stopped = False
        self._model.set_search(search)
        if self._anchor is not None and not self._anchor.following:
            self._table.hold()
        self.rows_changed.emit()

    def _go_back(self) -> None:
        """To the anchor, once it is known which rows there match; unless the person left."""
        anchor = self._anchor
        if anchor is None or not self._looked_at(anchor.row):
            return
        self._anchor = None
        stayed = self._table.held or (anchor.following and self._table.following)
        self._table.release()
        if stayed and not self._table.currentIndex().isValid():
            anchor.restore(self._table, self._model)
        if not self._table.currentIndex().isValid():
            self.lost.emit()

    def _looked_at(self, row: int) -> bool:
        """Whether it is known by now which of `row` and all after it match."""
        search = self._model.search
        if search is None or self._stopped:
            return True
        progress = search.progress  # the newest rows are looked at first
        return _is_over(progress) or row >= progress.rows - progress.looked


def _has_begun(progress: Progress) -> bool:
    return progress.looked > 0 or _is_over(progress)


def _is_over(progress: Progress) -> bool:
    return progress.finished or bool(progress.error)


def _percent(progress: Progress) -> int:
    return 100 * progress.looked // max(1, progress.rows)
