"""The line at the bottom: what this session has seen, how fast, and where it is kept."""

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar

from inspector.session import Session
from inspector.ui.text import byte_count, count

_PERIOD_S = 0.25
_RATE_WINDOW_S = 1.0


class StatusLine(QStatusBar):
    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._traffic = self._label("trafficLabel", "Frames, and bytes on the wire both ways")
        self._rate = self._label("rateLabel", "Messages in the last second, both ways")
        self._latency = self._label("latencyLabel", "Round trip of the latest ping")
        self._kept = self._label("recordingLabel", "Where this session is kept, and its size")
        for label in (self._traffic, self._rate, self._latency):
            self.addWidget(label)
        self._kept.setMinimumWidth(60)  # a long name must not make the window wider
        self.addPermanentWidget(self._kept)
        self._session: Session | None = None
        self._refreshed = 0.0
        self._measured = (0.0, 0)

    def refresh(self, session: Session) -> None:
        """Called on the display tick; the figures change some times a second at most."""
        now = time.monotonic()
        fresh = session is not self._session
        if not fresh and now - self._refreshed < _PERIOD_S:
            return
        self._session, self._refreshed = session, now
        recording = session.recording
        if recording is None:
            for label in (self._traffic, self._rate, self._latency, self._kept):
                label.clear()
            self._measured = (now, 0)
            return
        totals = recording.totals
        frames = totals.frames_sent + totals.frames_received
        self._set(
            self._traffic,
            f"{count(frames, 'frame')}   {byte_count(totals.bytes_received)} in"
            f"   {byte_count(totals.bytes_sent)} out",
        )
        messages = totals.messages_sent + totals.messages_received
        if fresh:
            self._rate.clear()
            self._measured = (now, messages)
        elif now - self._measured[0] >= _RATE_WINDOW_S:
            rate = (messages - self._measured[1]) / (now - self._measured[0])
            self._set(self._rate, f"{rate:,.0f} msg/s")
            self._measured = (now, messages)
        latency = session.websocket.latency if session.websocket else None
        self._set(self._latency, "" if latency is None else f"RTT {latency * 1000:.1f} ms")
        self._set(self._kept, f"recording {byte_count(recording.size)}   {recording.path.name}")
        self._kept.setToolTip(str(recording.path))

    @staticmethod
    def _set(label: QLabel, text: str) -> None:
        if label.text() != text:
            label.setText(text)

    @staticmethod
    def _label(name: str, tip: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(tip)
        label.setContentsMargins(8, 2, 8, 2)
        return label
