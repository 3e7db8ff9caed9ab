"""What may be written into a filter: offered while it is typed, and listed in a tooltip."""

import html

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from inspector.filtering import DIRECTIONS, KEYS, TRAITS, TYPES
from inspector.ui import theme

_WORDS = {"type": TYPES, "dir": DIRECTIONS, "is": TRAITS}
"""The keys whose values are words."""
_SHORTEST = 2
"""Letters that are typed before there are offers."""
_NOTHING = "\0"
"""Is in none of the offers."""
_WRITTEN = Qt.ItemDataRole.UserRole


class ExpressionHints(QCompleter):
    """Completes the last term of what is typed at the end of a line edit."""

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        model = QStandardItemModel(self)
        for key in KEYS.values():
            model.appendRow(_offer(f"{key.name}:", f"{key.name}:  {key.about}"))
            for value in _WORDS.get(key.name, key.examples):
                model.appendRow(_offer(f"{key.name}:{value}"))
        self.setModel(model)
        self.setCompletionRole(_WRITTEN)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)  # `ping` is a way to `type:ping`
        self.setMaxVisibleItems(12)
        popup = self.popup()
        assert popup is not None
        self._list = popup
        self._list.setObjectName("expressionHints")
        self._list.setFont(theme.fixed_font())

    @property
    def is_shown(self) -> bool:
        """Whether there are offers on the screen, which Escape takes away."""
        return self._list.isVisible()

    @property
    def is_chosen(self) -> bool:
        """Whether one of them is chosen, which Enter takes."""
        return self.is_shown and self._list.currentIndex().isValid()

    def hide(self) -> None:
        self._list.hide()

    def splitPath(self, path: str) -> list[str]:
        term = _last_term(path)
        at_end = self._edit.cursorPosition() == len(path)
        return [term if len(term) >= _SHORTEST and at_end else _NOTHING]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        typed = self._edit.text()
        return typed[: len(typed) - len(_last_term(typed))] + str(index.data(_WRITTEN))


def _last_term(text: str) -> str:
    """What was begun at the end of `text`, without a minus sign or parentheses before it."""
    return text[text.rfind(" ") + 1 :].lstrip("-(")


def _offer(written: str, shown: str = "") -> QStandardItem:
    item = QStandardItem(shown or written)
    item.setData(written, _WRITTEN)
    return item


def cheat_sheet() -> str:
    """The whole language, as a tooltip."""
    lines = [
        ('word  "two words"', "text of a message, of a handshake, of a problem; any case"),
        ("/regex/i", "a regular expression; i for any case"),
        *(
            ("  ".join(f"{key.name}:{example}" for example in key.examples), key.about)
            for key in KEYS.values()
        ),
        ("-term", "all but that"),
        ("a b   a | b   (a b) | c", "both, one of them, groups"),
    ]
    rows = "".join(
        f"<tr><td><tt>{html.escape(written).replace(' ', '&nbsp;')}</tt></td>"
        f"<td>&nbsp;&nbsp;{html.escape(meaning)}</td></tr>"
        for written, meaning in lines
    )
    return f"<table style='white-space: nowrap'>{rows}</table>"
