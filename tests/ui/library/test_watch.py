"""The library is looked at while somebody works with the window, and only then."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from inspector.ui.library import watch
from inspector.ui.library.watch import Watch
from tests.support.app import until


@pytest.fixture
async def window(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[QWidget]:
    monkeypatch.setattr(watch, "_EVERY_MS", 10)
    window = QWidget()
    window.show()
    window.activateWindow()
    await until(window.isActiveWindow)
    yield window
    window.close()
    window.deleteLater()


async def test_it_looks_again_and_again_until_it_is_stopped(window: QWidget) -> None:
    looks = []

    async def look() -> None:
        looks.append(1)

    watching = Watch(window, look)
    await until(lambda: len(looks) > 2, "three looks")
    watching.stop()
    await until(lambda: not watching._is_looking)
    seen = len(looks)
    QApplication.instance().applicationStateChanged.emit(QApplication.applicationState())
    await asyncio.sleep(0.05)
    assert len(looks) == seen


async def test_it_never_looks_twice_at_a_time(window: QWidget) -> None:
    looks = []
    done = asyncio.Event()

    async def look() -> None:
        looks.append(1)
        await done.wait()

    watching = Watch(window, look)
    await until(lambda: looks, "a look")
    for _ in range(3):
        QApplication.instance().applicationStateChanged.emit(QApplication.applicationState())
    await asyncio.sleep(0.05)
    assert len(looks) == 1
    watching.stop()
    done.set()
    await until(lambda: not watching._is_looking)


async def test_what_takes_long_is_done_less_often(window: QWidget) -> None:
    async def look() -> None:
        await asyncio.sleep(0.05)

    watching = Watch(window, look)
    await until(lambda: watching._timer.interval() > 500, "a longer pause")
    watching.stop()


async def test_it_rests_while_no_window_is_active(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    looks = []

    async def look() -> None:
        looks.append(1)

    watching = Watch(window, look)
    await asyncio.sleep(0.05)
    watching.stop()
    assert looks == []
