"""A frame as it will cross the wire: its header bit by bit, and all of its bytes."""

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from inspector.events import Frame
from inspector.payloads import Decoded
from inspector.ui.details.bits_view import BitsView
from inspector.ui.details.frame_bytes import dump
from inspector.ui.details.layouts import fill, turning_split
from inspector.ui.details.span_text import SpanText

_LIMIT = 4096
"""Bytes that are shown; the log has the rest once they went out."""


class WireView(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.bits = BitsView()
        self.dump = SpanText()
        self.dump.setObjectName("forgeDump")
        self.dump.setAccessibleName("Bytes of the frame in hex")
        bits = QScrollArea()
        bits.setWidget(self.bits)
        bits.setWidgetResizable(True)
        bits.setFrameShape(QFrame.Shape.NoFrame)
        bits.setMinimumSize(240, 60)
        self.dump.setMinimumHeight(2 * self.dump.fontMetrics().lineSpacing())
        split = turning_split(bits, self.dump, sizes=[120, 80])
        fill(self, split)

    def show_frame(self, frame: Frame) -> None:
        self.bits.set_header(frame.header)
        self.dump.show_decoded(dump(frame, "On the wire", _LIMIT)[0])

    def clear(self) -> None:
        self.bits.set_header(b"")
        self.dump.show_decoded(Decoded("", []))
