"""From an import into a workspace, where nothing is written over."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeVar

import msgspec

from inspector.library.file_names import same_file_name
from inspector.library.folder import Folder
from inspector.library.imports.imported import Imported, Note, Secret
from inspector.library.named import Named, joined
from inspector.library.references import NewPaths, by
from inspector.library.store import Store
from inspector.library.workspace import Workspace

T = TypeVar("T", bound=Named)

NUMBERED = "names that were taken got a number"


@dataclass(frozen=True, slots=True)
class Report:
    """What was written, for a person."""

    things: tuple[Named, ...]
    """As they are in the workspace."""
    notes: tuple[Note, ...]
    """What had to be changed for the workspace's sake, beside what the import's own notes say."""
    secrets: tuple[Secret, ...]
    """Values for the keyring, under the names that the environments got."""


def into_workspace(imported: Imported, workspace: Workspace, folder: str = "") -> Report:
    """Save everything in `workspace`, below `folder` what can be in one.

    What is there stays as it is: folders and environments whose name is taken get a number, and
    the report says so. LibraryError: a file could not be written; those before it are there.
    """
    tops = _tops(imported, workspace, folder.strip("/ "))

    def placed(path: str) -> str:
        top, slash, rest = path.partition("/")
        return f"{tops[top]}{slash}{rest}"

    _save_folders(workspace.endpoints, imported.endpoints, imported.folders, placed)
    _save_folders(workspace.templates, imported.templates, imported.folders, placed)
    endpoints = _add(workspace.endpoints, imported.endpoints, placed)
    templates = _add(workspace.templates, imported.templates, placed)
    references = NewPaths(by(_paths(templates)), by(_paths(endpoints)))
    scenarios = _add(
        workspace.scenarios, [references.applied(it) for it in imported.scenarios], placed
    )
    environments = _add(workspace.environments, imported.environments, str)
    names = _paths(environments)
    changed = [new for old, new in {**tops, **names}.items() if old and not _ends(new, old)]
    return Report(
        (*endpoints.values(), *templates.values(), *scenarios.values(), *environments.values()),
        (Note(NUMBERED, tuple(changed)),) if changed else (),
        tuple(replace(it, environment=names[it.environment]) for it in imported.secrets),
    )


def _tops(imported: Imported, workspace: Workspace, folder: str) -> dict[str, str]:
    """Where the import's outermost folders go: to names that no store has."""
    stores = workspace.endpoints, workspace.templates, workspace.scenarios
    taken = [existing.path for store in stores for existing in store.folders()]
    tops = {"": folder}
    for thing in imported.things:
        top = thing.folder.partition("/")[0]
        if top not in tops:
            names = (joined(folder, top if n == 1 else f"{top} {n}") for n in count(1))
            tops[top] = next(n for n in names if not any(same_file_name(n, t) for t in taken))
            taken.append(tops[top])
    return tops


def _save_folders(
    store: Store[T], things: Iterable[T], folders: Iterable[Folder], placed: Callable[[str], str]
) -> None:
    """What is said of folders, where there is something in them."""
    used = {f"{thing.folder}/" for thing in things}
    for folder in folders:
        if any(path.startswith(f"{folder.path}/") for path in used):
            store.save_folder(msgspec.structs.replace(folder, path=placed(folder.path)))


def _add(store: Store[T], things: Sequence[T], placed: Callable[[str], str]) -> dict[str, T]:
    """Save the things in the folders that theirs have become; by their old paths."""
    moved = [msgspec.structs.replace(it, folder=placed(it.folder)) for it in things]
    return {old.path: new for old, new in zip(things, store.add(moved), strict=True)}


def _paths(things: Mapping[str, Named]) -> dict[str, str]:
    return {old: new.path for old, new in things.items()}


def _ends(path: str, end: str) -> bool:
    return f"/{path}".endswith(f"/{end}")
