"""Asking for a secret that is needed now and was not kept."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from inspector.ui import theme
from inspector.ui.text import plain_tip


def kept_where(keeps: str) -> str:
    """What becomes of a secret, for a person; `keeps` is `SecretStore.keeps`."""
    if keeps:
        return "kept until you quit: this system has no keyring that works."
    return "kept in the system's keyring, and in no file."


class SecretDialog(QDialog):
    def __init__(self, parent: QWidget, environment: str, name: str, keeps: str) -> None:
        super().__init__(parent)
        self.setObjectName("secretDialog")
        self.setWindowTitle("A secret is needed")
        question = QLabel(f"Value of “{name}” in the environment “{environment}”:")
        self._edit = QLineEdit()
        self._edit.setObjectName("secretEdit")
        self._edit.setAccessibleName(f"Value of {name}")
        self._edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(theme.icon("eye", theme.colours().muted), "Show what is typed", self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._on_eye)
        self._edit.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        question.setBuddy(self._edit)
        about = QLabel(f"It is {kept_where(keeps)}")
        about.setObjectName("secretAbout")
        about.setToolTip(plain_tip(keeps))
        about.setStyleSheet(f"color: {theme.colours().muted.name()}")
        for label in (question, about):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(False)
        self._edit.textChanged.connect(lambda text: ok.setEnabled(bool(text)))
        column = QVBoxLayout(self)
        for widget in (question, self._edit, about, buttons):
            column.addWidget(widget)
        self.resize(420, self.sizeHint().height())
        self._edit.setFocus()

    @property
    def value(self) -> str:
        return self._edit.text()

    def _on_eye(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self._edit.setEchoMode(modes.Normal if shown else modes.Password)
