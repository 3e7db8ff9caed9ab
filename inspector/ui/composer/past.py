"""What an editor held before, known again where a person undoes or redoes to it."""

from typing import NamedTuple

from PySide6.QtGui import QTextDocument


class Kept(NamedTuple):
    text: str
    """As it was given; Qt may show other line breaks."""
    kind: str
    """What it was written as."""


class Past:
    """The states of `document` that something was put in the place of, or that were put there."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._kept: dict[int, tuple[int, Kept]] = {}
        """By the steps that can be undone then; with a hash, for other steps may lead there."""

    def keep(self, text: str, kind: str) -> None:
        """What is there now is `text`, of `kind`."""
        self._kept[self._document.availableUndoSteps()] = self._hash(), Kept(text, kind)

    def find(self) -> Kept | None:
        """What is there now, if it was kept."""
        shown, kept = self._kept.get(self._document.availableUndoSteps(), (0, None))
        return kept if kept and shown == self._hash() else None

    def _hash(self) -> int:
        return hash(self._document.toRawText())
