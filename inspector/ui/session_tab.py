"""One tab: a session, the widgets that show it, and what they ask of it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from inspector.events import ReadyState
from inspector.library import (
    Environment,
    SecretStore,
    Template,
    UrlHistory,
    Workspace,
)
from inspector.recording import Recording, RecordingError, Row
from inspector.session import Session
from inspector.ui.address_bar import AddressBar
from inspector.ui.composer import Composer, Sender, Submission, from_log
from inspector.ui.connector import Connector
from inspector.ui.detail_tabs import FRAMES
from inspector.ui.front_stack import FrontStack
from inspector.ui.loop import spawn
from inspector.ui.rules.tab_rules import TabRules
from inspector.ui.sending_area import COMPOSER, SendingArea
from inspector.ui.start_page import StartPage
from inspector.ui.state_strip import StateStrip
from inspector.ui.tab_context import TabContext
from inspector.ui.tab_order import follow
from inspector.ui.variables import install

if TYPE_CHECKING:
    from inspector.ui.details import DetailPane
    from inspector.ui.log import LogView
    from inspector.ui.options.panel import OptionsPanel
    from inspector.ui.reading_page import ReadingPage

CLOSE_DEADLINE_S = 6.0
"""For the closing handshake of a tab that is closed, however long its close timeout is."""


@dataclass(frozen=True, slots=True)
class Library:
    """What a person keeps beside recordings."""

    workspace: Workspace
    secrets: SecretStore
    history: UrlHistory


class SessionTab(QWidget):
    """Signals:
    title_changed: the text of the tab, its readyState, or what it sends.
    edited: something that `tab_state` keeps.
    demo_requested(str): connect this tab to that path of the demo server.
    leave_requested: connect in another tab as this one says, for it shows a file.
    """

    title_changed = Signal()
    edited = Signal()
    demo_requested = Signal(str)
    leave_requested = Signal()

    def __init__(
        self,
        library: Library,
        recording: Recording | None = None,
        *,
        log_columns: Sequence[int] = (),
    ) -> None:
        """`log_columns` are their widths in pixels, as far as they are known."""
        super().__init__()
        self._library = library
        self._log_columns = list(log_columns)
        self._opened = recording is not None
        self._attached: Recording | None = None
        self._state = ReadyState.CLOSED
        self._moving_on = False
        self.is_kept = False
        """It was there at the last start: nothing else is written over it."""
        self.endings: list[Callable[[], Awaitable[None]]] = []
        """What goes on here by itself and is to end before the connection does."""
        self.session = Session(recording)
        self.context = TabContext(library.workspace, library.secrets, self)

        self.address = AddressBar(library.history)
        self.strip = StateStrip()
        self.start_page = StartPage()
        self.composer = Composer(self.context.context)
        self.sending = Sender(self.composer, self.session, self.context.context)
        self.rules = TabRules(self.session, self.context.context, self.sending.stop)
        self.connector = Connector(
            self.session, self.address, lambda: self.options, self.strip, self.context, self.rules
        )
        self.area = SendingArea(
            self.composer,
            self.session,
            self.rules,
            self.context.context,
            lambda: self.connector.saved,
        )

        self._pages = FrontStack()
        self._pages.addWidget(self.start_page)
        self.body = QSplitter(Qt.Orientation.Vertical)
        self.body.setObjectName("bodySplitter")
        self.body.addWidget(self._pages)
        self.body.addWidget(self.area)
        self.body.setStretchFactor(0, 1)
        self.body.setSizes([650, 130])
        self.body.setChildrenCollapsible(False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget in (self.address, self.strip, self.rules.notices):
            self._column.addWidget(widget)
        self._column.addWidget(self.body, 1)
        self._connect_signals()
        if recording is not None:
            self.address.url = recording.title
        self.refresh()

    def _connect_signals(self) -> None:
        self.address.connect_requested.connect(self.open_connection)
        self.connector.changed.connect(self.title_changed)
        self.strip.evidence_requested.connect(self.show_evidence)
        self.strip.new_file_requested.connect(lambda: spawn(self._move_on(), "go on in a new file"))
        self.start_page.demo_requested.connect(self.demo_requested)
        self.context.environment_changed.connect(self.title_changed)
        self.sending.told_changed.connect(self.title_changed)
        variables = install(self.address.edit, self.context.context.scopes)
        self.context.changed.connect(variables.refresh)
        self.rules.notices.wanted.connect(lambda seq: self.log.select_seq(seq))
        for change in (
            self.address.edit.textChanged,
            self.context.environment_changed,
            self.composer.changed,
            self.area.rules_edited,
        ):
            change.connect(self.edited)

    @cached_property
    def options(self) -> "OptionsPanel":
        """Built, and imported, with the first need of it: until then they are the defaults."""
        from inspector.ui.options.panel import OptionsPanel

        options = OptionsPanel()
        options.hide()
        self.context.changed.connect(options.know_variables(self.context.context.scopes))
        self._column.insertWidget(1, options)
        follow(self.address, options)
        options.changed.connect(self.connector.note_options)
        options.changed.connect(self.edited)
        return options

    @cached_property
    def _reading(self) -> "ReadingPage":
        """Built, and imported, with the first need of it: nobody sees it before."""
        from inspector.ui.reading_page import ReadingPage

        page = ReadingPage()
        page.log.header.set_widths(self._log_columns)
        for part in (page.log, page.details):
            part.to_composer_requested.connect(self.to_composer)
        page.log.resend_requested.connect(self.resend)
        page.log.refused.connect(self.strip.refuse)
        self._pages.addWidget(page)
        follow(self.start_page, page)
        return page

    @property
    def log_columns(self) -> list[int]:
        """Their widths, as they are or as they will be."""
        return self.log.header.widths() if "_reading" in vars(self) else self._log_columns

    @property
    def log(self) -> "LogView":
        return self._reading.log

    @property
    def details(self) -> "DetailPane":
        return self._reading.details

    @property
    def environment(self) -> Environment | None:
        return self.context.environment

    @property
    def title(self) -> str:
        """The endpoint's name while its URL is the one typed, else the URL's host and path."""
        saved = self.connector.saved
        if saved is not None and saved.url == self.address.url:
            return saved.name
        url = self.address.url or self.session.url
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
        host = parts.netloc.rpartition("@")[2]  # a password is nobody's to read
        return (host + parts.path.rstrip("/")) or "New tab"

    @property
    def is_blank(self) -> bool:
        """Whether nothing happened here yet, so that it may be used for something else."""
        unused = self.session.recording is None and self.connector.task is None
        return unused and not self.is_kept

    async def use_workspace(self, workspace: Workspace) -> None:
        """Go to another workspace: all that is written stays, as nothing that was saved in it."""
        self.composer.keep_template(None)
        self.connector.leave()
        await self.context.use(workspace)

    def use_template(self, template: Template) -> None:
        self.composer.use_template(template)
        self.area.page = COMPOSER

    def open_connection(self) -> None:
        """Connect as the address bar and the options say; a file is not added to: see there."""
        if self._opened:
            self.leave_requested.emit()
        else:
            self.connector.open()

    def set_reading_paused(self, paused: bool) -> None:
        if (socket := self.session.websocket) is not None:
            (socket.pause_reading if paused else socket.resume_reading)("user")

    @property
    def reading_paused(self) -> bool:
        socket = self.session.websocket
        return socket is not None and "user" in socket.reading_paused

    def ping(self) -> None:
        self.sending.submit(Submission("ping", ""))

    def to_composer(self, seq: int) -> None:
        """Put the message that `seq` belongs to into the composer, to edit and send it again."""
        if (message := self._recorded(seq)) is not None:
            # Kept across restarts: no file may have a secret's value.
            self.composer.take(*from_log.content(message, self.context.context.by_names))
            self.area.page = COMPOSER

    def resend(self, seq: int) -> None:
        """Send the message that `seq` belongs to again, the same bytes in the same fragments."""
        if (message := self._recorded(seq)) is not None:
            self.sending.resend(message)

    def _recorded(self, seq: int) -> from_log.Recorded | None:
        if (recording := self.session.recording) is not None:
            with self._telling():
                return from_log.recorded(recording, seq)
        return None

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        """For what a person asks for: say so where the recording cannot be read."""
        try:
            yield
        except RecordingError as error:
            self.strip.refuse(str(error))

    def begin_find(self) -> None:
        """Search where the person is: in the composer, in the message, or in the log."""
        if self._is_in(self.composer):
            self.composer.begin_find()
        elif self._is_in(self.details):
            self.details.find_in_message()
        else:
            self.log.begin_find()

    def find_next(self, by: int) -> None:
        """Go on with that, -1 backwards."""
        if self._is_in(self.composer):
            self.composer.find_next(by)
        elif self._is_in(self.details):
            self.details.find_next(by)
        else:
            self.log.find_next(by)

    def _is_in(self, part: QWidget) -> bool:
        focused = self.focusWidget()
        return focused is not None and part.isAncestorOf(focused)

    def show_evidence(self) -> None:
        """Select what the strip's sentence rests on: a refusing response, else the problem."""
        if (recording := self.session.recording) is None:
            return
        with self._telling():
            if (seq := recording.latest_evidence()) is not None:
                self.log.select_seq(seq)

    async def _move_on(self) -> None:
        """Go on in a new recording, with everything of the one whose file is gone."""
        gone = self.session.recording
        if gone is None or not gone.is_gone or self._moving_on:
            return
        self._moving_on = True
        try:
            moved = await self.session.move_on()
        except RecordingError as error:
            self.strip.refuse(str(error))
            return
        finally:
            self._moving_on = False
        self.strip.refuse(f"Everything that was recorded is in {moved.path}")
        self.refresh()  # nothing looks at the one before any longer
        await asyncio.to_thread(gone.abandon)

    def show_something(self) -> None:
        """Open a recent message of several frames, else select the newest row."""
        if (recording := self.session.recording) is None:
            return
        rows: Sequence[Row] = ()
        with self._telling():
            rows = recording.rows(max(0, recording.row_count - 200), 200)
        if not rows:
            return
        chosen = next((row for row in reversed(rows) if 1 < row.frames < 10), rows[-1])
        self.log.select_seq(chosen.seq)
        if chosen.frames > 1:
            self.log.toggle_current()
            self.details.tabs.setCurrentIndex(FRAMES)

    def refresh(self) -> None:
        """Called on the display tick, for the tab on top and for those behind it."""
        session = self.session
        if session.recording is not self._attached:
            self._attached = session.recording
            self.log.set_recording(session.recording, follow=not self._opened)
            self.details.set_recording(session.recording, is_live=not self._opened)
            self._pages.setCurrentIndex(1)
        if session.ready_state != self._state:
            self._state = session.ready_state
            self.address.show_state(self._state)
            is_open = self._state == ReadyState.OPEN
            self.composer.set_can_send(is_open, "" if is_open else "Connect first")
            self.title_changed.emit()
        self.rules.notices.refresh()
        if self.isVisible():
            self.strip.refresh(session)
            if self.rules.take_marked():
                self.log.model.show_notes()
            self.log.refresh()
            self.details.refresh()
            self.area.refresh(self.log.current_seq)

    async def shutdown(self) -> None:
        """End the connection, whatever the peer does, then the recording."""
        for end in self.endings:
            await end()
        self.area.stop()
        await self.rules.runner.aclose()
        await self.sending.shutdown()
        if self._attached is not None:
            self.log.set_recording(None)
            self.details.set_recording(None)
            self._attached = None
        if (socket := self.session.websocket) is not None:
            try:
                async with asyncio.timeout(CLOSE_DEADLINE_S):
                    await socket.close()
            except TimeoutError:
                socket.abort()
        if self.connector.task is not None:  # it has not even begun
            self.connector.task.cancel()
        await self.session.shutdown()
