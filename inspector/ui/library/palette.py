"""Quick insert: a few letters find a template, an endpoint, a scenario or an environment."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from inspector.ui import theme
from inspector.ui.library.palette_rows import HIT, PaletteDelegate, PaletteModel
from inspector.ui.library.ranking import Choice, Hit, rank, split
from inspector.ui.library.state import Used

_WIDTH, _HEIGHT = 640, 380
_OTHERS = "@ endpoints   > scenarios   # environments"
_DOES = {
    "template": "Enter inserts   Ctrl+Enter sends, too",
    "endpoint": "Enter connects",
    "scenario": "Enter opens",
    "environment": "Enter chooses",
}
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class QuickInsert(QFrame):
    """Lies over the window until something was chosen, or the focus goes elsewhere.

    Signals:
    chosen(str, str, bool): noun and path, and whether it is to be sent at once.
    """

    chosen = Signal(str, str, bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("quickInsert")
        self.setAccessibleName("Quick insert")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.hide()
        self._choices: Sequence[Choice] = ()
        self._used: Sequence[Used] = ()
        self._before: QWidget | None = None
        """Where the focus was."""
        self._edit = QLineEdit()
        self._edit.setObjectName("quickInsertEdit")
        self._edit.setAccessibleName("What to insert")
        self._edit.setPlaceholderText("Template")
        self._model = PaletteModel()
        self._list = QListView()
        self._list.setObjectName("quickInsertList")
        self._list.setAccessibleName("What fits")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setModel(self._model)
        self._list.setItemDelegate(PaletteDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._foot = QLabel()
        self._foot.setObjectName("quickInsertFoot")
        self._foot.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(6)
        column.addWidget(self._edit)
        column.addWidget(self._list, 1)
        column.addWidget(self._foot)
        self._edit.installEventFilter(self)
        window.installEventFilter(self)
        self._edit.textChanged.connect(self._search)
        self._list.clicked.connect(lambda: self._choose(send=False))
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def open(self, choices: Iterable[Choice], used: Sequence[Used]) -> None:
        """Offer `choices`; those in `used`, the latest first, before others."""
        self._choices = list(choices)
        self._used = used
        self._before = self._window.focusWidget()
        self._edit.clear()
        self._search()
        self._place()
        self.show()
        self.raise_()
        self._edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Close, and give the focus back."""
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._edit:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return isinstance(event, QKeyEvent) and self._take_key(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Whether the key is ours: all others are typed."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut of the window's, as long as it is open
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(send=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key in _MOVES:
            self._list.keyPressEvent(event)
        else:
            return False
        return True

    def _choose(self, *, send: bool) -> None:
        hit = self._list.currentIndex().data(HIT)
        if isinstance(hit, Hit):
            self.dismiss()
            self.chosen.emit(hit.choice.noun, hit.choice.path, send)

    def _search(self) -> None:
        noun, query = split(self._edit.text())
        of_noun = [choice for choice in self._choices if choice.noun == noun]
        hits, fitting = rank(query, of_noun, self._used)
        self._model.show(hits)
        self._list.setCurrentIndex(self._model.index(0, 0))
        found = f"{fitting:,} of {len(of_noun):,}" if of_noun else f"No {noun} yet"
        self._foot.setText(f"{found}      {_OTHERS}      {_DOES[noun]}")

    def _place(self) -> None:
        width = min(_WIDTH, self._window.width() - 40)
        height = min(_HEIGHT, self._window.height() - 80)
        self.setGeometry((self._window.width() - width) // 2, 60, width, height)

    def _dress(self) -> None:
        colours = theme.colours()
        self.setStyleSheet(
            f"#quickInsert {{ background: {colours.raised.name()};"
            f" border: 1px solid {colours.muted.name()}; border-radius: 4px; }}"
        )
        self._foot.setStyleSheet(f"color: {colours.muted.name()}")
