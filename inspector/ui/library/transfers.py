"""Into the library and out of it: other tools' files, other workspaces."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QMainWindow

from inspector.library import LibraryError, Named, Workspace
from inspector.library.copying import Copied, copy_things
from inspector.library.imports import Note, Report, counted, into_workspace, read_import
from inspector.library.selection import things_in
from inspector.ui.library.asking import ask_folder
from inspector.ui.library.coming_dialog import Coming, ComingDialog
from inspector.ui.library.keeper import LibraryKeeper
from inspector.ui.loop import ask
from inspector.ui.prompts import ask_directory, ask_open, tell

FILTERS = [
    "Postman, Insomnia, HTTP client (*.json *.yaml *.yml *.http *.rest)",
    "All files (*)",
]
_TITLE = "Import into the library"


async def import_file(keeper: LibraryKeeper, path: Path | None = None) -> None:
    """Take over what another tool's file holds, once a person has seen what that is."""
    path = path or await ask_open(keeper.window, _TITLE, FILTERS, _documents())
    if path is None:
        return
    try:
        imported = await asyncio.to_thread(read_import, path)
    except LibraryError as error:
        await tell(keeper.window, "Nothing was imported", str(error))
        return
    coming = Coming(
        _TITLE,
        f"{imported.form} {path.name}: {counted(imported.things)}",
        imported.things,
        [str(note) for note in (*imported.notes, *_told_secrets(len(imported.secrets)))],
        _folders(keeper),
    )
    dialog = ComingDialog(coming, keeper.window)
    if await ask(dialog) != QDialog.DialogCode.Accepted:
        return
    workspace = keeper.workspace
    take = partial(into_workspace, imported, workspace, dialog.folder, update=dialog.update_there)
    report = await keeper.do(take)
    if report is not None:
        lost = await asyncio.to_thread(_keep_secrets, keeper, workspace, report)
        await _tell(keeper, f"Imported: {counted(report.things)}.", [*report.notes, *lost])


async def import_workspace(keeper: LibraryKeeper) -> None:
    """Take over what another workspace holds, once a person has seen what that is."""
    around = keeper.workspace.root.parent
    root = await ask_directory(keeper.window, "Get from another workspace", around)
    if root is None:
        return
    source, target = Workspace(root), keeper.workspace
    try:
        things = await asyncio.to_thread(things_in, source)
    except (LibraryError, OSError) as error:
        await tell(keeper.window, "Nothing was imported", str(error))
        return
    coming = Coming(_TITLE, f"The workspace in {root}", things, _told_secrets_of(things))
    if await ask(ComingDialog(coming, keeper.window)) == QDialog.DialogCode.Accepted:
        await _copy(keeper, things, source, target, "Imported")


async def export_folder(keeper: LibraryKeeper) -> None:
    """Copy a folder, or everything, into another workspace."""
    folder = await ask_folder(keeper.window, "Export a folder, or everything", "", _folders(keeper))
    if folder is None:
        return
    source = keeper.workspace
    try:
        things = await asyncio.to_thread(things_in, source, folder)
    except (LibraryError, OSError) as error:
        await tell(keeper.window, "Nothing was exported", str(error))
        return
    title = "Export into the workspace in this folder"
    root = await ask_directory(keeper.window, title, source.root.parent)
    if root is not None:
        await _copy(keeper, things, source, Workspace(root), f"Exported to {root}")


async def _copy(
    keeper: LibraryKeeper, things: list[Named], source: Workspace, target: Workspace, done: str
) -> None:
    copied = await keeper.do(lambda: copy_things(things, source, target))
    if copied is not None:
        await _tell(keeper, f"{done}: {_count(len(copied.added))}.", _notes(copied))


def _notes(copied: Copied) -> list[Note]:
    notes = (
        Note("there already", tuple(copied.unchanged)),
        Note("names that were taken", tuple(f"{a} is {b} now" for a, b in copied.renamed)),
        Note("folders that say something else there, and still do", tuple(copied.folders_kept)),
    )
    return [note for note in notes if note.things]


async def _tell(keeper: LibraryKeeper, line: str, notes: Sequence[Note]) -> None:
    """In passing, unless there is something that a person should know."""
    if notes:
        text = "\n".join([line, *(f"• {note}" for note in notes)])
        await tell(keeper.window, "Library", text, warning=False)
    elif isinstance(keeper.window, QMainWindow):
        keeper.window.statusBar().showMessage(line, 6000)


def _keep_secrets(keeper: LibraryKeeper, workspace: Workspace, report: Report) -> list[Note]:
    """Into the keyring; says so where it keeps them only until the program ends."""
    for it in report.secrets:
        keeper.secrets.set(workspace.lasting_id, it.environment, it.name, it.value)
    if not (report.secrets and keeper.secrets.keeps):
        return []
    return [Note(f"values of secrets are kept until you quit: {keeper.secrets.keeps}")]


def _told_secrets(number: int) -> list[Note]:
    if not number:
        return []
    values = "the value of a secret goes" if number == 1 else f"the values of {number} secrets go"
    return [Note(f"{values} into the system's keyring, and into no file")]


def _told_secrets_of(things: Sequence[Named]) -> list[str]:
    names = [it.path for it in things if getattr(it, "secrets", ())]
    return [str(Note("values of secrets, which are in no file", tuple(names)))] if names else []


def _folders(keeper: LibraryKeeper) -> list[str]:
    """Those of endpoints, templates and scenarios."""
    nouns = ("endpoint", "template", "scenario")
    return sorted({path for noun in nouns for path in keeper.held(noun).folders})


def _count(things: int) -> str:
    return "1 thing" if things == 1 else f"{things:,} things"


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DownloadLocation
    return Path(QStandardPaths.writableLocation(place))
