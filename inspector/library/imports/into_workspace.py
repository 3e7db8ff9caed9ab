"""From an import into a workspace: all of it or nothing, and over nothing but an earlier import."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import TypeVar

import msgspec

from inspector.library.endpoint import Endpoint
from inspector.library.environment import Environment
from inspector.library.errors import LibraryError
from inspector.library.file_names import same_file_name
from inspector.library.folder import Folder
from inspector.library.imports.imported import Imported, Note, Secret
from inspector.library.named import Named, joined
from inspector.library.references import NewPaths, by
from inspector.library.store import Store
from inspector.library.workspace import Workspace

T = TypeVar("T", bound=Named)
A = TypeVar("A")

NUMBERED = "names that were taken got a number"
UPDATED = "things that were there and are as in the file now"


@dataclass(frozen=True, slots=True)
class Report:
    """What was written, for a person."""

    things: tuple[Named, ...]
    """As they are in the workspace."""
    notes: tuple[Note, ...]
    """What had to be changed for the workspace's sake, beside what the import's own notes say."""
    secrets: tuple[Secret, ...]
    """Values for the keyring, under the names that the environments got."""


def into_workspace(
    imported: Imported, workspace: Workspace, folder: str = "", *, update: bool = False
) -> Report:
    """Save everything in `workspace`, below `folder` what can be in one.

    What is there stays as it is: folders and environments whose name is taken get a number, and
    the report says so. With `update` things of the same kind, folder and name are those that were
    imported before, and become what the file says; what it says nothing of stays, such as rules,
    and variables that it does not have. Nothing is deleted.

    LibraryError: something cannot be written; then nothing is, and what was there is as it was.
    """
    folder = folder.strip("/ ")
    tops = _same_tops(imported, folder) if update else _tops(imported, workspace, folder)

    def placed(path: str) -> str:
        top, slash, rest = path.partition("/")
        return f"{tops[top]}{slash}{rest}"

    with ExitStack() as undo:
        target = _Target(workspace, placed, update, undo)
        target.check(imported)
        target.save_folders(workspace.endpoints, imported.endpoints, imported.folders)
        target.save_folders(workspace.templates, imported.templates, imported.folders)
        endpoints = target.save(workspace.endpoints, imported.endpoints)
        templates = target.save(workspace.templates, imported.templates)
        references = NewPaths(by(_paths(templates)), by(_paths(endpoints)))
        scenarios = target.save(
            workspace.scenarios, [references.applied(it) for it in imported.scenarios]
        )
        environments = target.save(workspace.environments, imported.environments)
        undo.pop_all()
    names = _paths(environments)
    changed = [new for old, new in {**tops, **names}.items() if old and not _ends(new, old)]
    notes = [Note(NUMBERED, tuple(changed))] if changed else []
    if target.updated:
        notes.append(Note(UPDATED, tuple(target.updated)))
    return Report(
        (*endpoints.values(), *templates.values(), *scenarios.values(), *environments.values()),
        tuple(notes),
        tuple(replace(it, environment=names[it.environment]) for it in imported.secrets),
    )


class _Target:
    """Writes into a workspace, and puts on `undo` what takes it back."""

    def __init__(
        self, workspace: Workspace, placed: Callable[[str], str], update: bool, undo: ExitStack
    ) -> None:
        self._workspace = workspace
        self._placed = placed
        self._update = update
        self._undo = undo
        self.updated: list[str] = []
        """Kind and path of each thing that was there and says something else now."""

    def check(self, imported: Imported) -> None:
        """LibraryError: a thing is none that could be read again. Nothing is written yet."""
        workspace = self._workspace
        self._check(workspace.endpoints, imported.endpoints)
        self._check(workspace.templates, imported.templates)
        self._check(workspace.scenarios, imported.scenarios)
        self._check(workspace.environments, imported.environments)

    def _check(self, store: Store[T], things: Sequence[T]) -> None:
        there = {folder.path for folder in store.folders()}
        for thing in things:
            store.check(thing)
            names = self._folder_of(thing).split("/")
            for path in ("/".join(names[:end]) for end in range(1, len(names) + 1)):
                if path and path not in there:
                    there.add(path)
                    self._on_failure(store.delete_folder, path)

    def save_folders(self, store: Store[T], things: Iterable[T], folders: Iterable[Folder]) -> None:
        """What is said of folders, where there is something in them."""
        used = {f"{thing.folder}/" for thing in things}
        there = {folder.path: folder for folder in store.folders()}
        for folder in folders:
            if any(path.startswith(f"{folder.path}/") for path in used):
                path = self._placed(folder.path)
                before = there.get(path, Folder(path=path))
                if path in there:
                    self._on_failure(store.save_folder, before)
                store.save_folder(
                    Folder(
                        path=path,
                        description=folder.description or before.description,
                        variables={**before.variables, **folder.variables},
                    )
                )

    def save(self, store: Store[T], things: Sequence[T]) -> dict[str, T]:
        """Save the things in the folders that theirs have become; by their old paths."""
        there = {thing.path: thing for thing in store.list()} if self._update else {}
        saved: dict[str, T] = {}
        new: dict[str, T] = {}
        for thing in things:
            moved = msgspec.structs.replace(thing, folder=self._folder_of(thing))
            before = there.get(moved.path)
            if before is None or before.folder != moved.folder:
                new[thing.path] = moved
                continue
            saved[thing.path] = now = _updated(before, moved)
            if now != before:
                self._on_failure(partial(store.save, replace=True), before)
                store.save(now, replace=True)
                self.updated.append(f"{store.noun} {now.path}")
        for old, added in zip(new, store.add(new.values()), strict=True):
            self._on_failure(store.delete, added.path)
            saved[old] = added
        return {thing.path: saved[thing.path] for thing in things}

    def _folder_of(self, thing: Named) -> str:
        return thing.folder if isinstance(thing, Environment) else self._placed(thing.folder)

    def _on_failure(self, call: Callable[[A], object], argument: A) -> None:
        def take_back() -> None:
            with suppress(LibraryError, OSError):  # it was not written yet, or is gone
                call(argument)

        self._undo.callback(take_back)


def _updated(before: T, now: T) -> T:
    """`now`, with what an import says nothing of as it was `before`."""
    kept: dict[str, object] = {}
    if not now.description:
        kept["description"] = before.description
    if isinstance(before, Endpoint) and isinstance(now, Endpoint):
        kept["rules"] = before.rules
        kept["options"] = {**before.options, **now.options}
    if isinstance(before, Endpoint | Environment) and isinstance(now, Endpoint | Environment):
        kept["variables"] = {**before.variables, **now.variables}
    if isinstance(before, Environment) and isinstance(now, Environment):
        kept["colour"] = now.colour or before.colour
        kept["secrets"] = tuple(dict.fromkeys((*before.secrets, *now.secrets)))
    return msgspec.structs.replace(now, **kept)


def _same_tops(imported: Imported, folder: str) -> dict[str, str]:
    """Where the import's outermost folders go if they may be there."""
    tops = {thing.folder.partition("/")[0] for thing in imported.things}
    return {"": folder, **{top: joined(folder, top) for top in tops if top}}


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


def _paths(things: Mapping[str, Named]) -> dict[str, str]:
    return {old: new.path for old, new in things.items()}


def _ends(path: str, end: str) -> bool:
    return f"/{path}".endswith(f"/{end}")
