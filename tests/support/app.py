"""The real window for a test: shown, driven by mouse and keyboard, taken down again."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from inspector.library import SecretStore, UrlHistory, Workspace
from inspector.ui.loop import cancel_all
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import Library

W = TypeVar("W", bound=QWidget)


@contextlib.asynccontextmanager
async def running_window(home: Path) -> AsyncIterator[MainWindow]:
    """The window as the application makes it, with its files below `home`."""
    library = Library(
        Workspace(home),
        SecretStore(),
        UrlHistory(home / "history.txt"),
    )
    settings = QSettings(str(home / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(library, settings)
    window.resize(1200, 800)
    window.show()
    try:
        yield window
    finally:
        window.close()
        await window.closed
        await cancel_all()
        window.deleteLater()
        settings.sync()


async def window_is_built(window: MainWindow) -> None:
    """Wait for what is built, and laid out, after the first paint."""
    await until(lambda: window.findChild(QWidget, "logView"), "the log")
    await asyncio.sleep(0.1)


async def until(condition: Callable[[], object], what: str = "", timeout: float = 20.0) -> None:
    """Wait, on the window's own loop, until `condition` holds."""
    try:
        async with asyncio.timeout(timeout):
            while not condition():
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(f"waited {timeout} s in vain: {what or condition}") from None


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """The child named `name`, which must be there exactly once and be visible."""
    found = [child for child in parent.findChildren(kind, name) if child.isVisible()]
    assert len(found) == 1, f"{len(found)} visible widgets are named {name}"
    return found[0]


def click(widget: QWidget) -> None:
    assert widget.isEnabled(), f"{widget.objectName()} is disabled: {widget.toolTip()}"
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def retype(widget: QWidget, text: str) -> None:
    """Select everything in `widget` and type `text` over it."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    QTest.keyClicks(widget, text)


async def dialog(window: QWidget, kind: type[QDialog]) -> QDialog:
    """The dialog of that kind that is open, as soon as it is."""
    await until(lambda: any(d.isVisible() for d in window.findChildren(kind)), f"a {kind}")
    return next(d for d in window.findChildren(kind) if d.isVisible())


async def back(window: QWidget, box: QDialog) -> None:
    """Wait for the dialog's end. The offscreen platform gives no window the focus after it."""
    await until(lambda: not shiboken6.isValid(box) or not box.isVisible(), "the dialog's end")
    window.activateWindow()
