"""What each command of the menus does, mostly to the tab on top.

The method has the command's id for a name; `table` fails at start-up where one is missing.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence

from inspector import __version__
from inspector.events import ReadyState
from inspector.recording import Recording, recordings_folder
from inspector.ui.actions import MENUS, Command
from inspector.ui.detail_tabs import FRAMES, HANDSHAKE, MESSAGE, STATISTICS, TIMELINE
from inspector.ui.files import export_recording, open_recording, save_recording
from inspector.ui.library.commands import LibraryCommands
from inspector.ui.loop import spawn
from inspector.ui.prompts import tell, tell_table
from inspector.ui.sending_area import COMPOSER, FORGE, RULES
from inspector.ui.session_tab import SessionTab

if TYPE_CHECKING:
    from inspector.ui.main_window import MainWindow


class Commands(LibraryCommands):
    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def table(self) -> dict[str, Callable[..., None]]:
        ids = (command.id for menu in MENUS.values() for command in menu if command.id)
        return {id_: getattr(self, id_) for id_ in ids}

    @property
    def _tab(self) -> SessionTab:
        return self._window.tabs.current

    def new_tab(self) -> None:
        self._window.new_tab()

    def close_tab(self) -> None:
        self._window.close_tab(self._tab)

    def next_tab(self) -> None:
        self._step(1)

    def previous_tab(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        tabs = self._window.tabs
        tabs.setCurrentIndex((tabs.currentIndex() + step) % tabs.count())

    def quit(self) -> None:
        self._window.close()

    # Files

    def open(self) -> None:
        spawn(self.open_file(), "open a recording")

    async def open_file(self, path: Path | None = None) -> None:
        if (recording := await open_recording(self._window, path)) is not None:
            self._window.new_tab(recording)

    def save(self) -> None:
        spawn(self._write(save_recording), "save the recording")

    def export(self) -> None:
        spawn(self._write(export_recording), "export the recording")

    async def _write(
        self, write: Callable[["MainWindow", Recording], Awaitable[Path | None]]
    ) -> None:
        recording = self._tab.session.recording
        if recording is None:
            await tell(
                self._window, "Nothing to write", "Connect first: then there is a session to keep."
            )
            return
        path = await write(self._window, recording)
        if path is not None:
            self._window.statusBar().showMessage(f"Written: {path}", 6000)

    # The log

    def copy(self) -> None:
        self._tab.log.copy_rows()

    def copy_payload(self) -> None:
        self._tab.log.copy_payload()

    def to_composer(self) -> None:
        self._tab.log.to_composer()

    def resend(self) -> None:
        self._tab.log.resend()

    def find(self) -> None:
        self._tab.begin_find()

    def find_next(self) -> None:
        self._tab.find_next(1)

    def find_previous(self) -> None:
        self._tab.find_next(-1)

    def filter(self) -> None:
        self._tab.log.filter_bar.edit.focus()

    def pause_display(self, paused: bool) -> None:
        self._tab.log.set_paused(paused)

    def follow(self) -> None:
        self._tab.log.follow()

    def clear(self) -> None:
        self._tab.log.clear_view()

    def show_hidden(self) -> None:
        self._tab.log.show_hidden()

    def toggle_frames(self) -> None:
        self._tab.log.toggle_current()

    def details_message(self) -> None:
        self._tab.details.tabs.setCurrentIndex(MESSAGE)

    def details_frames(self) -> None:
        self._tab.details.tabs.setCurrentIndex(FRAMES)

    def details_handshake(self) -> None:
        self._tab.details.tabs.setCurrentIndex(HANDSHAKE)

    def details_timeline(self) -> None:
        self._tab.details.tabs.setCurrentIndex(TIMELINE)

    def details_statistics(self) -> None:
        self._tab.details.tabs.setCurrentIndex(STATISTICS)

    # The connection

    def address(self) -> None:
        self._tab.address.focus()

    def connect(self) -> None:
        if self._tab.session.ready_state == ReadyState.CLOSED:
            self._tab.open_connection()

    def disconnect(self) -> None:
        self._tab.connector.close()

    def abort(self) -> None:
        self._tab.connector.abort()

    def options(self, shown: bool) -> None:
        self._tab.address.options_shown = shown

    def send(self) -> None:
        self._tab.area.send()

    def forge(self, shown: bool) -> None:
        self._tab.area.page = FORGE if shown else COMPOSER

    def rules(self, shown: bool) -> None:
        self._tab.area.page = RULES if shown else COMPOSER

    def session_variables(self) -> None:
        spawn(self._edit_session(self._tab), "session variables")

    async def _edit_session(self, tab: SessionTab) -> None:
        from inspector.ui.variables.session_dialog import edit_session

        await edit_session(self._window, tab.context.context, tab.composer.missing)

    def new_scenario(self) -> None:
        spawn(self._window.scenarios.new(self._tab), "new scenario")

    def stop_sending(self) -> None:
        self._tab.sending.stop()

    def ping(self) -> None:
        self._tab.ping()

    def pause_reading(self, paused: bool) -> None:
        self._tab.set_reading_paused(paused)

    def demo(self) -> None:
        spawn(self._window.connect_demo(), "demo server")

    # The window

    def sidebar(self, shown: bool) -> None:
        self._window.sidebar.setVisible(shown)
        self._window.commands["sidebar"].setChecked(shown)

    def theme_system(self, _: bool) -> None:
        self._window.choose_theme("system")

    def theme_light(self, _: bool) -> None:
        self._window.choose_theme("light")

    def theme_dark(self, _: bool) -> None:
        self._window.choose_theme("dark")

    def recordings(self) -> None:
        _show_folder(recordings_folder())

    def settings(self) -> None:
        from inspector.ui.settings_dialog import ask_settings

        keeper = self._window.recordings
        spawn(ask_settings(self._window, keeper, self.recordings), "settings")

    def shortcuts(self) -> None:
        text = "\n".join(
            f"{keys:<16}{command.text.partition(chr(9))[0].replace('&', '').rstrip('…')}"
            for commands in MENUS.values()
            for command in commands
            if (keys := _keys(command))
        )
        spawn(tell_table(self._window, "Keyboard shortcuts", text), "shortcuts")

    def variables(self) -> None:
        from inspector.ui.variables.help_dialog import show_help

        spawn(show_help(self._window), "variables")

    def about(self) -> None:
        text = (
            f"WebSocket Inspector {__version__}\n\n"
            "Connect to a WebSocket, watch every frame, send anything, keep it all.\n"
            "MIT License."
        )
        spawn(tell(self._window, "About WebSocket Inspector", text, warning=False), "about")


def _keys(command: Command) -> str:
    """As this system writes them; what stands behind a tab is bound elsewhere."""
    native = QKeySequence(command.keys).toString(QKeySequence.SequenceFormat.NativeText)
    return native or command.text.partition("\t")[2]


def _show_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
