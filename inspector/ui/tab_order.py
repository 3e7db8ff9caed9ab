"""The Tab key's way through a window: to Qt, what is built later comes later."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(first: QWidget, second: QWidget) -> None:
    """Let the Tab key go from `first` into `second`, which was put beside it later."""
    *_, place = _stops(first)
    for stop in _stops(second):
        QWidget.setTabOrder(place, stop)
        place = stop


def _stops(around: QWidget) -> Iterator[QWidget]:
    """What the Tab key stops at in `around`, and that itself, as they were built. Qt's own chain is
    not asked: to PySide, what `nextInFocusChain` gives dies with the widget that gave it."""
    if around.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield around
    for child in around.children():
        if isinstance(child, QWidget) and not child.isWindow():
            yield from _stops(child)
