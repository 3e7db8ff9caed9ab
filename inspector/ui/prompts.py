"""Questions to a person, asked without a nested event loop."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from inspector.ui import theme
from inspector.ui.loop import ask


async def ask_text(parent: QWidget, title: str, label: str, text: str = "") -> str | None:
    """A line of text; None where the person changed their mind."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(text)
    dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
    dialog.resize(420, dialog.sizeHint().height())
    accepted = await ask(dialog)
    return dialog.textValue().strip() if accepted else None


async def ask_lines(parent: QWidget, title: str, label: str, text: str = "") -> str | None:
    """A text of several lines; None if the dialog was cancelled."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.setTextValue(text)
    dialog.resize(420, 260)
    accepted = await ask(dialog)
    return dialog.textValue().strip() if accepted else None


async def ask_open(
    parent: QWidget, title: str, filters: list[str], folder: Path | None = None
) -> Path | None:
    """An existing file, looked for in `folder` first."""
    dialog = QFileDialog(parent, title, str(folder or ""))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(filters)
    return await _chosen(dialog)


async def ask_directory(parent: QWidget, title: str, folder: Path) -> Path | None:
    """A directory, looked for in `folder` first; the dialog can make one."""
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return await _chosen(dialog)


async def ask_save(
    parent: QWidget, title: str, name: str, filters: list[str]
) -> tuple[Path, int] | None:
    """Where to write, and which filter was chosen. The dialog itself asks before overwriting."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, title, documents)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(filters)
    dialog.selectFile(name)

    def follow(chosen: str) -> None:
        dialog.setDefaultSuffix(_suffix(chosen))

    dialog.filterSelected.connect(follow)
    follow(filters[0])
    path = await _chosen(dialog)
    return None if path is None else (path, filters.index(dialog.selectedNameFilter()))


async def confirm(parent: QWidget, title: str, question: str, action: str) -> bool:
    """Ask before something that cannot be taken back; Cancel is the default."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    yes = box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    await ask(box)
    return box.clickedButton() is yes


async def tell(parent: QWidget, title: str, text: str, *, warning: bool = True) -> None:
    icon = QMessageBox.Icon.Warning if warning else QMessageBox.Icon.Information
    box = QMessageBox(icon, title, text, QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    await ask(box)


async def tell_table(parent: QWidget, title: str, text: str) -> None:
    """Show columns of text, which want a fixed-pitch font."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setStyleSheet(f"QLabel {{ font-family: '{theme.fixed_font().family()}'; }}")
    await ask(box)


async def _chosen(dialog: QFileDialog) -> Path | None:
    if await ask(dialog) != QDialog.DialogCode.Accepted:
        return None
    return Path(dialog.selectedFiles()[0])


def _suffix(name_filter: str) -> str:
    """`wsrec` of `Recording (*.wsrec)`."""
    return name_filter.rpartition("*.")[2].rstrip(")")
