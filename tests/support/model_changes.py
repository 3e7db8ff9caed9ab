"""Finds out when a model is changed from within one of its own changes."""

from PySide6.QtCore import QAbstractItemModel


class ModelChanges:
    """Watches `model` from now on.

    A view chooses another row from within the removal of the current one. Code that changes rows in
    answer to that does so in the middle of the removal, which crashes the process or loses rows.
    """

    def __init__(self, model: QAbstractItemModel) -> None:
        self.nested: list[str] = []
        """The changes that began before the one around them was done."""
        self._open = 0
        for what, begins, ends in (
            ("insert", model.rowsAboutToBeInserted, model.rowsInserted),
            ("remove", model.rowsAboutToBeRemoved, model.rowsRemoved),
            ("move", model.rowsAboutToBeMoved, model.rowsMoved),
            ("reset", model.modelAboutToBeReset, model.modelReset),
        ):
            begins.connect(lambda *_, what=what: self._begin(what))
            ends.connect(lambda *_: self._end())
        model.dataChanged.connect(lambda *_: self._note("data"))

    def _begin(self, what: str) -> None:
        self._note(what)
        self._open += 1

    def _end(self) -> None:
        self._open -= 1

    def _note(self, what: str) -> None:
        if self._open:
            self.nested.append(what)
