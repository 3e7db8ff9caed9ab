"""The window: it composes the sidebar, the tabs, the menus and the status line, and no more."""

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QVBoxLayout, QWidget

from inspector.library import Endpoint, Template, Workspace
from inspector.recording import CLOSE_SECONDS, Recording, RecordingError
from inspector.ui import menus, theme
from inspector.ui.commands import Commands
from inspector.ui.composer import TemplateKeeping
from inspector.ui.deletion_notice import DeletionNotice
from inspector.ui.library import LibraryDesk
from inspector.ui.loop import cancel_all, spawn
from inspector.ui.prompts import tell
from inspector.ui.recordings_keeper import RecordingsKeeper
from inspector.ui.rules.keeping import keep_rules
from inspector.ui.sending_area import FORGE, RULES
from inspector.ui.session_tab import CLOSE_DEADLINE_S, Library, SessionTab
from inspector.ui.session_tabs import SessionTabs
from inspector.ui.start_page import FIRST_LOOK
from inspector.ui.status_line import StatusLine
from inspector.ui.tab_environments import TabEnvironments
from inspector.ui.tabs_keeper import TabsKeeper
from inspector.ui.tick import DisplayTick
from inspector.wire import ConnectOptions

if TYPE_CHECKING:
    from inspector.demo import DemoServer
    from inspector.ui.library.contents import Contents
    from inspector.ui.scenarios.scenarios import Scenarios

SHUTDOWN_DEADLINE_S = CLOSE_DEADLINE_S + CLOSE_SECONDS + 2.0
"""For closing handshakes and then for the writers, each of which has a deadline of its own."""

_NOTICE_MS = 10_000

log = logging.getLogger(__name__)

SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class MainWindow(QMainWindow):
    """Owns the tabs and what they share: the library, the demo server, the display tick.

    `closed` is done once everything is shut down: the application ends with it.
    """

    def __init__(self, library: Library, settings: QSettings) -> None:
        super().__init__()
        self.setWindowTitle("WebSocket Inspector")
        self.setWindowIcon(theme.application_icon())
        # Before those in it: a style sheet takes the colours back that they gave themselves.
        theme.notifier().changed.connect(self._dress)
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.library = library
        self.settings = settings
        self._demo: DemoServer | None = None
        self._demo_starts = asyncio.Lock()
        self._endings: set[asyncio.Task[None]] = set()
        """Of the tabs that were closed and have something to end."""
        self._closing = False

        self.desk = LibraryDesk(self, library.workspace, library.secrets, settings)
        self.sidebar, self.keeper = self.desk.sidebar, self.desk.keeper
        self.tabs = SessionTabs()
        self._environments = TabEnvironments(self.keeper, self.tabs, settings)
        self.status = StatusLine()
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._body.addWidget(self.sidebar)
        self._body.addWidget(self.tabs)
        self._body.setStretchFactor(1, 1)
        self._body.setSizes([210, 990])
        self._body.setHandleWidth(1)
        self.notice = DeletionNotice()
        self.recordings = RecordingsKeeper(settings, self)
        tabs_file = Path(settings.fileName()).with_name("tabs.json")
        self.open_tabs = TabsKeeper(tabs_file, self.tabs)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body, 1)
        column.addWidget(self.notice)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status)
        self._actions = Commands(self)
        self.commands = menus.build(self, self._actions.table())
        self.tick = DisplayTick(self)

        self.tick.ticked.connect(self._on_tick)
        self.recordings.pruned.connect(self.notice.add)
        self.recordings.failed.connect(self.notice.fail)
        self.open_tabs.failed.connect(self.notice.fail)
        self.notice.undone.connect(self._actions.settings)
        self.tabs.add_requested.connect(self.new_tab)
        self.tabs.close_requested.connect(self.close_tab)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.keeper.endpoint_taken.connect(self.connect_endpoint)
        self.keeper.template_taken.connect(self.insert_template)
        self._templates = TemplateKeeping(
            self.keeper, lambda: [tab.composer for tab in self.tabs.all()]
        )
        self.keeper.workspace_changed.connect(self._on_workspace_changed)
        self.keeper.path_changed.connect(self._on_path_changed)
        self.keeper.contents_changed.connect(self._on_contents_changed)
        self.keeper.send_requested.connect(self._actions.send)
        self.keeper.scenario_taken.connect(
            lambda path: spawn(self.scenarios.open(path), "open a scenario")
        )
        self.sidebar.scenarios.add_requested.connect(self._actions.new_scenario)
        self.sidebar.endpoints.add_requested.connect(self._actions.save_endpoint)
        self.sidebar.templates.add_requested.connect(lambda: self.tabs.current.composer.save_as())
        self._restore()
        self.open_tabs.reopen(self._add_tab, library.workspace)
        if not self.tabs.count():
            self.new_tab()
        self._dress()

    def new_tab(self, recording: Recording | None = None) -> SessionTab:
        tab = self._add_tab(recording)
        self._environments.begin(tab)
        return tab

    def _add_tab(self, recording: Recording | None = None) -> SessionTab:
        tab = SessionTab(self.library, recording, log_columns=self._log_columns())
        tab.demo_requested.connect(lambda path: spawn(self.connect_demo(path), "demo server"))
        self._templates.serve(tab.composer)
        self._environments.serve(tab)
        tab.area.rules_save_requested.connect(
            lambda: spawn(keep_rules(self.keeper, tab.connector, tab.area.rules), "save rules")
        )
        tab.composer.define_requested.connect(self._actions.session_variables)
        tab.leave_requested.connect(lambda: self.connect_endpoint(tab.connector.endpoint()))
        tab.rules.notices.told.connect(lambda text: self._tell_notice(tab, text))
        tab.title_changed.connect(self._show_title)
        tab.edited.connect(self.open_tabs.note)
        self.tabs.add(tab)
        tab.address.focus()
        return tab

    @cached_property
    def scenarios(self) -> "Scenarios":
        """Their windows; built, and imported, with the first need of one."""
        from inspector.ui.scenarios.scenarios import Scenarios

        scenarios = Scenarios(self.keeper, self.blank_tab, self)
        scenarios.message_requested.connect(self._show_message)
        self.tick.ticked.connect(scenarios.refresh)
        return scenarios

    def _show_message(self, tab: SessionTab, seq: int) -> None:
        self.tabs.setCurrentWidget(tab)
        tab.refresh()  # the log may not have the latest rows yet
        tab.log.select_seq(seq)
        self.activateWindow()

    def blank_tab(self) -> SessionTab:
        """The tab on top where nothing happened in it yet, else a new one."""
        current = self.tabs.current
        return current if current.is_blank else self.new_tab()

    def connect_to(
        self, url: str, options: ConnectOptions | None = None, subprotocols: Sequence[str] = ()
    ) -> SessionTab:
        """Open a tab that connects to `url`; without `options`, with those of a blank tab."""
        tab = self.blank_tab()
        tab.address.url = url
        if options is not None:
            tab.options.set_options(options, subprotocols)
        tab.open_connection()
        return tab

    def connect_endpoint(self, endpoint: Endpoint) -> None:
        tab = self.blank_tab()
        try:
            tab.connector.use(endpoint)
        except ValueError as error:
            tab.strip.refuse(f"The options of “{endpoint.name}” cannot be used: {error}")
        else:
            tab.open_connection()

    def insert_template(self, template: Template) -> None:
        self.tabs.current.use_template(template)

    async def connect_demo(self, path: str = FIRST_LOOK) -> SessionTab:
        """Connect to `path` of the bundled server, which is started where it is not."""
        async with self._demo_starts:
            if self._demo is None:
                from inspector.demo import DemoServer  # not before it is needed: see there

                demo = DemoServer()
                await demo.start()
                self._demo = demo
        return self.connect_to(self._demo.url(path))

    def choose_theme(self, name: str) -> None:
        """`system`, `light` or `dark`, from now on and after the next start."""
        theme.choose_scheme(SCHEMES[name])
        self.settings.setValue("theme", name)
        for other in SCHEMES:
            self.commands[f"theme_{other}"].setChecked(other == name)

    def close_tab(self, tab: SessionTab) -> None:
        """Take the tab away; its connection and its recording end behind the scenes."""
        if self.tabs.indexOf(tab) < 0:
            return
        if self.tabs.count() == 1:
            self.new_tab()
        self.tabs.remove(tab)
        self.open_tabs.note()
        ending = spawn(self._end_closed(tab), f"close {tab.title}")
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if not self._closing:
            self._closing = True
            spawn(self._shutdown(), "close the window")

    async def _shutdown(self) -> None:
        """Close every connection and recording, within a deadline, then let the application end.

        A person who wants to keep what they edited goes on instead.
        """
        if "scenarios" in vars(self) and not await self.scenarios.may_close():
            self._closing = False
            return
        self.settings.setValue("geometry", self.saveGeometry())
        self.settings.setValue("body", self._body.saveState())
        self.settings.setValue("logColumns", self._log_columns())
        self.tick.stop()
        self.keeper.stop()
        self.recordings.stop()
        self.setEnabled(False)
        await self.open_tabs.save()
        try:
            await self._tell_lost(*await self._end_all())
        finally:
            self.hide()
            self.closed.set_result(None)

    async def _end_all(self) -> list[str]:
        """End whatever goes on, within the deadline; says what could not be kept."""
        lost: list[str] = []
        tabs = self.tabs.all()
        try:
            async with asyncio.timeout(SHUTDOWN_DEADLINE_S):
                if "scenarios" in vars(self):
                    await self.scenarios.shutdown()
                await cancel_all(but=[*self._endings, *(tab.connector.task for tab in tabs)])
                lost = await asyncio.gather(*(self._end(tab) for tab in tabs))
                await asyncio.gather(*self._endings)
                if self._demo is not None:
                    await self._demo.stop()
        except TimeoutError:
            log.warning("not everything came to its end within %g s", SHUTDOWN_DEADLINE_S)
            recordings = [tab.session.recording for tab in tabs]
            lost = [
                f"{recording.path} is still being written: the last {recording.unwritten} events "
                "are not in it yet, and will be lost if you close this before they are"
                for recording in recordings
                if recording and recording.unwritten
            ]
        return lost

    async def _end(self, tab: SessionTab) -> str:
        """Shut `tab` down; says what of its recording could not be kept."""
        try:
            await tab.shutdown()
        except RecordingError as error:
            return str(error)
        return ""

    async def _end_closed(self, tab: SessionTab) -> None:
        lost = await self._end(tab)
        tab.deleteLater()
        await self._tell_lost(lost)

    async def _tell_lost(self, *lost: str) -> None:
        if any(lost):
            await tell(self, "Not everything was kept", "\n".join(filter(None, lost)))

    def _restore(self) -> None:
        self.resize(1280, 880)
        for key, restore in (("geometry", self.restoreGeometry), ("body", self._body.restoreState)):
            if isinstance(value := self.settings.value(key), QByteArray):
                restore(value)
        scheme = str(self.settings.value("theme", "system"))
        self.choose_theme(scheme if scheme in SCHEMES else "system")
        self._actions.sidebar(True)

    def _log_columns(self) -> list[int]:
        """Their widths: those of the tab on top, else those of the last time."""
        if self.tabs.count():
            return self.tabs.current.log_columns
        kept = self.settings.value("logColumns")
        widths = [str(width) for width in kept] if isinstance(kept, list) else []
        return [int(width) for width in widths if re.fullmatch("[0-9]{1,4}", width)]

    def _on_tick(self) -> None:
        for tab in self.tabs.all():
            tab.refresh()
        self.status.refresh(self.tabs.current.session)
        self._show_checks()

    def _dress(self) -> None:
        theme.dress(self)

    def _on_tab_changed(self) -> None:
        if self.tabs.count() and not self._closing:
            self.tabs.current.address.reload_history()
            self._show_title()
            self.open_tabs.note()

    def _on_workspace_changed(self, workspace: Workspace) -> None:
        self.library = replace(self.library, workspace=workspace)

    def _on_path_changed(self, noun: str, old: str, new: str) -> None:
        for tab in self.tabs.all() if noun == "endpoint" else ():
            tab.connector.follow(old, new)

    def _on_contents_changed(self, contents: "Contents") -> None:
        for tab in self.tabs.all():
            saved = tab.connector.saved
            now = contents.endpoints.things.get(saved.path) if saved else None
            if now is not None:
                tab.connector.take_rules(now)

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.tabs.current.title} — WebSocket Inspector")

    def _tell_notice(self, tab: SessionTab, text: str) -> None:
        """A rule of `tab` tells something: also where that is not on top, or the window is not."""
        QApplication.alert(self)
        if tab is not self.tabs.current:
            self.status.showMessage(f"{tab.title}: {text}", _NOTICE_MS)

    def _show_checks(self) -> None:
        """The checkable commands tell the state of the tab on top."""
        tab = self.tabs.current
        self.commands["options"].setChecked(tab.address.options_shown)
        self.commands["forge"].setChecked(tab.area.page == FORGE)
        self.commands["rules"].setChecked(tab.area.page == RULES)
        self.commands["pause_reading"].setChecked(tab.reading_paused)
        self.commands["pause_display"].setChecked(tab.log.paused)
