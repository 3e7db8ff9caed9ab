"""What to do where somebody else changed a thing that is to be saved."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from inspector.library import Named
from inspector.ui.library.contents import described
from inspector.ui.loop import ask

Answer = Literal["mine", "theirs", "another", "cancel"]

_SHOWN = 5_000
"""Characters of what is there now."""


async def ask_conflict(parent: QWidget, mine: Named, theirs: Named | None) -> Answer:
    """`theirs` is what is there now; None where it is gone."""
    what = (
        "was changed by somebody else"
        if theirs is not None
        else "is no longer there: it was moved or deleted"
    )
    box = QMessageBox(
        QMessageBox.Icon.Question,
        "Changed meanwhile",
        f"“{mine.path}” {what} since you opened it.",
        parent=parent,
    )
    box.setObjectName("conflictBox")
    box.setTextFormat(Qt.TextFormat.PlainText)
    roles = QMessageBox.ButtonRole
    answers: dict[object, Answer] = {
        box.addButton("Keep mine", roles.DestructiveRole): "mine",
        box.addButton("Save mine under another name…", roles.AcceptRole): "another",
    }
    if theirs is not None:
        box.setInformativeText("Keep mine overwrites what is there now; Keep theirs drops yours.")
        box.setDetailedText(described(theirs)[:_SHOWN])
        answers[box.addButton("Keep theirs", roles.DestructiveRole)] = "theirs"
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    await ask(box)
    return answers.get(box.clickedButton(), "cancel")
