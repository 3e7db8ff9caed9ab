"""The application: puts Qt, the loop and the window together, and takes them apart again."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from inspector import __version__
from inspector.library import EndpointStore, TemplateStore, UrlHistory, library_folder
from inspector.ui import theme
from inspector.ui.crash import CrashReport
from inspector.ui.loop import QEventLoop, cancel_all, report_crashes_to
from inspector.ui.main_window import MainWindow
from inspector.ui.screenshot import take_screenshot
from inspector.ui.session_tab import Library


def run(
    urls: list[str],
    *,
    demo: bool = False,
    screenshot: Path | None = None,
    after: float = 3.0,
    size: tuple[int, int] | None = None,
) -> int:
    """Show the window until it is closed; returns the exit code.

    With `screenshot` the window is rendered to that PNG after `after` seconds and closed; where
    there is no display, Qt's offscreen platform serves.
    """
    if screenshot is not None and not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QCoreApplication.setOrganizationName("websocket-inspector")
    QCoreApplication.setApplicationName("websocket-inspector")
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("websocket-inspector")
    app = QApplication(sys.argv[:1])
    app.setApplicationDisplayName("WebSocket Inspector")
    # The window's shutdown ends the loop; Qt must not, while connections are being closed.
    app.setQuitOnLastWindowClosed(False)
    theme.install(app)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        return runner.run(_main(urls, demo, screenshot, after, size))


async def _main(
    urls: list[str],
    demo: bool,
    screenshot: Path | None,
    after: float,
    size: tuple[int, int] | None,
) -> int:
    settings = QSettings(
        QSettings.Format.IniFormat,
        QSettings.Scope.UserScope,
        QCoreApplication.organizationName(),
        QCoreApplication.applicationName(),
    )
    folder = library_folder()
    library = Library(
        EndpointStore(folder / "endpoints"),
        TemplateStore(folder / "templates"),
        UrlHistory(folder / "history.txt"),
    )
    window = MainWindow(library, settings)
    restore = report_crashes_to(CrashReport(window).show)
    _close_on_signals(window)
    if size is not None:
        window.resize(*size)
    window.show()
    if demo:
        await window.connect_demo("/chatty")
    for url in urls:
        window.connect_to(url)
    code = 0
    if screenshot is not None:
        try:
            await take_screenshot(window, screenshot, after)
        except OSError as error:
            sys.stderr.write(f"{error}\n")
            code = 1
        window.close()
    await window.closed
    await cancel_all()
    restore()
    window.deleteLater()
    return code


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _close_on_signals(window: MainWindow) -> None:
    """Ctrl-C and SIGTERM close the window as its cross does."""
    if sys.platform == "win32":
        # Qt's loop runs no Python while idle, so that Ctrl-C would wait: wake it now and then.
        signal.signal(signal.SIGINT, lambda *_: window.close())
        waker = QTimer(window)
        waker.timeout.connect(lambda: None)
        waker.start(500)
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, window.close)
