"""The application: puts Qt, the loop and the window together, and takes them apart again."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import platformdirs
from PySide6.QtCore import QCoreApplication, QLoggingCategory, QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from inspector import __version__
from inspector.library import SecretStore, UrlHistory, library_folder
from inspector.tuning import tune_for_floods
from inspector.ui import theme
from inspector.ui.crash import CrashReport
from inspector.ui.library import last_workspace
from inspector.ui.loop import QEventLoop, cancel_all, report_crashes_to, spawn
from inspector.ui.main_window import MainWindow
from inspector.ui.screenshot import take_screenshot
from inspector.ui.session_tab import Library
from inspector.wire import ConnectOptions

_NAME = "websocket-inspector"
_WARM_UP_S = 0.3
_INI = QSettings.Format.IniFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What the command line asks of the window."""

    urls: tuple[str, ...] = ()
    options: ConnectOptions | None = None
    """For the tabs of `urls`, as are `subprotocols`; None are those of a blank tab."""
    subprotocols: tuple[str, ...] = ()
    demo: bool = False
    """Start the demo server, and connect a tab to it."""
    screenshot: Path | None = None
    """Render the window to this PNG `after` seconds, then close it. Needs no display."""
    after: float = 3.0
    size: tuple[int, int] | None = None
    theme: str | None = None
    """`system`, `light` or `dark`; None is what was chosen in the View menu."""


def run(start: Start) -> int:
    """Show the window until it is closed; returns the exit code."""
    if start.screenshot is not None and not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QCoreApplication.setOrganizationName(_NAME)
    QCoreApplication.setApplicationName(_NAME)
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName(_NAME)
    app = QApplication([*sys.argv[:1], *theme.STYLE])
    app.setApplicationDisplayName("WebSocket Inspector")
    # The window's shutdown ends the loop; Qt must not, while connections are being closed.
    app.setQuitOnLastWindowClosed(False)
    # It warns once a font that lacks a script, though another one has it.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    theme.install(app)
    tune_for_floods()
    with (
        _settings_folder(start) as folder,
        asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner,
    ):
        settings = QSettings(str(folder / "settings.ini"), _INI)
        return runner.run(_main(start, settings))


async def _warm_up() -> None:
    """Import, once the window is there, what would stall it later: the first connection, and the
    first rule that looks into a message."""
    await asyncio.sleep(_WARM_UP_S)
    for module in ("inspector.wire.websocket", "inspector.automation.json_path"):
        await asyncio.to_thread(import_module, module)


async def _main(start: Start, settings: QSettings) -> int:
    history = UrlHistory(library_folder() / "history.txt")
    library = Library(last_workspace(), SecretStore(), history)
    window = MainWindow(library, settings)
    restore = report_crashes_to(CrashReport(window).show)
    _close_on_signals(window)
    if start.theme is not None:
        window.choose_theme(start.theme)
    if start.size is not None:
        window.resize(*start.size)
    window.show()
    spawn(_warm_up(), "import what connecting takes")
    if start.screenshot is None:  # which does not know the limit that the person chose
        window.recordings.start()
    if start.demo:
        await window.connect_demo()
    for url in start.urls:
        window.connect_to(url, start.options, start.subprotocols)
    code = 0
    if start.screenshot is not None:
        try:
            await take_screenshot(window, start.screenshot, start.after)
        except OSError as error:
            sys.stderr.write(f"{error}\n")
            code = 1
        window.close()
    await window.closed
    await cancel_all()
    restore()
    window.deleteLater()
    return code


@contextlib.contextmanager
def _settings_folder(start: Start) -> Iterator[Path]:
    """The person's own, but a screenshot neither shows nor changes where their window stands."""
    if start.screenshot is None:
        yield Path(platformdirs.user_config_dir(_NAME, appauthor=False))
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as scratch:
        yield Path(scratch)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _close_on_signals(window: MainWindow) -> None:
    """Ctrl-C, SIGTERM and SIGHUP close the window as its cross does."""
    if sys.platform == "win32":
        # Qt's loop runs no Python while idle, so that Ctrl-C would wait: wake it now and then.
        signal.signal(signal.SIGINT, lambda *_: window.close())
        waker = QTimer(window)
        waker.timeout.connect(lambda: None)
        waker.start(500)
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # as nohup has it
            loop.add_signal_handler(number, window.close)
