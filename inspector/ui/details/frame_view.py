"""One frame: its header bit by bit, and its bytes in hex as they went, unmasked, and decoded."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspector.events import Frame
from inspector.ui.details import frame_bytes
from inspector.ui.details.annotate import header_fields
from inspector.ui.details.bits_view import BitsView
from inspector.ui.details.controls import NoteLine, PlainLabel, Segments
from inspector.ui.details.span_text import SpanText
from inspector.ui.text import count, plain_tip

LIMIT = 64 * 1024
"""Bytes that a hexdump shows at first: 4,096 lines."""
_WIDE = 840
"""Pixels from which the fields stand beside the bytes."""


class FrameView(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._limit = LIMIT
        self.violation = PlainLabel("frameViolation", "problem")
        self.bits = BitsView()
        self.fields = QTreeWidget()
        self.fields.setObjectName("headerFields")
        self.fields.setAccessibleName("Fields of the header")
        self.fields.setHeaderLabels(["Field", "Where", "Value", "Meaning"])
        self.fields.setRootIsDecorated(False)
        self.fields.setUniformRowHeights(True)
        self.fields.setAlternatingRowColors(True)
        self.fields.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.fields.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.fields.header().setStretchLastSection(False)
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
        choice = QHBoxLayout()
        choice.setContentsMargins(4, 2, 8, 2)
        choice.addWidget(self.segments)
        choice.addWidget(self.count, 1)
        dump = QWidget()
        right = QVBoxLayout(dump)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(choice)
        right.addWidget(self.dump, 1)
        right.addWidget(self.note)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.fields)
        self.split.addWidget(dump)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        warning = QHBoxLayout()
        warning.setContentsMargins(8, 0, 8, 0)
        warning.addWidget(self.violation)
        column.addLayout(warning)
        column.addWidget(self.bits)
        column.addWidget(self.split, 1)

    def show_frame(self, frame: Frame) -> None:
        self._frame = frame
        self._limit = LIMIT
        self.violation.setText(frame.violation)
        self.bits.set_header(frame.header)
        self.fields.clear()
        for field in header_fields(frame.header):
            item = QTreeWidgetItem([field.name, field.where, field.value, field.meaning])
            item.setToolTip(3, plain_tip(field.meaning))
            self.fields.addTopLevelItem(item)
        self.segments.set_available(1, frame_bytes.differs(frame))
        self._show_bytes()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.bits.minimumWidth(), 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self.split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def _show_bytes(self) -> None:
        frame = self._frame
        if frame is None:
            return
        form = list(frame_bytes.FORMS)[self.segments.index]
        dump, total = frame_bytes.dump(frame, form, self._limit)
        self.dump.show_decoded(dump)
        self.count.setText(count(total, "byte"))
        is_cut = total > self._limit
        note = f"first {self._limit:,} of {total:,} bytes" if is_cut else ""
        self.note.show_note(note, more=is_cut)

    def _on_segment_chosen(self) -> None:
        self._limit = LIMIT
        self._show_bytes()

    def _on_more(self) -> None:
        self._limit *= 4
        self._show_bytes()

    def _on_field_chosen(self, place: int) -> None:
        if (item := self.fields.topLevelItem(place)) is not None:
            self.fields.setCurrentItem(item)

    def _on_item_chosen(self, item: QTreeWidgetItem | None) -> None:
        self.bits.choose(self.fields.indexOfTopLevelItem(item) if item else -1)
