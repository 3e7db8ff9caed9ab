"""One frame: its header bit by bit, and its bytes in hex as they went, unmasked, and decoded."""

from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from inspector.events import Frame
from inspector.ui.details import frame_bytes
from inspector.ui.details.annotate import header_fields
from inspector.ui.details.background import Background
from inspector.ui.details.bits_view import BitsView
from inspector.ui.details.controls import NoteLine, PlainLabel, Segments
from inspector.ui.details.layouts import bar, fill, table, turning_split
from inspector.ui.details.prepared import Prepared, prepare
from inspector.ui.details.span_text import SpanText
from inspector.ui.text import count, plain_tip

LIMIT = 64 * 1024
"""Bytes that a hexdump shows at first: 4,096 lines. More are dumped in a thread."""
MOST = 16 * 1024 * 1024
"""Bytes that it shows at most: a million lines."""


class FrameView(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._limit = LIMIT
        self._job = Background("dump a frame")
        self.violation = PlainLabel("frameViolation", "problem")
        self.violation.setContentsMargins(8, 4, 8, 0)
        self.bits = BitsView()
        self.fields = table("headerFields", "Fields of the header", ["Field", "Value", "Meaning"])
        self.bits.field_chosen.connect(self._on_field_chosen)
        self.fields.currentItemChanged.connect(self._on_item_chosen)
        self.segments = Segments(frame_bytes.FORMS, "bytesOf", "Bytes")
        self.segments.chosen.connect(self._on_segment_chosen)
        self.count = PlainLabel("frameSize", "muted")
        self.dump = SpanText()
        self.dump.setObjectName("frameDump")
        self.dump.setAccessibleName("Bytes of the frame in hex")
        self.note = NoteLine("frameNote")
        self.note.more_requested.connect(self._on_more)
        header = fill(QWidget(), self.violation, self.bits, self.fields)
        choice = bar(self.segments, self.count, stretch=self.count)
        dump = fill(QWidget(), choice, self.dump, self.note)
        self.split = turning_split(header, dump, sizes=[390, 640])
        self.split.setStretchFactor(1, 1)
        fill(self, self.split)

    def show_frame(self, frame: Frame) -> None:
        self._frame = frame
        self._limit = LIMIT
        self.violation.setText(frame.violation)
        self.bits.set_header(frame.header)
        self.fields.clear()
        for field in header_fields(frame.header):
            item = QTreeWidgetItem([field.name, field.value, field.meaning])
            for column in range(3):
                item.setToolTip(column, plain_tip(f"{field.where}: {field.meaning}"))
            self.fields.addTopLevelItem(item)
        self.segments.set_available(1, frame_bytes.differs(frame))
        self._show_bytes()

    def _show_bytes(self) -> None:
        frame = self._frame
        if frame is None:
            return
        form, limit = list(frame_bytes.FORMS)[self.segments.index], self._limit
        if limit <= LIMIT:
            self._job.forget()
            self._show_dump(_dump(frame, form, limit))
        else:
            self._job.start(lambda: _dump(frame, form, limit), self._show_dump)

    def _show_dump(self, dumped: tuple[Prepared, int]) -> None:
        dump, total = dumped
        self.dump.show_prepared(dump)
        self.count.setText(count(total, "byte"))
        is_cut = total > self._limit
        note = f"first {self._limit:,} of {total:,} bytes" if is_cut else ""
        self.note.show_note(note, more=is_cut and self._limit < MOST)

    def _on_segment_chosen(self) -> None:
        self._limit = LIMIT
        self._show_bytes()

    def _on_more(self) -> None:
        self._limit = min(4 * self._limit, MOST)
        self._show_bytes()

    def _on_field_chosen(self, place: int) -> None:
        if (item := self.fields.topLevelItem(place)) is not None:
            self.fields.setCurrentItem(item)

    def _on_item_chosen(self, item: QTreeWidgetItem | None) -> None:
        self.bits.choose(self.fields.indexOfTopLevelItem(item) if item else -1)


def _dump(frame: Frame, form: str, limit: int) -> tuple[Prepared, int]:
    """The first `limit` bytes of a form of `frame`, and how many there are."""
    dump, total = frame_bytes.dump(frame, form, limit)
    return prepare(dump), total
