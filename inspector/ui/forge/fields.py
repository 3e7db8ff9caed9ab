"""The fields of one frame: every bit of its header, and its payload."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from inspector.events import Opcode
from inspector.ui import theme
from inspector.ui.details.controls import Segments
from inspector.ui.forge.draft import LENGTH_FORMS, Draft, key_problem, length_problem
from inspector.ui.options.checked_edit import CheckedEdit
from inspector.ui.options.fields import check_box, choice
from inspector.ui.text import written

_RSV = (
    ("rsv1Box", "RSV1", "Compressed, where permessage-deflate was negotiated (RFC 7692)"),
    ("rsv2Box", "RSV2", "No known extension gives it a meaning (RFC 6455 section 5.2)"),
    ("rsv3Box", "RSV3", "No known extension gives it a meaning (RFC 6455 section 5.2)"),
)


class FrameFields(QWidget):
    """Shows a draft and gives the draft that it was edited into.

    Signals:
    changed: a person, or `set_draft`, changed anything.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._make_fields()
        self._lay_out()
        self.setFocusProxy(self.payload)
        self.fin.toggled.connect(self.changed)
        self.masked.toggled.connect(self._on_masked)
        for box in self.rsv:
            box.toggled.connect(self.changed)
        for list_ in (self.opcode, self.length_form):
            list_.currentIndexChanged.connect(self.changed)
        for edit in (self.key, self.length, self.payload):
            edit.textChanged.connect(self.changed)
        self.payload_kind.chosen.connect(self._on_payload_kind)
        self.set_draft(Draft())

    def draft(self) -> Draft:
        return Draft(
            fin=self.fin.isChecked(),
            rsv=sum(4 >> place for place, box in enumerate(self.rsv) if box.isChecked()),
            opcode=self.opcode.currentIndex(),
            masked=self.masked.isChecked(),
            key=self.key.value.replace(" ", ""),
            length=self.length.value,
            length_bits=list(LENGTH_FORMS.values())[self.length_form.currentIndex()],
            is_text=self.payload_kind.index == 0,
            payload=written(self.payload.document()),
        )

    def set_draft(self, draft: Draft) -> None:
        """Show `draft`, and tell once."""
        blocked = self.blockSignals(True)
        self.fin.setChecked(draft.fin)
        for place, box in enumerate(self.rsv):
            box.setChecked(bool(draft.rsv & 4 >> place))
        self.opcode.setCurrentIndex(draft.opcode)
        self.masked.setChecked(draft.masked)
        self.key.setText(draft.key)
        self.length.setText(draft.length)
        self.length_form.setCurrentIndex(list(LENGTH_FORMS.values()).index(draft.length_bits))
        self.payload_kind.index = 0 if draft.is_text else 1
        self.payload.setPlainText(draft.payload)
        self._on_payload_kind()
        self.blockSignals(blocked)
        self._on_masked()

    def show_key(self, key: bytes) -> None:
        """The random key that masks the frame while none is typed."""
        self.key.setPlaceholderText(f"random: {key.hex()}")

    def _make_fields(self) -> None:
        self.fin = check_box("finBox", "FIN", "The last frame of its message")
        self.rsv = [check_box(*about) for about in _RSV]
        names = [f"0x{code:X} {Opcode.name_of(code)}" for code in range(16)]
        self.opcode = choice(
            "opcodeBox", "Opcode", "What the frame is (RFC 6455 section 5.2)", names
        )
        self.masked = check_box(
            "maskedBox", "Masked with", "Every frame from a client must be (RFC 6455 section 5.1)"
        )
        self.key = CheckedEdit(
            "maskingKeyEdit",
            "Masking key",
            "8 hex digits; while it is empty, each frame gets a random key (section 5.3)",
            key_problem,
        )
        self.length = CheckedEdit(
            "declaredLengthEdit",
            "Declared length",
            "What the header says, true or not; while it is empty, the payload's own length",
            length_problem,
        )
        self.length.setPlaceholderText("truthful")
        self.length_form = choice(
            "lengthFormBox",
            "Form of the length",
            "Up to 125 has room in 7 bits, up to 65,535 in 16; the shortest is demanded (5.2)",
            list(LENGTH_FORMS),
        )
        self.payload_kind = Segments(
            {"Text": "The payload as UTF-8", "Hex": "The payload as hex digits, any bytes at all"},
            "payloadKind",
            "Payload",
        )
        self.payload = QPlainTextEdit()
        self.payload.setObjectName("forgePayloadEdit")
        self.payload.setAccessibleName("Payload of the frame")
        self.payload.setFont(theme.fixed_font())
        self.payload.setProperty("framed", True)
        self.payload.setTabChangesFocus(True)
        self.payload.setMinimumHeight(round(1.8 * self.payload.fontMetrics().lineSpacing()))
        for edit in (self.key, self.length):
            edit.setFont(theme.fixed_font())

    def _lay_out(self) -> None:
        flags = QHBoxLayout()
        flags.setSpacing(14)
        for widget in (self.fin, *self.rsv):
            flags.addWidget(widget)
        flags.addStretch(1)
        opcode, length = QLabel("&Opcode"), QLabel("&Length")
        opcode.setBuddy(self.opcode)
        length.setBuddy(self.length)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        # The order in which they are added is that of the Tab key.
        grid.addLayout(flags, 0, 0, 1, 3)
        grid.addWidget(opcode, 1, 0)
        grid.addWidget(self.opcode, 1, 1, 1, 2)
        grid.addWidget(self.masked, 2, 0)
        grid.addWidget(self.key, 2, 1, 1, 2)
        grid.addWidget(length, 3, 0)
        grid.addWidget(self.length, 3, 1)
        grid.addWidget(self.length_form, 3, 2)
        grid.addWidget(self.payload_kind, 4, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.payload, 4, 1, 1, 2)
        grid.setRowStretch(4, 1)

    def _on_masked(self) -> None:
        self.key.setEnabled(self.masked.isChecked())
        self.changed.emit()

    def _on_payload_kind(self) -> None:
        is_hex = self.payload_kind.index == 1
        self.payload.setPlaceholderText("48 65 6c 6c 6f" if is_hex else "No payload")
        self.changed.emit()
