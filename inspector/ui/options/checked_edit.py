"""A line of text that says what is wrong with it."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from inspector.ui import theme
from inspector.ui.text import plain_tip


class CheckedEdit(QLineEdit):
    """Shows a warning sign, with the reason as its tooltip, while `check` finds a problem."""

    def __init__(self, name: str, label: str, tip: str, check: Callable[[str], str]) -> None:
        super().__init__()
        self._tip = tip
        self._check = check
        self._sign = QAction(self)
        self._sign.setVisible(False)
        self.addAction(self._sign, QLineEdit.ActionPosition.TrailingPosition)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setToolTip(tip)
        self.textChanged.connect(self.check_again)
        theme.notifier().changed.connect(self.check_again)

    @property
    def value(self) -> str:
        """What is written, without blanks around it."""
        return self.text().strip()

    @property
    def problem(self) -> str:
        """What is wrong with it, as a sentence; empty where nothing is. Nothing is always right."""
        return self._check(self.value) if self.value else ""

    def check_again(self) -> None:
        """Show what is wrong with the text: what it is checked against has changed."""
        problem = self.problem
        self._sign.setIcon(theme.icon("warning", theme.colours().problem))
        self._sign.setVisible(bool(problem))
        self._sign.setToolTip(plain_tip(problem))
        self.setToolTip(plain_tip(problem) if problem else self._tip)
        self.setAccessibleDescription(problem)
