"""The Message tab: the whole message decoded, or what a row without a payload says."""

import asyncio
import contextlib
import time
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QWidget

from inspector.events import (
    Direction,
    Frame,
    Opcode,
    OtherEvent,
    Problem,
    ReadyState,
    StateChange,
    StreamEvent,
)
from inspector.payloads import CODECS, visible
from inspector.recording import Recording, RecordingBusyError, RecordingError, Row
from inspector.ui.details import describe
from inspector.ui.details.background import Background
from inspector.ui.details.controls import IconButton, NoteLine, PlainLabel
from inspector.ui.details.find_bar import FindBar
from inspector.ui.details.layouts import bar, fill
from inspector.ui.details.prepared import Prepared, prepare
from inspector.ui.details.reading import Reading
from inspector.ui.details.span_text import SpanText
from inspector.ui.loop import spawn
from inspector.ui.prompts import ask_save, tell

LIMIT = 256 * 1024
"""Payload bytes that are shown at first."""
MOST = 16 * 1024 * 1024
"""Payload bytes that are shown at most: in hex a million lines."""
_COMMENT = 500
"""Characters of a comment that are shown above the message."""
_AT_ONCE = 16 * 1024
"""Payload bytes up to which decoding is not worth a thread."""
_REST = 4
"""A growing message is decoded again after this many times what decoding it took."""


