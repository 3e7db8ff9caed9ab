"""The columns of the log: one layout, shared by the header and the delegate."""

import enum
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal


class Column(enum.IntEnum):
    NUMBER = 0
    TIME = 1
    DELTA = 2
    DIRECTION = 3
    TYPE = 4
    SIZE = 5
    PREVIEW = 6


class About(NamedTuple):
    title: str
    tip: str
    sample: str
    """The text that its first width has room for."""
    align: Qt.AlignmentFlag


PADDING = 7
"""Pixels left and right inside every column."""

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight

ABOUT: dict[Column, About] = {
    Column.NUMBER: About("#", "The number of the event in the recording", "999,999", _RIGHT),
    Column.TIME: About("Time", "Local time", "00:00:00.000", _LEFT),
    Column.DELTA: About("Δ", "Time since the row before", "+59.999 s", _RIGHT),
    Column.DIRECTION: About(
        "Dir", "Arrow up: sent. Arrow down: received", "Dir", Qt.AlignmentFlag.AlignHCenter
    ),
    Column.TYPE: About("Type", "The kind of frame or event", "Continuation", _LEFT),
    Column.SIZE: About(
        "Size (wire)",
        "Payload in bytes; in parentheses on the wire, where it was compressed",
        "999,999 (99,999)",
        _RIGHT,
    ),
    Column.PREVIEW: About("Preview", "The beginning of the payload", "", _LEFT),
}


class ColumnLayout(QObject):
    """Left edges and widths in pixels; the preview has what is left of the row."""

    changed = Signal()

    def __init__(self, widths: list[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._widths = widths
        self._lefts: list[int] = []
        self._add_up()

    def left(self, column: Column) -> int:
        return self._lefts[column]

    def width(self, column: Column) -> int:
        return self._widths[column]

    def set_width(self, column: Column, width: int) -> None:
        if self._widths[column] != width:
            self._widths[column] = width
            self._add_up()
            self.changed.emit()

    def _add_up(self) -> None:
        self._lefts = [sum(self._widths[:column]) for column in Column]
