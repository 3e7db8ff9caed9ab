"""The strip that says which recordings were deleted, until the person has seen it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from inspector.recording.retention import Pruned, Usage
from inspector.ui import theme
from inspector.ui.notice_strip import NoticeStrip
from inspector.ui.retention_text import deleted_text, trouble_text
from inspector.ui.text import plain_tip

_NARROW = 60
"""Pixels to which the words may be squeezed, in place of making the window wider."""

_NAMES = 20
"""Listed in the tooltip at most, of each kind."""

_NO_TROUBLE = (False, ())


class DeletionNotice(NoticeStrip):
    """Stays until it is dismissed, and adds up meanwhile. `undone`: Settings… was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("deletion", "Settings…", "How much the recordings may take", parent)
        self._names: tuple[str, ...] = ()
        self._freed = 0
        self._deleted = ""
        self._trouble: object = _NO_TROUBLE
        self._label.setWordWrap(True)
        self._label.setMinimumWidth(_NARROW)
        self._dismiss = QToolButton()
        self._dismiss.setObjectName("dismissDeletionButton")
        self._dismiss.setAutoRaise(True)
        self._dismiss.setAccessibleName("Dismiss")
        self._dismiss.setToolTip("Dismiss this message")
        self._dismiss.clicked.connect(self._on_dismissed)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.setStretchFactor(self._label, 1)
        row.addWidget(self._dismiss)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def add(self, pruned: Pruned, limit: int | None) -> None:
        """Tell of `pruned`, and of what was told before and not dismissed. Trouble that has not
        changed since, though it is found again every few minutes, is no news."""
        is_news = self._is_news((limit is not None and pruned.open.size > limit, pruned.refused))
        if not (pruned.deleted or is_news or limit is None):
            return
        self._names += pruned.deleted
        self._freed += pruned.freed
        self._deleted = deleted_text(Usage(len(self._names), self._freed), limit)
        self._tell(trouble_text(pruned, limit))
        refused = [f"{name}: {why}" for name, why in pruned.refused]
        self._label.setToolTip(plain_tip("\n".join(_some(self._names) + _some(refused))))

    def fail(self, why: str) -> None:
        """Tell why nothing could be deleted at all."""
        if self._is_news(why):
            self._tell(why)

    def _tell(self, trouble: str) -> None:
        self.say(" ".join(filter(None, (self._deleted, trouble))))

    def _is_news(self, trouble: object) -> bool:
        before, self._trouble = self._trouble, trouble
        return trouble != before

    def _on_dismissed(self) -> None:
        self._names, self._freed, self._deleted = (), 0, ""
        self.say("")

    def _dress(self) -> None:
        self._dismiss.setIcon(theme.icon("close", theme.colours().muted))


def _some(lines: Sequence[str]) -> list[str]:
    more = len(lines) - _NAMES
    return [*lines[:_NAMES], f"and {more:,} more"] if more > 0 else list(lines)
