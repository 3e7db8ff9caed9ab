"""The filter bar above the log: which rows are shown, and how many that are."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector.filtering import AllOf, Everything, Term, parse
from inspector.ui.details.controls import IconButton, PlainLabel
from inspector.ui.log.expression_edit import ExpressionEdit
from inspector.ui.log.expression_hints import cheat_sheet

CHOICES = {
    "All": "",
    "Messages": "type:data",
    "Text": "type:text",
    "Binary": "type:binary",
    "Control": "type:control",
    "Connection": "type:state,handshake,problem",
    "Problems": "is:problem",
}
"""What is offered to those who do not want to type, and what it stands for."""

_NO_CONTROL = "-type:control"
_PLACEHOLDER = "Filter: text, /regex/, type:ping dir:in size:>1k -heartbeat"


class FilterBar(QWidget):
    """Signals:
    expression_changed: `expression` is another one.
    pause_toggled(bool): the log shall stand still, or go on.
    stop_requested: the search shall end where it is.
    left: the person wants to go to the log.
    """

    expression_changed = Signal()
    pause_toggled = Signal(bool)
    stop_requested = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("filterBar")
        self._expression: Term = Everything()
        self._note = ""
        self._make_controls()
        self._make_words()
        self._arrange()

    def _make_controls(self) -> None:
        self.edit = ExpressionEdit("filterEdit")
        self.edit.setAccessibleName("Filter of the log")
        self.edit.setPlaceholderText(_PLACEHOLDER)
        self.edit.setToolTip(cheat_sheet())
        self.edit.was_read.connect(self._on_read)
        self.edit.entered.connect(self._on_entered)
        self.edit.escaped.connect(self._on_escape)
        self.choice = QComboBox()
        self.choice.setObjectName("filterChoice")
        self.choice.setAccessibleName("Kind of rows")
        self.choice.setToolTip("Which kind of rows to show")
        for place, (name, expression) in enumerate(CHOICES.items()):
            self.choice.addItem(name)
            tip = f"The same as {expression}" if expression else "Every kind of row"
            self.choice.setItemData(place, tip, Qt.ItemDataRole.ToolTipRole)
        self.choice.currentIndexChanged.connect(self._combine)
        self.control = QCheckBox("Control frames")
        self.control.setObjectName("controlFramesBox")
        self.control.setToolTip(f"Show ping, pong and close; off is the same as {_NO_CONTROL}")
        self.control.setChecked(True)
        self.control.toggled.connect(self._combine)
        tip = "Pause the log; recording goes on (Ctrl+Shift+H)"
        self.pause = IconButton("pause", "Pause the log", tip, "pauseButton")
        self.pause.setCheckable(True)
        self.pause.clicked.connect(self.pause_toggled)

    def _make_words(self) -> None:
        self._counts = QLabel()
        self._counts.setObjectName("shownLabel")
        self._counts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._stop = IconButton("close", "Stop searching", "Stop searching", "stopSearchButton")
        self._stop.setFixedSize(18, 18)
        self._stop.setIconSize(QSize(12, 12))
        self._stop.clicked.connect(self.stop_requested)
        self._stop.hide()
        self._words = PlainLabel("filterNote")

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.edit, 1)
        for widget in (self.choice, self.control, self.pause):
            row.addWidget(widget)
        below = QHBoxLayout()
        below.setSpacing(6)
        top = Qt.AlignmentFlag.AlignTop
        below.addWidget(self._counts, 0, top)
        below.addWidget(self._stop, 0, top)
        below.addWidget(self._words, 1)
        below.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 8, 3)
        column.setSpacing(2)
        column.addLayout(row)
        column.addLayout(below)

    @property
    def expression(self) -> Term | None:
        """What text, choice and switch say together; None where that is every row."""
        return None if isinstance(self._expression, Everything) else self._expression

    def clear(self) -> None:
        """Show every row."""
        with QSignalBlocker(self.choice), QSignalBlocker(self.control):
            self.choice.setCurrentIndex(0)
            self.control.setChecked(True)
        self.edit.clear()
        self.edit.apply()
        self._combine()

    def show_counts(self, shown: int, recorded: int, searched: str = "") -> None:
        """How many rows are shown of how many; and how far the search is, where it goes on."""
        text = " · ".join(filter(None, (f"{shown:,} of {recorded:,} shown", searched)))
        if text != self._counts.text():
            self._counts.setText(text)
            self._stop.setVisible(bool(searched))

    def show_note(self, note: str) -> None:
        """What else there is to know about the rows shown; a mistake in the text goes before."""
        if note != self._note:
            self._note = note
            self._show_words()

    def _on_entered(self) -> None:
        if not self.edit.mistake:
            self.left.emit()

    def _on_escape(self) -> None:
        if self.edit.text():
            self.edit.clear()
            self.edit.apply()
        else:
            self.left.emit()

    def _on_read(self) -> None:
        self._show_words()
        self._combine()

    def _combine(self) -> None:
        choice = self.choice.currentText()
        self.control.setEnabled(choice != "Control")
        without = self.control.isEnabled() and not self.control.isChecked()
        parts = parse(CHOICES[choice]), parse(_NO_CONTROL if without else ""), self.edit.term
        terms = tuple(part for part in parts if not isinstance(part, Everything))
        expression = terms[0] if len(terms) == 1 else AllOf(terms) if terms else Everything()
        if expression != self._expression:
            self._expression = expression
            self.expression_changed.emit()

    def _show_words(self) -> None:
        mistake = self.edit.mistake
        if mistake and not isinstance(self.edit.term, Everything):
            mistake += " The filter before still holds."
        self._words.set_colour("problem" if mistake else "warning")
        self._words.setText(mistake or self._note)
