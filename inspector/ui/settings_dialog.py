"""The settings: how much room the unsaved recordings may take, and how much they do."""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inspector.recording import RecordingError
from inspector.recording.retention import Usage
from inspector.ui.loop import ask, spawn
from inspector.ui.options.fields import SizeField, check_box
from inspector.ui.prompts import confirm
from inspector.ui.recordings_keeper import DEFAULT_LIMIT, RecordingsKeeper
from inspector.ui.retention_text import LIMIT_UNITS, limit_text, usage_text

_ABOUT = (
    "Every session is recorded as it happens, into a folder of its own. Where that takes more room "
    "than it may, the oldest recordings are deleted, but none that is open. Copies made with "
    "“Save recording as…” lie elsewhere and are never deleted."
)
_WIDTH = 420
"""Pixels, of the words."""

_LIMIT_TIP = "Beyond it the oldest recordings are deleted, but none that is open"


async def ask_settings(
    parent: QWidget, keeper: RecordingsKeeper, show_folder: Callable[[], None]
) -> None:
    """Show the settings, and keep what the person chose."""
    dialog = SettingsDialog(keeper, show_folder, parent)
    if await ask(dialog) == QDialog.DialogCode.Accepted:
        keeper.limit = dialog.limit


class SettingsDialog(QDialog):
    def __init__(
        self, keeper: RecordingsKeeper, show_folder: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.setObjectName("settingsDialog")
        self._keeper = keeper
        self._looking: asyncio.Task[None] | None = None
        self._found: Usage | None = None
        self._limited = check_box("recordingsLimitBox", "Keep at most", _LIMIT_TIP)
        self._size = SizeField("recordingsLimit", "Keep at most", _LIMIT_TIP, LIMIT_UNITS)
        self._usage = _label("recordingsUsageLabel", "Looking…")
        show = _button("showRecordingsButton", "Show the folder", "Where they lie")
        self._delete = _button(
            "deleteRecordingsButton", "Delete all unsaved recordings now…", "Asks before it does"
        )
        self._delete.setEnabled(False)

        group = QGroupBox("Unsaved recordings")
        rows = QVBoxLayout(group)
        rows.setSpacing(10)
        rows.addWidget(_label("recordingsAboutLabel", _ABOUT))
        rows.addLayout(_row(self._limited, self._size))
        rows.addWidget(self._usage)
        rows.addLayout(_row(show, self._delete))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        column = QVBoxLayout(self)
        column.addWidget(group)
        column.addWidget(buttons)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

        limit = keeper.limit
        self._limited.setChecked(limit is not None)
        self._size.setEnabled(limit is not None)
        self._size.size_in_bytes = DEFAULT_LIMIT if limit is None else limit
        self._limited.toggled.connect(self._size.setEnabled)
        self._limited.toggled.connect(self._tell)
        self._size.changed.connect(self._tell)
        show.clicked.connect(show_folder)
        self._delete.clicked.connect(lambda: spawn(self._delete_all(), "delete all recordings"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        keeper.pruned.connect(self._look)
        keeper.failed.connect(self._look)
        self.finished.connect(self._stop_looking)
        self._look()

    @property
    def limit(self) -> int | None:
        """Bytes; None is no limit."""
        return self._size.size_in_bytes if self._limited.isChecked() else None

    def _look(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        self._looking = spawn(self._show_usage(), "look at the recordings")

    def _stop_looking(self) -> None:
        self._keeper.pruned.disconnect(self._look)
        self._keeper.failed.disconnect(self._look)
        if self._looking is not None:
            self._looking.cancel()

    async def _show_usage(self) -> None:
        try:
            self._found = await self._keeper.usage()
        except (RecordingError, OSError) as error:
            self._found = None
            self._usage.setText(str(error))
        self._delete.setEnabled(self._found is not None and self._found.recordings > 0)
        self._tell()

    def _tell(self) -> None:
        """What there is, and what becomes of it by OK: a wrong unit should not go unseen."""
        if self._found is None:
            return
        limit = self.limit
        text = f"There now: {usage_text(self._found)}"
        if limit is not None and self._found.size > limit:
            text += f". OK deletes the oldest beyond {limit_text(limit)}."
        self._usage.setText(text)

    async def _delete_all(self) -> None:
        assert self._found is not None  # else the button is disabled
        question = (
            f"Delete all recordings that were not saved elsewhere: {usage_text(self._found)}? "
            "Those that are open stay. This cannot be undone."
        )
        if await confirm(self, "Delete all unsaved recordings", question, "Delete all"):
            self._usage.setText("Deleting…")
            self._delete.setEnabled(False)
            self._keeper.delete_all()


def _label(name: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setFixedWidth(_WIDTH)
    return label


def _button(name: str, text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setToolTip(tip)
    button.setAutoDefault(False)  # Return is for OK
    return button


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
