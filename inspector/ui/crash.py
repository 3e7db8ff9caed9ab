"""What nobody expected, shown: an exception without a place to be seen is forbidden here."""

import traceback

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from inspector.recording import RecordingError


class CrashReport:
    """One box for all unexpected errors, so that a repeating one does not cover the screen."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._box: QMessageBox | None = None
        self._count = 0

    def show(self, where: str, error: BaseException) -> None:
        self._count += 1
        if self._box is None:
            self._box = QMessageBox(
                QMessageBox.Icon.Critical,
                "Something went wrong",
                "",
                QMessageBox.StandardButton.Ok,
                self._parent,
            )
            self._box.setTextFormat(Qt.TextFormat.PlainText)
            self._box.finished.connect(self._forget)
        so_far = f"\n\n{self._count} errors so far." if self._count > 1 else ""
        self._box.setText(_what(where, error) + so_far)
        self._box.setDetailedText("".join(traceback.format_exception(error)))
        self._box.open()

    def _forget(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
            self._box = None


def _what(where: str, error: BaseException) -> str:
    if isinstance(error, RecordingError):  # a damaged file is no error of this program
        return str(error)
    return (
        f"An error in WebSocket Inspector itself ({where}): {error!r}\n\n"
        "Recordings go on and are safe. Please report it with the details."
    )
