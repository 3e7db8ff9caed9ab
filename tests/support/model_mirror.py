"""What a view knows of a model: only what the model's signals announced."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt

_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class ModelMirror:
    """Follows the rows of `model` by its signals, and reads a row only when one of them says so.

    `check` finds what changed without being announced, and what was announced in another place
    than where it happened: Qt's QAbstractItemModelTester sees neither.
    """

    def __init__(self, model: QAbstractItemModel) -> None:
        self._model = model
        self._rows: list[tuple[str, ...]] = []
        model.rowsInserted.connect(self._on_inserted)
        model.rowsRemoved.connect(self._on_removed)
        model.dataChanged.connect(self._on_changed)
        model.modelReset.connect(self._on_reset)
        self._on_reset()

    def check(self) -> None:
        """Compare with all rows of the model as they are now."""
        shown = self._read(0, self._model.rowCount() - 1)
        assert len(self._rows) == len(shown), (len(self._rows), len(shown))
        for row, (known, there) in enumerate(zip(self._rows, shown, strict=True)):
            assert known == there, (row, known, there)

    def _read(self, first: int, last: int) -> list[tuple[str, ...]]:
        indexes = [self._model.index(row, 0) for row in range(first, last + 1)]
        return [tuple(index.data(role) for role in _ROLES) for index in indexes]

    def _on_inserted(self, _: QModelIndex, first: int, last: int) -> None:
        assert 0 <= first <= len(self._rows)
        self._rows[first:first] = self._read(first, last)

    def _on_removed(self, _: QModelIndex, first: int, last: int) -> None:
        assert 0 <= first <= last < len(self._rows)
        del self._rows[first : last + 1]

    def _on_changed(self, top: QModelIndex, bottom: QModelIndex) -> None:
        assert 0 <= top.row() <= bottom.row() < len(self._rows)
        self._rows[top.row() : bottom.row() + 1] = self._read(top.row(), bottom.row())

    def _on_reset(self) -> None:
        self._rows = self._read(0, self._model.rowCount() - 1)
