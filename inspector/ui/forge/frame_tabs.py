"""The frames of a sequence, one tab each: chosen, added, removed, moved."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QWidget

from inspector.ui.details.controls import IconButton
from inspector.ui.forge.draft import Draft


class FrameTabs(QWidget):
    """Holds the drafts in the order in which they go out; there is always one.

    Signals:
    chosen(Draft): another frame is the present one.
    changed: a frame was added, removed or moved.
    """

    chosen = Signal(object)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._drafts: list[Draft] = []
        self.bar = QTabBar()
        self.bar.setObjectName("forgeFrames")
        self.bar.setAccessibleName("Frames, in the order in which they are sent")
        self.bar.setMovable(True)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add = IconButton(
            "add", "Add a frame", "Send another frame after this one, like it", "addFrameButton"
        )
        self.remove = IconButton(
            "close", "Remove the frame", "Take this frame out", "removeFrameButton"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.bar)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.bar.currentChanged.connect(self._on_chosen)
        self.bar.tabMoved.connect(self._on_moved)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        return tuple(self._drafts)

    def set_drafts(self, drafts: Sequence[Draft]) -> None:
        """Show these, the first of them chosen."""
        blocked = self.bar.blockSignals(True)
        while self.bar.count():
            self.bar.removeTab(0)
        self._drafts = list(drafts)
        for _ in drafts:
            self.bar.addTab("")
        self.bar.setCurrentIndex(0)
        self.bar.blockSignals(blocked)
        self._after()
        self.chosen.emit(self._drafts[0])

    def replace(self, draft: Draft) -> None:
        """The present frame was edited into `draft`."""
        self._drafts[self.bar.currentIndex()] = draft
        self._name()

    def _add(self) -> None:
        place = self.bar.currentIndex() + 1
        self._drafts.insert(place, self._drafts[place - 1])
        self.bar.insertTab(place, "")
        self.bar.setCurrentIndex(place)
        self._after()

    def _remove(self) -> None:
        place = self.bar.currentIndex()
        del self._drafts[place]
        blocked = self.bar.blockSignals(True)  # Qt chooses another tab from within the removal
        self.bar.removeTab(place)
        self.bar.blockSignals(blocked)
        self._after()
        self._on_chosen(self.bar.currentIndex())

    def _on_chosen(self, place: int) -> None:
        self.chosen.emit(self._drafts[place])

    def _on_moved(self, start: int, end: int) -> None:
        self._drafts.insert(end, self._drafts.pop(start))
        self._after()

    def _after(self) -> None:
        self.remove.setEnabled(len(self._drafts) > 1)
        self._name()
        self.changed.emit()

    def _name(self) -> None:
        for place, draft in enumerate(self._drafts):
            self.bar.setTabText(place, f"{place + 1} {draft.name}")
        self.bar.updateGeometry()
