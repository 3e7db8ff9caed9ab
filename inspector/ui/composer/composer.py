"""The composer: writes what is sent, and says before it is sent what is wrong with it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inspector.sending import Outgoing, outgoing
from inspector.ui import theme
from inspector.ui.composer.edit import ComposerEdit
from inspector.ui.composer.fields import CloseFields, FileField
from inspector.ui.composer.recall import Recall
from inspector.ui.composer.verdict import Verdict, judge
from inspector.ui.text import count, plain_tip

__all__ = ["Composer", "Outgoing"]

_KINDS = {
    "text": ("Text", "A text message"),
    "json": ("JSON", '{"op": "subscribe"}'),
    "binary-hex": ("Binary (hex)", "48 65 6c 6c 6f"),
    "binary-base64": ("Binary (base64)", "SGVsbG8="),
    "binary-file": ("Binary (file)", ""),
    "ping": ("Ping", "Payload of the ping, at most 125 bytes"),
    "pong": ("Pong", "Payload of an unasked pong, at most 125 bytes"),
    "close": ("Close", ""),
}
"""The kinds of `inspector.library`: label, and what an empty editor shows."""

_JUDGED_AT_ONCE = 50_000
"""Characters; a longer text is judged when the typing pauses."""
_PAUSE_MS = 250


class Composer(QWidget):
    """Signals:
    send_requested(Outgoing): Send was pressed and the content makes a message.
    save_template_requested: keep `content()` under a name.
    """

    send_requested = Signal(object)
    save_template_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self._recall = Recall()
        self._sent: tuple[str, str] | None = None
        self._verdict = Verdict()
        self._error = ""
        self._blocked = "Connect first"
        self._type = QComboBox()
        self._edit = ComposerEdit()
        self._file = FileField()
        self._close = CloseFields()
        self._pages = QStackedWidget()
        self._note = QLabel()
        self._size = QLabel()
        self._top = QHBoxLayout()
        self._save = QPushButton("Save as template")
        self._send = QPushButton("Send")
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect_signals()
        self._on_kind_changed()

    def content(self) -> tuple[str, str]:
        """Kind (of `inspector.library.KINDS`) and content, as a template keeps them."""
        kind = str(self._type.currentData())
        if kind == "binary-file":
            return kind, self._file.content()
        return kind, self._close.content() if kind == "close" else self._edit.text()

    def set_content(self, kind: str, content: str) -> None:
        """Show a template, or a message to edit and send again."""
        self._type.setCurrentIndex(self._type.findData(kind))
        if kind == "binary-file":
            self._file.set_content(content)
        elif kind == "close":
            self._close.set_content(content)
        else:
            self._edit.set_text(content)

    def set_can_send(self, can_send: bool, why: str = "") -> None:
        """Whether there is a connection to send on; `why` not is the button's tooltip."""
        self._blocked = "" if can_send else why or "Connect first"
        self._error = ""
        self._show_verdict()

    def add_switch(self, switch: QWidget) -> None:
        """Put `switch`, which leads to another way of sending, at the start of the top row."""
        self._top.insertWidget(0, switch)

    def send(self) -> None:
        """Ask for the content to be sent, or show why that cannot be."""
        if self._blocked:
            self.show_error(self._blocked)
            return
        content = self.content()
        try:
            message = outgoing(*content)
        except (ValueError, OSError) as error:
            self.show_error(str(error))
        else:
            self._sent = content
            self.send_requested.emit(message)

    def mark_sent(self) -> None:
        """What was asked for last has gone out: Up brings it back."""
        if self._sent is not None:
            self._recall.add(self._sent)
            self._sent = None
        self._error = ""
        self._show_verdict()

    def show_error(self, message: str) -> None:
        """Say why nothing was sent, until the content changes."""
        self._error = message
        self._show_verdict()

    def _build(self) -> None:
        self._type.setObjectName("payloadTypeBox")
        self._type.setAccessibleName("Type of message")
        self._type.setToolTip("What is sent, and how it is written here")
        for kind, (name, _) in _KINDS.items():
            self._type.addItem(name, kind)
        self._save.setObjectName("saveTemplateButton")
        self._save.setToolTip("Keep this message under a name (Ctrl+Shift+S)")
        self._send.setObjectName("sendButton")
        self._send.setProperty("primary", True)
        self._note.setObjectName("composerNote")
        self._note.setAccessibleName("What is wrong with the message")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._size.setObjectName("composerSize")
        self._size.setAccessibleName("Size of the payload")
        for page in (self._edit, self._file, self._close):
            self._pages.addWidget(page)
        self.setFocusProxy(self._edit)
        label = QLabel("&Send as")
        label.setBuddy(self._type)
        above, below = self._top, QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(6)
        column.addLayout(above)
        # The order in which they are added is that of the Tab key: from the type to what is typed.
        above.addWidget(label)
        above.addWidget(self._type)
        above.addStretch(1)
        column.addWidget(self._pages, 1)
        above.addWidget(self._save)
        above.addWidget(self._send)
        column.addLayout(below)
        below.addWidget(self._note, 1)
        below.addWidget(self._size)

    def _connect_signals(self) -> None:
        self._type.currentIndexChanged.connect(self._on_kind_changed)
        self._edit.textChanged.connect(self._on_changed)
        self._edit.older_requested.connect(self._on_older)
        self._edit.newer_requested.connect(self._on_newer)
        self._file.changed.connect(self._on_changed)
        self._close.changed.connect(self._on_changed)
        self._typing.timeout.connect(self._judge)
        self._save.clicked.connect(self.save_template_requested)
        self._send.clicked.connect(self.send)
        enter = QShortcut(self)
        enter.setKeys([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.send)
        theme.notifier().changed.connect(self._dress)

    def _on_kind_changed(self) -> None:
        kind = str(self._type.currentData())
        page = {"binary-file": self._file, "close": self._close}.get(kind, self._edit)
        self._pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        self._edit.setPlaceholderText(_KINDS[kind][1])
        self._edit.highlighter.set_active(kind == "json")
        self._on_changed()

    def _on_changed(self) -> None:
        """Judge the content, at once where that takes no time."""
        self._error = ""
        if self._edit.document().characterCount() <= _JUDGED_AT_ONCE:
            self._judge()
        else:
            self._typing.start()

    def _judge(self) -> None:
        self._typing.stop()
        self._verdict = judge(*self.content())
        self._edit.mark(self._verdict.position)
        self._show_verdict()

    def _on_older(self) -> None:
        if entry := self._recall.older(self.content()):
            self.set_content(*entry)
            self._edit.go_to_first_line()

    def _on_newer(self) -> None:
        if entry := self._recall.newer(self.content()):
            self.set_content(*entry)
            self._edit.moveCursor(QTextCursor.MoveOperation.End)

    def _show_verdict(self) -> None:
        verdict = self._verdict
        note = self._error or verdict.problem or verdict.warning
        self._note.setText(note[:1].upper() + note[1:])
        self._note.setToolTip(plain_tip(note) if note else "")
        self._size.setText("" if verdict.size is None else count(verdict.size, "byte"))
        obstacle = self._blocked or verdict.problem
        self._send.setEnabled(not obstacle)
        self._send.setToolTip(obstacle or "Send it (Ctrl+Enter)")
        self._dress()

    def _dress(self) -> None:
        colours = theme.colours()
        serious = self._error or self._verdict.problem
        self._note.setStyleSheet(
            f"color: {(colours.problem if serious else colours.warning).name()}"
        )
        self._size.setStyleSheet(f"color: {colours.muted.name()}")
        self._send.setIcon(theme.icon("send", colours.on_accent))
        self._save.setIcon(theme.icon("template"))
