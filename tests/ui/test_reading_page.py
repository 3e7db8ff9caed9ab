"""The log and the details share the room; where it is scarce, the log has it."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.reading_page import ReadingPage


def test_the_details_give_way_where_there_is_room_for_the_log_alone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    page = ReadingPage()
    page.setParent(window)
    window.show()
    shown = []
    for height in (500, page.minimumSizeHint().height() + 20, 500):
        page.resize(700, height)
        shown.append((page.log.isVisible(), page.details.isVisible()))
    assert shown == [(True, True), (True, False), (True, True)]
