"""A composer in a test, and the hands on it."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.sending import Outgoing, outgoing
from inspector.sending.context import Context
from inspector.ui.composer import Composer, Submission

W = TypeVar("W", bound=QWidget)


class Desk:
    """Drives a composer that is connected."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.context = Context()
        self.composer = Composer(self.context)
        qtbot.addWidget(self.composer)
        self.composer.resize(800, 180)
        self.composer.show()
        self.composer.set_can_send(True)
        self.asked: list[Submission] = []
        self.composer.send_requested.connect(self.asked.append)
        self.edit = self.find(QPlainTextEdit, "composerEdit")

    def find(self, kind: type[W], name: str) -> W:
        found = self.composer.findChild(kind, name)
        assert found is not None
        return found

    def choose(self, label: str) -> None:
        box = self.find(QComboBox, "payloadTypeBox")
        box.setCurrentIndex(box.findText(label))

    def type(self, text: str) -> None:
        """As an input method would: `keyClicks` knows ASCII only."""
        self.edit.selectAll()
        self.edit.insertPlainText(text)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.edit, key)

    def send(self, content: str) -> None:
        self.type(content)
        self.qtbot.mouseClick(self.button, Qt.MouseButton.LeftButton)
        self.composer.mark_sent(self.asked[-1])

    @property
    def sent(self) -> list[Outgoing]:
        """What was asked for becomes this."""
        return [outgoing(asked.kind, asked.content) for asked in self.asked]

    @property
    def button(self) -> QPushButton:
        return self.find(QPushButton, "sendButton")

    @property
    def tip(self) -> str:
        """The button's tooltip, as it is read."""
        return QTextDocumentFragment.fromHtml(self.button.toolTip()).toPlainText()

    @property
    def note(self) -> str:
        return self.find(QLabel, "composerNote").text()

    @property
    def size(self) -> str:
        return self.find(QLabel, "composerSize").text()

    @property
    def marked(self) -> str:
        return "".join(extra.cursor.selectedText() for extra in self.edit.extraSelections())
