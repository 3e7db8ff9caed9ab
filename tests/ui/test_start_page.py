"""The first page: every path of the demo server is one click away, and each of them works."""

from pathlib import Path

from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QPushButton

from inspector.demo import PATHS, DemoServer
from inspector.events import ReadyState
from inspector.ui.start_page import FIRST_LOOK, StartPage
from inspector.wire import ConnectionFailed, WebSocket
from tests.support.app import click, find, running_window, until


def test_every_path_has_a_button_that_says_what_it_is(qtbot) -> None:
    page = StartPage()
    qtbot.addWidget(page)
    page.show()
    asked = QSignalSpy(page.demo_requested)
    buttons = {button.text(): button for button in page.findChildren(QPushButton)}
    for path in PATHS:
        assert path.about in buttons[path.path].accessibleName()
        click(buttons[path.path])
    click(find(page, QPushButton, "demoButton"))
    asked_for = [asked.at(index)[0] for index in range(asked.count())]
    assert asked_for == [*(path.path + path.example for path in PATHS), FIRST_LOOK]
    notes = [label.text() for label in page.findChildren(QLabel)]
    assert all(path.about in notes for path in PATHS)


async def test_every_example_does_what_it_says() -> None:
    async with DemoServer() as server:
        for path in PATHS:
            socket = WebSocket(server.url(path.path + path.example), on_events=lambda _: None)
            try:
                await socket.connect()
            except ConnectionFailed:
                assert "refuses" in path.about
            else:
                await socket.close()
                assert socket.was_clean


async def test_a_demo_is_connected_in_the_very_tab(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        tab = window.tabs.current
        button = next(b for b in tab.findChildren(QPushButton) if b.text() == "/ticker")
        click(button)
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        assert window.tabs.count() == 1
        assert tab.address.url.endswith("/ticker?rate=4")
        await until(lambda: not tab.start_page.isVisible(), "the log in place of the page")
