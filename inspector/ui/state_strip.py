"""The strip below the address: the WebSocket's properties, live, by the names MDN gives them."""

import time
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from inspector.automation.rules import RULES_BEHIND
from inspector.events import ReadyState
from inspector.session import WRITER_BEHIND, Session
from inspector.ui import theme
from inspector.ui.state_badge import StateBadge, colour_of
from inspector.ui.text import byte_count, plain_tip, sentence
from inspector.wire import TlsFacts

if TYPE_CHECKING:
    from inspector.wire import WebSocket

_LINGER_S = 1.0
"""In a flood the writer, or the rules, fall behind and catch up many times a second: so long it is
said after the last time."""

_FLEETING = frozenset({WRITER_BEHIND, RULES_BEHIND})

_NARROW = 60
"""Pixels to which foreign text is cut in a narrow window, in place of making it wider."""


class _Facts(NamedTuple):
    """All that the strip shows, to be compared with what it showed before."""

    state: ReadyState | None = None
    protocol: str = ""
    extensions: str = ""
    buffered: int = 0
    binary_type: str = ""
    tls: str = ""
    paused: str = ""
    problem: str = ""
    is_gone: bool = False


class StateStrip(QFrame):
    """Signals:
    evidence_requested: the person wants to see what the problem rests on.
    new_file_requested: they want to go on in a new recording, since the file is gone.
    """

    evidence_requested = Signal()
    new_file_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: _Facts | None = None
        self._refused = ""
        self._held_until: dict[str, float] = {}
        self._badge = StateBadge()
        self._state = self._label("readyStateLabel", "readyState: of the latest connection")
        font = self._state.font()
        font.setBold(True)
        self._state.setFont(font)
        self._protocol = self._label("protocolLabel", "protocol: the subprotocol agreed on")
        self._extensions = self._label("extensionsLabel", "extensions: as negotiated")
        for label in (self._protocol, self._extensions):
            label.setMinimumWidth(_NARROW)
        self._buffered = self._label(
            "bufferedAmountLabel", "bufferedAmount: bytes queued and not yet handed to the network"
        )
        self._binary_type = self._label("binaryTypeLabel", "binaryType: how binary data is given")
        self._security = self._label("tlsLabel", "TLS: version and certificate")
        self._paused = self._label(
            "readingPausedLabel",
            "Why nothing is read at the moment. What a person or a rule paused goes on with"
            " Connection > Pause reading (Ctrl+Shift+R)",
        )
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._badge)
        row.setContentsMargins(10, 4, 10, 4)
        for label in (
            self._state, self._protocol, self._extensions, self._buffered,
            self._binary_type, self._security, self._paused,
        ):  # fmt: skip
            row.addWidget(label)
        row.addStretch(1)

        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setMinimumWidth(_NARROW)
        self._problem.setObjectName("problemLabel")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._evidence = QToolButton()
        self._evidence.setText("Show the evidence")
        self._evidence.setObjectName("evidenceButton")
        self._evidence.setToolTip("Select what this rests on in the log: the response, the frame")
        self._evidence.clicked.connect(self.evidence_requested)
        self._new_file = QToolButton()
        self._new_file.setText("Go on in a new file")
        self._new_file.setObjectName("newFileButton")
        self._new_file.setToolTip("Make a new recording with everything that this one has")
        self._new_file.clicked.connect(self.new_file_requested)
        below = QHBoxLayout()
        below.setContentsMargins(10, 2, 10, 6)
        below.addWidget(self._problem, 1)
        for button in (self._new_file, self._evidence):
            below.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._trouble = QWidget()
        self._trouble.setLayout(below)
        self._trouble.hide()

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._trouble)
        theme.notifier().changed.connect(self._dress)

    def refuse(self, why: str) -> None:
        """Say why there is no connection at all: a URL that is none, no place to record to."""
        self._refused = sentence(why)

    def refresh(self, session: Session) -> None:
        """Called on the display tick: looks, and paints only what is new."""
        facts = _facts(session.websocket, self._refused, self._reasons(session))
        if session.recording is not None and session.recording.is_gone:
            failure = sentence(session.recording.failure or "")
            facts = facts._replace(problem=self._refused or failure, is_gone=True)
        if facts != self._facts:
            self._facts = facts
            self._show(facts)

    def _reasons(self, session: Session) -> frozenset[str]:
        """Why nothing is read, or was not a moment ago."""
        if session.websocket is None:
            return frozenset()
        reasons = session.websocket.reading_paused
        now = time.monotonic()
        for reason in reasons & _FLEETING:
            self._held_until[reason] = now + _LINGER_S
        return reasons | {reason for reason, end in self._held_until.items() if now < end}

    def _show(self, facts: _Facts) -> None:
        state = facts.state
        self._badge.set_state(ReadyState.CLOSED if state is None else state)
        self._state.setText("not connected" if state is None else f"{state.name} {int(state)}")
        for label, text in (
            (self._protocol, f"protocol {facts.protocol or '—'}"),
            (self._extensions, f"extensions {facts.extensions or '—'}"),
            (self._buffered, f"bufferedAmount {byte_count(facts.buffered)}"),
            (self._binary_type, f"binaryType {facts.binary_type}"),
        ):
            label.setText(text)
            label.setToolTip(plain_tip(f"{label.accessibleDescription()}\n{text}"))
            label.setVisible(state is not None)
        self._security.setText(facts.tls)
        self._security.setVisible(bool(facts.tls))
        self._paused.setText(f"reading paused: {facts.paused}, 0 lost")
        self._paused.setVisible(bool(facts.paused))
        self._problem.setText(facts.problem)
        self._trouble.setVisible(bool(facts.problem))
        self._evidence.setVisible(not self._refused)
        self._new_file.setVisible(facts.is_gone)
        self._dress()

    def _dress(self) -> None:
        colours = theme.colours()
        state = self._facts.state if self._facts else None
        _ink(self._state, colour_of(ReadyState.CLOSED if state is None else state))
        _ink(self._problem, colours.problem)
        _ink(self._paused, colours.warning)
        for label in (self._protocol, self._extensions, self._buffered, self._binary_type):
            _ink(label, colours.muted)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._badge.update()

    def _label(self, name: str, tip: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(tip)
        label.setAccessibleDescription(tip)
        return label


def _facts(socket: "WebSocket | None", refused: str, paused: frozenset[str]) -> _Facts:
    if socket is None:
        return _Facts(problem=refused)
    return _Facts(
        socket.ready_state,
        socket.protocol,
        socket.extensions,
        socket.buffered_amount,
        socket.binary_type,
        _security(socket.tls),
        ", ".join(sorted(paused)),
        refused or (socket.problem.message if socket.problem else ""),
    )


def _security(tls: TlsFacts | None) -> str:
    if tls is None:
        return ""
    return f"{tls.version}, certificate {'verified' if tls.verified else 'NOT verified'}"


def _ink(label: QLabel, colour: QColor) -> None:
    label.setStyleSheet(f"color: {colour.name()}")
