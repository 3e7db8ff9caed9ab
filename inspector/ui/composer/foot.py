"""The composer's last line: what goes on, what is wrong, how large it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from inspector.ui import theme
from inspector.ui.composer.elided_label import ElidedLabel
from inspector.ui.composer.run_strip import RunStrip
from inspector.ui.composer.verdict import Verdict
from inspector.ui.text import count, plain_tip


class Foot(QWidget):
    """Shows a verdict, or an error in its place.

    Signals:
    define_requested: give the variables values that have none.
    """

    define_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strip = RunStrip()
        self._colour = "muted"
        self._note = ElidedLabel("composerNote", "What is wrong with the message")
        self._choices = ElidedLabel("composerChoices", "How the message goes out")
        self._size = QLabel()
        self._size.setObjectName("composerSize")
        self._size.setAccessibleName("Size of the payload")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.strip)
        self._define = QPushButton("Define…")
        self._define.setObjectName("defineButton")
        self._define.setToolTip("Set it for this tab: a variable of the session (Ctrl+Alt+V)")
        self._define.clicked.connect(self.define_requested)
        self._define.hide()
        row.addWidget(self._define)
        row.addWidget(self._note, 1)
        row.addWidget(self._choices)
        row.addWidget(self._size)
        theme.notifier().changed.connect(self._dress)

    def show_verdict(self, verdict: Verdict, error: str = "", news: str = "") -> None:
        """`error` is why nothing was sent, `news` how it went: in this order of urgency."""
        told = (
            (error, "problem"),
            (verdict.problem, "problem"),
            (news, "muted"),
            (verdict.warning, "warning"),
        )
        note, self._colour = next((one for one in told if one[0]), ("", "muted"))
        self._note.setText(note[:1].upper() + note[1:].partition("\n")[0])
        self._note.setToolTip(plain_tip(note) if note else "")
        self._define.setVisible(bool(verdict.missing) and note == verdict.problem)
        self._size.setText(_size_words(verdict))
        self._dress()

    def show_choices(self, words: str) -> None:
        """How it goes out, where that is not as usual."""
        self._choices.setText(words)
        self._choices.setToolTip(plain_tip(words) if words else "")
        self._choices.setVisible(bool(words))

    def _dress(self) -> None:
        colours = theme.colours()
        self._note.setStyleSheet(f"color: {getattr(colours, self._colour).name()}")
        self._size.setStyleSheet(f"color: {colours.muted.name()}")


def _size_words(verdict: Verdict) -> str:
    """`6 bytes, UTF-8`, `2 bytes, not UTF-8`."""
    if verdict.size is None:
        return ""
    size = count(verdict.size, "byte")
    if verdict.is_utf8 is None or not verdict.size:
        return size
    return f"{size}, UTF-8" if verdict.is_utf8 else f"{size}, not UTF-8"
