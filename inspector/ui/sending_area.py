"""Where a person sends from: the composer, and in its place the frame forge or the rules."""

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSplitter, QWidget

from inspector.events import ReadyState
from inspector.library import Endpoint
from inspector.recording import RecordingError
from inspector.sending.context import Context
from inspector.session import Session
from inspector.ui.composer import Composer
from inspector.ui.details.controls import Segments
from inspector.ui.front_stack import FrontStack
from inspector.ui.loop import spawn
from inspector.ui.rules.tab_rules import TabRules
from inspector.ui.tab_order import follow

if TYPE_CHECKING:
    from inspector.ui.forge import Forge
    from inspector.ui.forge.forge import Order
    from inspector.ui.rules.panel import RulesPanel

COMPOSER, FORGE, RULES = range(3)
_PAGES = {
    "Message": "Write a message, a ping, a pong or a close",
    "Forge": "Frame forge: any frame, bit by bit, lawful or not (Ctrl+Shift+G)",
    "Rules": "What is done by itself when a message comes (Ctrl+6)",
}
_TALL = 290
"""Pixels that pages other than the composer ask the splitter for: with less they are cramped."""


_COLOURS = {"as the RFC asks": "open", "tolerated": "warning", "otherwise": "problem"}
"""Of the judgements on a peer, among `theme.Colours`."""


class SendingArea(FrontStack):
    """The composer, the forge and the rules, of which one is in front; those two are built when
    they are first wanted.

    Signals:
    rules_edited: a person edited them.
    rules_save_requested: keep the rules with the tab's endpoint.
    """

    rules_edited = Signal()
    rules_save_requested = Signal()

    def __init__(
        self,
        composer: Composer,
        session: Session,
        rules: TabRules,
        context: Context,
        saved: Callable[[], Endpoint | None],
    ) -> None:
        """`saved` gives the endpoint that rules are kept with."""
        super().__init__()
        self.setObjectName("sendingArea")
        self._session = session
        self._rules = rules
        self._context = context
        self._saved = saved
        self._state: ReadyState | None = None
        """As the forge knows it."""
        self._before: list[int] = []
        """The splitter's sizes before a page took its room."""
        self._observing: asyncio.Task[None] | None = None
        """Waits for what the peer does about what the forge sent."""
        self._switches: dict[QWidget, Segments] = {}
        self.composer = composer
        self._add(composer, COMPOSER)

    @property
    def page(self) -> int:
        """`COMPOSER`, `FORGE` or `RULES`: what is in front."""
        return self._switches[self._front].index

    @page.setter
    def page(self, page: int) -> None:
        before, self._state = self.page, None
        front: QWidget = self.composer
        if page != COMPOSER:
            front = self.forge if page == FORGE else self.rules
        self.setCurrentWidget(front)
        if page != before:
            self._share_room(tall=page != COMPOSER)
        front.setFocus()
        self.refresh()

    @cached_property
    def forge(self) -> "Forge":
        from inspector.ui.forge import Forge

        forge = Forge()
        forge.send_requested.connect(self._on_send)
        self._add(forge, FORGE)
        return forge

    @cached_property
    def rules(self) -> "RulesPanel":
        from inspector.ui.rules.panel import RulesPanel

        rules = RulesPanel(self._rules.runner, self._context, self._saved)
        rules.edited.connect(self.rules_edited)
        rules.save_requested.connect(self.rules_save_requested)
        self._rules.take_typed = rules.take_typed
        self._add(rules, RULES)
        return rules

    def send(self) -> None:
        """Send what is in front."""
        if self.page == FORGE:
            self.forge.send()
        else:
            self.composer.send()

    def refresh(self, chosen: int | None = None) -> None:
        """On the display tick; `chosen` is the event that is chosen in the log."""
        if self.page == FORGE and self._session.ready_state != self._state:
            self._state = self._session.ready_state
            self._tell_state()
        if self.page == RULES:
            self.rules.refresh()
            self.rules.try_on(self._session.recording, chosen)

    @property
    def _front(self) -> QWidget:
        return self.currentWidget() or self.composer

    def _add(self, widget: "Composer | Forge | RulesPanel", page: int) -> None:
        """Add a page, whose top row begins with what leads to the others."""
        switch = Segments(_PAGES, "sendingSwitch", "Send")
        switch.index = page

        def on_chosen(chosen: int) -> None:
            switch.index = page
            self.page = chosen

        switch.chosen.connect(on_chosen)
        self._switches[widget] = switch
        widget.add_switch(switch)
        self.addWidget(widget)
        if widget is not self.composer:
            follow(self.composer, widget)

    def _share_room(self, *, tall: bool) -> None:
        """A tall page takes from the log what it needs; the composer gives it back."""
        splitter = self.parent()
        if not isinstance(splitter, QSplitter):
            return
        sizes = splitter.sizes()
        if tall:
            missing = max(0, _TALL - sizes[-1])
            self._before = self._before or sizes
            sizes = [sizes[0] - missing, *sizes[1:-1], sizes[-1] + missing]
        else:
            sizes, self._before = self._before or sizes, []
        splitter.setSizes(sizes)

    def _tell_state(self) -> None:
        """Frames may go out while CLOSING, too: what a peer does about them is worth seeing."""
        socket = self._session.websocket
        can_send = self._state in (ReadyState.OPEN, ReadyState.CLOSING)
        self.forge.set_can_send(can_send, socket.extensions if socket else "")

    def stop(self) -> None:
        """The tab ends: wait for no peer any more."""
        if self._observing is not None:
            self._observing.cancel()

    def _on_send(self, order: "Order") -> None:
        self.stop()
        self._observing = spawn(self._send(order), "send forged frames")

    async def _send(self, order: "Order") -> None:
        """The frames go out; then see what the peer does about them."""
        from inspector.sending.verdict import judge, observe

        recording, socket, forge = self._session.recording, self._session.websocket, self.forge
        assert recording is not None
        assert socket is not None
        first = recording.count + 1
        try:
            for frame in order.frames:
                socket.send_frame(frame)
            if order.is_lawful:
                forge.show_outcome("Sent.", "muted")
                return
            forge.show_outcome("Sent. Waiting for what the peer does…", "muted")
            reaction = await observe(socket, recording, first, ping=order.ping_after)
        except (OSError, RecordingError) as error:
            forge.show_outcome(str(error), "problem")
            return
        if order.violation is None:
            forge.show_outcome(reaction.sentence)
        else:
            verdict = judge(reaction, order.violation)
            said = f"{verdict.judgement}: {verdict.sentence}"
            forge.show_outcome(said[:1].upper() + said[1:], _COLOURS[verdict.judgement])
