"""The composer's fields for what is not text: a file to send, a Close frame's code and reason."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from inspector.events import close_code
from inspector.sending import MAX_REASON, ContentError, parse_close_content
from inspector.ui import theme

_OFFERED_CODES = (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 3000, 4000)


class FileField(QWidget):
    """The path of a file. Signals: changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._path = QLineEdit()
        self._path.setObjectName("filePathEdit")
        self._path.setAccessibleName("File to send")
        self._path.setToolTip("The file whose bytes become one binary message")
        self._path.setPlaceholderText("Path of the file to send")
        self._path.setFont(theme.fixed_font())
        self._path.textChanged.connect(self.changed)
        browse = QPushButton("Browse…")
        browse.setObjectName("browseButton")
        browse.setToolTip("Choose the file to send")
        browse.clicked.connect(self._browse)
        label = QLabel("F&ile")
        label.setBuddy(self._path)
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label, 0, 0)
        row.addWidget(self._path, 0, 1)
        row.addWidget(browse, 0, 2)
        row.setRowStretch(1, 1)
        self.setFocusProxy(self._path)

    def content(self) -> str:
        return self._path.text()

    def set_content(self, content: str) -> None:
        self._path.setText(content)

    def _browse(self) -> None:
        dialog = QFileDialog(self, "Send a file as a binary message", self._path.text())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._path.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class CloseFields(QWidget):
    """Code and reason of a Close frame. Signals: changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._code = QComboBox(editable=True)
        self._code.setObjectName("closeCodeBox")
        self._code.setAccessibleName("Close code")
        self._code.setToolTip("1000, or 3000-4999: what a browser may send. Others are sent too.")
        self._code.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._code.setValidator(QIntValidator(0, 65535, self._code))
        self._code.addItems([str(code) for code in _OFFERED_CODES])
        self._code.editTextChanged.connect(self._on_changed)
        self._meaning = QLabel()
        self._meaning.setObjectName("closeCodeMeaning")
        self._reason = QLineEdit()
        self._reason.setObjectName("closeReasonEdit")
        self._reason.setAccessibleName("Close reason")
        self._reason.setToolTip(f"At most {MAX_REASON} bytes of UTF-8 (RFC 6455 section 5.5)")
        self._reason.setPlaceholderText("May be empty")
        self._reason.textChanged.connect(self._on_changed)
        self._used = QLabel()
        self._used.setObjectName("closeReasonBytes")
        code, reason = QLabel("C&ode"), QLabel("&Reason")
        code.setBuddy(self._code)
        reason.setBuddy(self._reason)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(2, 1)
        grid.addWidget(code, 0, 0)
        grid.addWidget(self._code, 0, 1)
        grid.addWidget(self._meaning, 0, 2, 1, 2)
        grid.addWidget(reason, 1, 0)
        grid.addWidget(self._reason, 1, 1, 1, 2)
        grid.addWidget(self._used, 1, 3)
        grid.setRowStretch(2, 1)
        self.setFocusProxy(self._reason)
        self.set_content("1000")

    def content(self) -> str:
        """`1000 reason`."""
        code, reason = self._code.currentText(), self._reason.text()
        return f"{code} {reason}" if reason else code

    def set_content(self, content: str) -> None:
        code, _, reason = content.partition(" ")
        self._code.setEditText(code)
        self._reason.setText(reason)
        self._on_changed()

    def _on_changed(self) -> None:
        used = len(self._reason.text().encode("utf-8", "replace"))
        self._used.setText(f"{used} of {MAX_REASON} bytes")
        try:
            code = close_code(parse_close_content(self._code.currentText())[0])
        except ContentError:
            self._meaning.clear()
        else:
            self._meaning.setText(f"{code.name}: {code.meaning}")
        self.changed.emit()
