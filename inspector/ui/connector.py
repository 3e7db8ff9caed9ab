"""Where a tab connects: to a saved endpoint or what is typed, its variables put in."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from inspector.events import ReadyState
from inspector.library import Endpoint, LibraryError
from inspector.library.rule import Rule
from inspector.recording import RecordingError
from inspector.session import Session
from inspector.ui.address_bar import AddressBar
from inspector.ui.loop import spawn
from inspector.ui.rules.tab_rules import TabRules
from inspector.ui.state_strip import StateStrip
from inspector.ui.tab_context import TabContext
from inspector.wire import ConnectionFailed, ConnectOptions

if TYPE_CHECKING:
    from inspector.ui.options.panel import OptionsPanel

_UNSAVED = Endpoint(name="", url="")


class Connector(QObject):
    """Takes `session` from CLOSED to OPEN and back, as address bar, options and rules say.

    Signals:
    changed: the endpoint is another one, or connecting has come to its end.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        address: AddressBar,
        options: "Callable[[], OptionsPanel]",
        strip: StateStrip,
        context: TabContext,
        rules: TabRules,
    ) -> None:
        """`options` builds them, when they are first needed."""
        super().__init__(strip)
        self._session = session
        self._address = address
        self._options = options
        self._strip = strip
        self._context = context
        self._rules = rules
        self._endpoint = _UNSAVED
        """The saved one that address and options were filled from, else an empty one."""
        self.task: asyncio.Task[None] | None = None
        """Runs from `open` until OPEN, or until that failed."""
        address.disconnect_requested.connect(self.close)
        address.options_toggled.connect(lambda shown: options().setVisible(shown))

    @property
    def saved(self) -> Endpoint | None:
        """The saved endpoint that address and options were filled from."""
        return self._endpoint if self._endpoint.name else None

    def endpoint(self) -> Endpoint:
        """That one, with what is typed now. ValueError: the options make no sense."""
        return replace(
            self._endpoint,
            url=self._address.url,
            subprotocols=self._options().subprotocols(),
            options=self._options().options().to_dict(),
            rules=self._rules.rules,
        )

    def use(self, endpoint: Endpoint) -> None:
        """Fill everything from `endpoint`. ValueError: its options cannot be used."""
        options = ConnectOptions.from_dict(endpoint.options)
        self._options().set_options(options, endpoint.subprotocols)
        self._address.url = endpoint.url
        self.note(endpoint)

    def note(self, endpoint: Endpoint) -> None:
        """What is typed was saved as `endpoint`, or was before."""
        self._endpoint = self._context.context.endpoint = endpoint
        self._rules.replace(endpoint.rules)
        self.changed.emit()

    def note_rules(self, path: str, rules: tuple[Rule, ...]) -> None:
        """These rules are in the file of the endpoint at `path` now; the tab's own stay."""
        if self._endpoint.path == path and self._endpoint.name:
            self._endpoint = replace(self._endpoint, rules=rules)
            if (endpoint := self._context.context.endpoint) is not None:
                self._context.context.endpoint = replace(endpoint, rules=rules)
            self.changed.emit()

    def follow(self, old: str, new: str) -> None:
        """The saved endpoint at the path `old` is at `new` now."""
        if self._endpoint.path != old or not self._endpoint.name:
            return
        folder, _, name = new.rpartition("/")
        self._endpoint = replace(self._endpoint, name=name, folder=folder)
        if (endpoint := self._context.context.endpoint) is not None:
            self._context.context.endpoint = replace(endpoint, name=name, folder=folder)
        self.changed.emit()

    def take_rules(self, now: Endpoint) -> None:
        """The saved endpoint's file says `now`: go by its rules, unless the tab's own are others
        than those that were saved; saving them then asks."""
        if self._rules.rules == self._endpoint.rules != now.rules:
            self._endpoint = replace(self._endpoint, rules=now.rules)
            self._rules.replace(now.rules)
            self.changed.emit()

    def leave(self) -> None:
        """Go on without the saved endpoint; what is typed, and the rules, stay."""
        self._endpoint = _UNSAVED
        self._context.context.endpoint = None
        self.changed.emit()

    def note_options(self) -> None:
        """The options are others: a connection that is there takes over what it can."""
        options = self._options()
        self._address.set_options_summary(options.summary())
        if (socket := self._session.websocket) is not None:
            socket.auto_pong = options.options().auto_pong

    def open(self) -> None:
        """Connect; the log goes on where it was. Does nothing while there is a connection."""
        if self._session.ready_state != ReadyState.CLOSED or self.task is not None:
            return
        if error := self._options().error():
            self._strip.refuse(error)
            self._address.options_shown = True
            return
        self.task = spawn(self._open(), f"connect to {self._address.url}")

    def close(self) -> None:
        """Close with 1000; a second time, while CLOSING, abort."""
        socket = self._session.websocket
        if socket is None:
            return
        if socket.ready_state == ReadyState.CLOSING:
            socket.abort()
        elif socket.ready_state != ReadyState.CLOSED:
            spawn(socket.close(), "close the connection")

    def abort(self) -> None:
        if self._session.websocket is not None:
            self._session.websocket.abort()

    async def _open(self) -> None:
        self._strip.refuse("")
        written = self._address.url
        try:
            await self._context.ask_for_secrets(self._strip.window())
            self._prepare()
            self._rules.runner.start()
            await self._session.connect()
        except (ValueError, LibraryError, RecordingError) as error:
            self._strip.refuse(str(error))
        except ConnectionFailed:
            self._address.remember(written)  # the problem is in the log and the strip
        else:
            self._address.remember(written)
        finally:
            self.task = None
            self.changed.emit()

    def _prepare(self) -> None:
        """Put what is typed, with the values of its variables, into the session.

        UnknownVariable (a ValueError) and LibraryError where that cannot be.
        """
        self._context.context.endpoint = self.endpoint()
        endpoint = self._context.context.render_endpoint()
        self._session.url = endpoint.url
        self._session.protocols = endpoint.subprotocols
        self._session.options = ConnectOptions.from_dict(endpoint.options)
