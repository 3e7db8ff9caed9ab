"""From an import into a workspace, where nothing is written over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeVar

import msgspec

from inspector.library.file_names import same_file_name
from inspector.library.folder import Folder
from inspector.library.imports.imported import Imported, Note, Secret, counted
from inspector.library.named import Named, joined
from inspector.library.store import Store
from inspector.library.workspace import Workspace

T = TypeVar("T", bound=Named)

NUMBERED = "names that were taken got a number"


@dataclass(frozen=True, slots=True)
class Report:
    """What was written, for a person."""

    endpoints: int = 0
    templates: int = 0
    environments: int = 0
    notes: tuple[Note, ...] = ()
    """What was left out or changed, and why."""
    secrets: tuple[Secret, ...] = ()
    """Values for the keyring, under the names that the environments got."""

    @property
    def counts(self) -> str:
        """`2 endpoints, 5 templates`; `nothing` where nothing was written."""
        return counted(self.endpoints, self.templates, self.environments)


def into_workspace(imported: Imported, workspace: Workspace, folder: str = "") -> Report:
    """Save everything in `workspace`, endpoints and templates below `folder`.

    What is there stays as it is: folders and environments whose name is taken get a number, and
    the report says so. LibraryError: a file could not be written; those before it are there.
    """
    tops = _tops(imported, workspace, folder.strip("/ "))

    def placed(path: str) -> str:
        top, slash, rest = path.partition("/")
        return f"{tops[top]}{slash}{rest}"

    endpoints = _add(workspace.endpoints, imported.endpoints, imported.folders, placed)
    templates = _add(workspace.templates, imported.templates, imported.folders, placed)
    environments = workspace.environments.add(imported.environments)
    names = {
        old.path: new.path for old, new in zip(imported.environments, environments, strict=True)
    }
    changed = [
        new for old, new in {**tops, **names}.items() if old and not f"/{new}".endswith(f"/{old}")
    ]
    return Report(
        len(endpoints),
        len(templates),
        len(environments),
        (*imported.notes, *([Note(NUMBERED, tuple(changed))] if changed else ())),
        tuple(
            replace(secret, environment=names[secret.environment]) for secret in imported.secrets
        ),
    )


def _tops(imported: Imported, workspace: Workspace, folder: str) -> dict[str, str]:
    """Where the import's outermost folders go: to names that neither store has."""
    stores = workspace.endpoints, workspace.templates
    taken = [existing.path for store in stores for existing in store.folders()]
    tops = {"": folder}
    for thing in (*imported.endpoints, *imported.templates):
        top = thing.folder.partition("/")[0]
        if top not in tops:
            names = (joined(folder, top if n == 1 else f"{top} {n}") for n in count(1))
            tops[top] = next(n for n in names if not any(same_file_name(n, t) for t in taken))
            taken.append(tops[top])
    return tops


def _add(
    store: Store[T], things: Sequence[T], folders: Sequence[Folder], placed: Callable[[str], str]
) -> list[T]:
    """Save the things, and what is said of the folders that they are in."""
    used = {f"{thing.folder}/" for thing in things}
    for folder in folders:
        if any(path.startswith(f"{folder.path}/") for path in used):
            store.save_folder(msgspec.structs.replace(folder, path=placed(folder.path)))
    return store.add(
        msgspec.structs.replace(thing, folder=placed(thing.folder)) for thing in things
    )
