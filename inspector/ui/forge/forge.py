"""The page of the frame forge: fields, the bytes that they make, what breaks, what the peer did."""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.sending.violations import Violation
from inspector.ui import theme
from inspector.ui.details.controls import PlainLabel
from inspector.ui.details.layouts import split
from inspector.ui.forge.draft import Draft, DraftError, draft_of, forge
from inspector.ui.forge.fields import FrameFields
from inspector.ui.forge.frame_tabs import FrameTabs
from inspector.ui.forge.presets import Presets
from inspector.ui.forge.reading import Reading, read
from inspector.ui.forge.wire_view import WireView
from inspector.ui.options.fields import check_box
from inspector.wire.forged_frame import ForgedFrame

_LAWFUL = Draft(payload="Hello")
_MUST_FAIL = (
    "The peer must fail the connection: with a Close frame or by ending TCP (section 7.1.7)."
)
_KEY_SIZE = 4


class Order(NamedTuple):
    """What is to go out."""

    frames: tuple[ForgedFrame, ...]
    """In their order."""
    violation: Violation | None
    """The classic that they are."""
    is_lawful: bool
    """Whether the peer has nothing to object to."""
    ping_after: bool
    """Whether a ping sent next tells how the peer took them."""


class Forge(QWidget):
    """Signals:
    send_requested(Order)
    """

    send_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("forge")
        self._blocked = "Connect first"
        self._problem = ""
        self._extensions = ""
        self._frames: tuple[ForgedFrame, ...] = ()
        self._keys: list[bytes] = []
        """The random keys of the frames, kept until they were sent: what is shown is what goes."""
        self._shown: Sequence[Draft] = ()
        """What the preset filled in."""
        self.presets = Presets()
        self.tabs = FrameTabs()
        self.fields = FrameFields()
        self.wire = WireView()
        self.breaks = PlainLabel("forgeBreaks", "warning")
        self.breaks.setAccessibleName("What the frames break, and what the peer must do")
        self.outcome = PlainLabel("forgeOutcome")
        self.outcome.setAccessibleName("What the peer did")
        self.ping_box = check_box(
            "pingAfterBox", "Ping after", "Send a ping next: its pong tells that the peer goes on"
        )
        self.ping_box.setChecked(True)
        self.send_button = QPushButton()
        self._looking = QTimer(self, singleShot=True, interval=0)
        self._build()
        self._connect_signals()
        self._on_preset()

    def add_switch(self, switch: QWidget) -> None:
        """Put `switch`, which leads to another way of sending, at the start of the top row."""
        self._top.insertWidget(0, switch)

    def set_can_send(self, can_send: bool, extensions: str = "") -> None:
        """Whether there is a connection to send on, and what it negotiated."""
        self._blocked = "" if can_send else "Connect first"
        self._extensions = extensions
        self._look()

    def send(self) -> None:
        """Ask for the frames to be sent, just as they are shown."""
        self._look()
        if self._blocked or self._problem:
            self.show_outcome(self._blocked or self._problem, "problem")
            return
        violation, reading = self._violation(), self._reading()
        may_ping = violation.ping_after if violation else not reading.missing
        order = Order(
            self._frames,
            violation,
            is_lawful=violation is None and reading.is_lawful,
            ping_after=may_ping and self.ping_box.isChecked(),
        )
        self._keys = []
        self.send_requested.emit(order)
        self._look()

    def show_outcome(self, text: str, colour: str = "text") -> None:
        """What became of the frames; `colour` is one of the names of `theme.Colours`."""
        self.outcome.set_colour(colour)
        self.outcome.setText(text)

    def _build(self) -> None:
        self.send_button.setObjectName("sendFramesButton")
        self.send_button.setProperty("primary", True)
        self.setFocusProxy(self.fields)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        column.addWidget(self.tabs)
        column.addWidget(self.fields, 1)
        parts = split(left, self.wire, sizes=[340, 660])
        parts.setStretchFactor(1, 1)
        self._top = QHBoxLayout()
        self._top.addWidget(self.presets, 1)
        self._top.addStretch(1)
        self._top.addWidget(self.ping_box)
        self._top.addWidget(self.send_button)
        page = QVBoxLayout(self)
        page.setContentsMargins(8, 6, 8, 6)
        page.setSpacing(6)
        page.addLayout(self._top)
        page.addWidget(parts, 1)
        page.addWidget(self.breaks)
        page.addWidget(self.outcome)

    def _connect_signals(self) -> None:
        self.presets.activated.connect(self._on_preset)
        self.tabs.chosen.connect(self.fields.set_draft)
        self.tabs.changed.connect(self._on_changed)
        self.fields.changed.connect(self._on_edited)
        self.send_button.clicked.connect(self.send)
        self._looking.timeout.connect(self._look)
        enter = QShortcut(self)
        enter.setKeys([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.send)
        theme.notifier().changed.connect(self._dress)

    def _on_preset(self) -> None:
        violation = self.presets.violation
        self._shown = [draft_of(frame) for frame in violation.frames] if violation else [_LAWFUL]
        self._keys = []
        self.show_outcome("")
        self.tabs.set_drafts(self._shown)

    def _on_edited(self) -> None:
        self.tabs.replace(self.fields.draft())
        self._on_changed()

    def _on_changed(self) -> None:
        if self.tabs.drafts != tuple(self._shown):
            self.presets.leave()
        self._looking.start()

    def _look(self) -> None:
        """Show what the fields make, or what is wrong with them."""
        self._looking.stop()
        drafts = self.tabs.drafts
        while len(self._keys) < len(drafts):
            self._keys.append(secrets.token_bytes(_KEY_SIZE))
        present = self.tabs.bar.currentIndex()
        self.fields.show_key(self._keys[present])
        frames, self._problem = [], ""
        for number, (draft, key) in enumerate(zip(drafts, self._keys, strict=False), 1):
            try:
                frames.append(forge(draft, key))
            except DraftError as error:
                where = f"Frame {number}: " if len(drafts) > 1 else ""
                self._problem = f"{where}{error}"
                break
        self._frames = tuple(frames)
        self._show_present(present)
        self._judge()
        self._dress()

    def _show_present(self, place: int) -> None:
        """The bits and bytes of a frame; none while its fields make none."""
        if place < len(self._frames):
            self.wire.show_frame(self._frames[place].as_sent(0))
        else:
            self.wire.clear()

    def _violation(self) -> Violation | None:
        """The classic that the fields hold, if it breaks a rule on this connection."""
        violation = self.presets.violation
        return violation if violation and violation.breaks(self._extensions) else None

    def _reading(self) -> Reading:
        wire = b"".join(frame.encode() for frame in self._frames)
        return read(wire, deflate="permessage-deflate" in self._extensions)

    def _judge(self) -> None:
        """Say which rules break, and what the peer must do then."""
        if self._problem:
            self.breaks.set_colour("problem")
            self.breaks.setText(self._problem)
            return
        if violation := self._violation():
            said = f"{violation.rule} {violation.must}"
        else:
            said = self._reading().sentence(len(self._frames))
        self.breaks.set_colour("warning" if said else "muted")
        self.breaks.setText(said or f"{self._lawful()}.")

    def _lawful(self) -> str:
        names = [draft.name for draft in self.tabs.drafts]
        frames = f"{names[0]} frame" if len(names) == 1 else ", ".join(names)
        if self.presets.violation:  # but not on this connection
            return f"Lawful where permessage-deflate was negotiated, as it was here: {frames}"
        return f"Lawful: {frames}"

    def _dress(self) -> None:
        number = len(self.tabs.drafts)
        self.send_button.setText("Send frame" if number == 1 else f"Send {number} frames")
        obstacle = self._blocked or self._problem
        self.send_button.setEnabled(not obstacle)
        self.send_button.setToolTip(obstacle or "Send just these bytes (Ctrl+Enter)")
        self.send_button.setIcon(theme.icon("send", theme.colours().on_accent))