class MessageTab(QWidget):
    """Signals:
    to_composer_requested(int): the message of this seq is to be edited and sent again.
    """

    to_composer_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._recording: Recording | None = None
        self._reading: Reading | None = None
        self._row: Row | None = None
        self._raw = b""
        self._limit = LIMIT
        self._job = Background("decode a message")
        self._stale = False
        self._not_before = 0.0

        self._make_controls()
        self._lay_out()
        self._connect_signals()

    def _make_controls(self) -> None:
        self.summary = PlainLabel("messageSummary")
        self.violation = PlainLabel("messageViolation", "problem")
        self.violation.setContentsMargins(8, 0, 8, 4)
        self.comment = PlainLabel("messageComment")
        self.comment.setAccessibleName("Comment")
        self.comment.setContentsMargins(8, 0, 8, 4)
        self.text = SpanText()
        self.text.setObjectName("messageText")
        self.text.setAccessibleName("The message")
        self.text.set_wrapped(True)
        self.note = NoteLine("messageNote")
        self.find_bar = FindBar(self.text, self.text.text)
        self.decoder = QComboBox()
        self.decoder.setObjectName("decoderBox")
        self.decoder.setAccessibleName("Decoder")
        self.decoder.setToolTip("How to read the payload; Auto takes the decoder that fits best")
        self.decoder.addItems(["Auto", *(codec.name for codec in CODECS)])
        self.wrap = IconButton("wrap", "Wrap lines", "Wrap long lines", "wrapButton")
        self.wrap.setCheckable(True)
        self.wrap.setChecked(True)
        self.search = IconButton("search", "Find", "Find in the message (Ctrl+F)", "findButton")
        self.copy = IconButton("copy", "Copy", "Copy the text as it is shown", "copyMessageButton")
        self.save = IconButton("save", "Save", "Save the bytes as they are", "saveMessageButton")
        self.to_composer = IconButton(
            "edit", "To the composer", "Edit it in the composer (Ctrl+M)", "toComposerButton"
        )

    def _lay_out(self) -> None:
        buttons = self.wrap, self.search, self.copy, self.save, self.to_composer
        head = bar(self.summary, self.decoder, *buttons, stretch=self.summary)
        fill(self, head, self.violation, self.comment, self.text, self.find_bar, self.note)

    def _connect_signals(self) -> None:
        self.decoder.currentIndexChanged.connect(self._on_decoder_changed)
        self.wrap.toggled.connect(self.text.set_wrapped)
        self.search.clicked.connect(self.find_bar.begin)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.text()))
        self.save.clicked.connect(lambda: spawn(self._save(), "save a message"))
        self.to_composer.clicked.connect(self._on_to_composer)
        self.note.more_requested.connect(self._on_more)

    def show_message(self, recording: Recording, row: Row) -> None:
        """Show the message of a frame's row."""
        frame = row.event
        assert isinstance(frame, Frame)
        self._recording, self._row = recording, row
        self._reading = Reading(recording, row.seq)
        self._limit = LIMIT
        self._not_before = 0.0
        is_close = frame.opcode == Opcode.CLOSE
        self.decoder.setEnabled(not is_close)
        self.save.setEnabled(True)
        self.to_composer.setEnabled(True)
        self.violation.setText(frame.violation)
        self.show_comment()
        self._summarize(row, frame)
        self._decode(fresh=True)

    def show_event(self, recording: Recording, row: Row) -> None:
        """Show a row that is no frame."""
        self._recording, self._row, self._reading = recording, row, None
        event = recording.entry(row.seq, wait=False).event
        assert not isinstance(event, Frame)
        if isinstance(event, StreamEvent):
            self._raw = event.payload
        else:
            self._raw = getattr(event, "raw", b"")
        for widget in (self.decoder, self.to_composer):
            widget.setEnabled(False)
        self.save.setEnabled(bool(self._raw))
        self.violation.setText("")
        self.show_comment()
        self.summary.set_colour("problem" if isinstance(event, Problem) else "text")
        self.summary.setText(f"{describe.kind(event)}  ·  {describe.clock(event.time_ns)}")
        connects = isinstance(event, StateChange) and event.ready_state == ReadyState.CONNECTING
        facts = recording.facts(row.connection) if connects else {}
        self._job.forget()
        if len(self._raw) <= _AT_ONCE:
            self._show(_told(event, facts))
        else:
            self._show(Prepared("", note=f"Decoding {len(self._raw):,} bytes…"))
            self._job.start(lambda: _told(event, facts), self._show)

    def show_comment(self) -> None:
        """Show what somebody wrote to the row, as it is now."""
        note = None
        if self._recording is not None and self._row is not None:
            note = self._recording.notes(self._row.seq, self._row.seq).get(self._row.seq)
        said = visible(note.comment[:_COMMENT]).replace("\n", " ↵ ") if note else ""
        self.comment.setText(f"Comment: {said}" if said else "")

    def grow(self, row: Row) -> None:
        """The message got more frames."""
        self._row = row
        if isinstance(row.event, Frame):
            self._summarize(row, row.event)
        self._stale = True

    def refresh(self) -> None:
        """On the display tick: decode again what grew, not more often than is good."""
        if self._stale and not self._job.is_busy and time.monotonic() >= self._not_before:
            self._decode()

    def forget(self) -> None:
        """Forget the recording: it is about to be closed."""
        self._recording = self._reading = self._row = None
        self._job.forget()

    def _summarize(self, row: Row, frame: Frame) -> None:
        sent = frame.direction == Direction.SENT
        self.summary.set_colour("sent" if sent else "received")
        self.summary.setText(
            f"{'↑' if sent else '↓'} {describe.kind(frame)} {describe.direction(frame)}  ·  "
            f"{describe.clock(frame.time_ns)}  ·  "
            f"{describe.sizes(row.length, row.wire_length, row.frames)}"
        )

    def _decode(self, *, fresh: bool = False) -> None:
        """Decode here where that is fast, else in a thread."""
        row, reading = self._row, self._reading
        if row is None or reading is None:
            return
        self._stale = False
        size = max(row.length, row.wire_length)
        name, limit, started = self._decoder_name, self._limit, time.monotonic()
        if size <= _AT_ONCE:
            with contextlib.suppress(RecordingBusyError):  # it is being written: a thread can wait
                decoded = reading.decode(name, limit, wait=False)
                self._job.forget()
                self._show_reading(reading, decoded)
                return
        if fresh:
            self._show(Prepared("", note=f"Decoding {size:,} bytes…"))

        def show(decoded: Prepared) -> None:
            self._show_reading(reading, decoded)
            now = time.monotonic()
            self._not_before = now + _REST * (now - started)

        self._job.start(lambda: reading.decode(name, limit), show)

    def _show_reading(self, reading: Reading, decoded: Prepared) -> None:
        self.violation.setText("\n".join(reading.violations))
        is_cut = len(reading.payload) > self._limit and self.decoder.isEnabled()
        if is_cut and self._limit >= MOST:
            decoded = decoded._replace(note=f"{decoded.note}; save it to read the rest")
        self._show(decoded, more=is_cut and self._limit < MOST)

    def _show(self, decoded: Prepared, *, more: bool = False) -> None:
        self.text.show_prepared(decoded)
        self.note.show_note(decoded.note, more=more)
        self.find_bar.refresh()

    @property
    def _decoder_name(self) -> str | None:
        return self.decoder.currentText() if self.decoder.currentIndex() else None

    def _on_decoder_changed(self) -> None:
        self._limit = LIMIT
        self._decode()

    def _on_more(self) -> None:
        self._limit = min(4 * self._limit, MOST)
        self._decode()

    def _on_to_composer(self) -> None:
        if self._row is not None:
            self.to_composer_requested.emit(self._row.seq)

    async def _save(self) -> None:
        recording, row, raw = self._recording, self._row, self._raw
        if row is None or recording is None:
            return
        # A reading of its own: that of the display may be at work in a thread.
        reading = Reading(recording, row.seq) if self._reading else None
        is_text = self._reading is None or self._reading.is_text
        name, kind = ("txt", "Text (*.txt)") if is_text else ("bin", "Bytes (*.bin)")
        chosen = await ask_save(self, "Save the payload", f"message-{row.seq}.{name}", [kind])
        if chosen is None:
            return
        try:
            await asyncio.to_thread(_write, chosen[0], reading, raw)
        except (RecordingError, OSError) as error:
            await tell(self, "The payload was not saved", str(error))


def _told(event: OtherEvent, facts: Mapping[str, str]) -> Prepared:
    """An event that is no frame, above `facts` of its connection."""
    text = describe.event_text(event)
    if facts:
        text = describe.joined(text, describe.fact_sheet(list(facts.items())))
    return prepare(text)


def _write(path: Path, reading: Reading | None, raw: bytes) -> None:
    if reading is not None:
        reading.read()
        raw = reading.payload
    path.write_bytes(raw)
