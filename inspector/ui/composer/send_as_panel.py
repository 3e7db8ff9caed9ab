"""The panel in which a person chooses how a message is cut into frames and paced."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QStackedWidget,
    QWidget,
)

from inspector.library.send_as import SendAs

_MODES = {
    "message": ("One message", "One frame, whole"),
    "fragments": ("Fragments of one message", "One message in several frames"),
    "lines": ("Several messages, one a line", "Each line is a message; empty lines are left out"),
}
_CUTS = {"size": "by size", "count": "by count", "marks": "at marks in the text"}
_LARGEST = 16 * 1024 * 1024
_LONGEST_S = 3600.0


class SendAsPanel(QWidget):
    """Signals: changed: `value()` is another one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mode, self._by = QComboBox(), QComboBox()
        self._size, self._count, self._mark = QSpinBox(), QSpinBox(), QLineEdit()
        self._measure = QStackedWidget()
        self._pause = QDoubleSpinBox()
        self._ping = QCheckBox("A ping between two fragments")
        self._form = QFormLayout(self)
        self._build()
        self._connect_signals()
        self.set_value(SendAs())

    def value(self) -> SendAs:
        """What is chosen; of what does not apply, the defaults."""
        return SendAs(
            mode=self._mode.currentData(),
            by=self._by.currentData(),
            size=self._size.value(),
            count=self._count.value(),
            mark=self._mark.text(),
            pause=self._pause.value(),
            ping_between=self._ping.isChecked(),
        ).applied()

    def set_value(self, send_as: SendAs) -> None:
        self._mode.setCurrentIndex(self._mode.findData(send_as.mode))
        self._by.setCurrentIndex(self._by.findData(send_as.by))
        self._size.setValue(send_as.size)
        self._count.setValue(send_as.count)
        self._mark.setText(send_as.mark)
        self._pause.setValue(send_as.pause)
        self._ping.setChecked(send_as.ping_between)
        self._on_changed()

    def _build(self) -> None:
        for mode, (words, tip) in _MODES.items():
            self._mode.addItem(words, mode)
            self._mode.setItemData(self._mode.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        for by, words in _CUTS.items():
            self._by.addItem(words, by)
        self._size.setRange(1, _LARGEST)
        self._size.setSuffix(" bytes a frame")
        self._size.setGroupSeparatorShown(True)
        self._count.setRange(1, 100_000)
        self._count.setSuffix(" frames")
        self._pause.setRange(0, _LONGEST_S)
        self._pause.setDecimals(3)
        self._pause.setSingleStep(0.1)
        self._pause.setSuffix(" s")
        for measure in (self._size, self._count, self._mark):
            self._measure.addWidget(measure)
        for widget, name, words, tip in (
            (self._mode, "sendAsModeBox", "Send as", "How the content becomes messages and frames"),
            (self._by, "fragmentByBox", "Cut", "What decides where fragments end"),
            (self._size, "fragmentSizeBox", "", "Bytes of payload a fragment"),
            (self._count, "fragmentCountBox", "", "Fragments, as equal in size as can be"),
            (self._mark, "fragmentMarkEdit", "", "Where the text is cut; it is not sent itself"),
            (self._pause, "sendPauseBox", "Pause", "Between two fragments or messages"),
            (
                self._ping,
                "pingBetweenBox",
                "",
                "RFC 6455 section 5.4 allows it, and some peers get it wrong",
            ),
        ):
            widget.setObjectName(name)
            widget.setToolTip(tip)
            widget.setAccessibleName(words or tip)
        self._form.setContentsMargins(2, 2, 2, 2)
        self._form.addRow("&Send as", self._mode)
        self._form.addRow("&Cut", self._by)
        self._form.addRow("", self._measure)
        self._form.addRow("&Pause", self._pause)
        self._form.addRow("", self._ping)
        self.setFocusProxy(self._mode)

    def _connect_signals(self) -> None:
        for box in (self._mode, self._by):
            box.currentIndexChanged.connect(self._on_changed)
        for number in (self._size, self._count, self._pause):
            number.valueChanged.connect(self._on_changed)
        self._mark.textChanged.connect(self._on_changed)
        self._ping.toggled.connect(self._on_changed)

    def _on_changed(self) -> None:
        """What does not apply cannot be changed, and stays as it is for when it does."""
        mode = self._mode.currentData()
        for widget in (self._by, self._measure, self._ping):
            widget.setEnabled(mode == "fragments")
        self._pause.setEnabled(mode != "message")
        self._measure.setCurrentIndex(self._by.currentIndex())
        self.changed.emit()
