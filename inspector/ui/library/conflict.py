"""What to do where somebody else changed a thing that is to be saved."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from inspector.library import BrokenFile, Named
from inspector.library.thing_file import to_table
from inspector.library.toml_form import to_toml
from inspector.ui.loop import ask

Answer = Literal["mine", "theirs", "another", "cancel"]

_SHOWN = 5_000
"""Characters of what is there now."""


async def ask_conflict(parent: QWidget, mine: Named, theirs: Named | BrokenFile | None) -> Answer:
    """`theirs` is what is there now; None where it is gone."""
    if theirs is None:
        what = "is no longer there: it was moved or deleted since you opened it."
    elif isinstance(theirs, BrokenFile):
        what = f"was not saved: its file cannot be read any more. {theirs.path}: {theirs.error}"
    else:
        what = "was changed by somebody else since you opened it."
    box = QMessageBox(
        QMessageBox.Icon.Question, "Changed meanwhile", f"“{mine.path}” {what}", parent=parent
    )
    box.setObjectName("conflictBox")
    box.setTextFormat(Qt.TextFormat.PlainText)
    roles = QMessageBox.ButtonRole
    answers: dict[object, Answer] = {
        box.addButton("Save mine under another name…", roles.AcceptRole): "another",
    }
    if isinstance(theirs, BrokenFile):
        box.setInformativeText("Correct it in an editor, then save again.")
    else:
        answers[box.addButton("Keep mine", roles.DestructiveRole)] = "mine"
    if isinstance(theirs, Named):
        box.setInformativeText("Keep mine overwrites what is there now; Keep theirs drops yours.")
        box.setDetailedText(to_toml(to_table(theirs))[:_SHOWN])
        answers[box.addButton("Keep theirs", roles.DestructiveRole)] = "theirs"
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    await ask(box)
    return answers.get(box.clickedButton(), "cancel")
