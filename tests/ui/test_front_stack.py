"""A stack that is as small as the page in front may be."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.front_stack import FrontStack


class Sized(QWidget):
    def __init__(self, size: QSize) -> None:
        super().__init__()
        self._size = size

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._size / 2


def test_only_the_page_in_front_asks_for_room(qtbot: QtBot) -> None:
    stack = FrontStack()
    qtbot.addWidget(stack)
    small, large = Sized(QSize(20, 10)), Sized(QSize(400, 300))
    stack.addWidget(small)
    stack.addWidget(large)
    assert (stack.sizeHint(), stack.minimumSizeHint()) == (QSize(20, 10), QSize(10, 5))
    stack.setCurrentWidget(large)
    assert (stack.sizeHint(), stack.minimumSizeHint()) == (QSize(400, 300), QSize(200, 150))
