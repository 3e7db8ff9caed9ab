"""From one workspace into another: how things are shared without version control."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from inspector.library.folder import Folder
from inspector.library.named import Named
from inspector.library.reading import T
from inspector.library.references import NewPaths, by
from inspector.library.stamp import same
from inspector.library.store import Store
from inspector.library.workspace import Workspace


@dataclass(slots=True)
class Copied:
    """What came of it: paths, each with its store's noun before it, as in `template Auth/login`."""

    added: list[str] = field(default_factory=list)
    """As they are called in the target."""
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """Of those, the ones whose names were taken there by something else: old and new."""
    unchanged: list[str] = field(default_factory=list)
    """What was there already, with the same content."""
    folders_kept: list[str] = field(default_factory=list)
    """Folders that say something else in the target, and still do."""


def copy_things(things: Iterable[Named], source: Workspace, target: Workspace) -> Copied:
    """Copy things that were read from `source` into the same folders of `target`.

    Nothing is written over: what is called as something else there gets another name, and rules
    and scenarios that are copied along follow it. The variables of the folders around come along,
    and the comments in the files; the values of secrets do not. LibraryError: a file could not be
    written; those before it are there.
    """
    chosen = list(things)
    copied = Copied()
    templates = _copy(chosen, source.templates, target.templates, copied)
    endpoints = _copy(
        chosen, source.endpoints, target.endpoints, copied, NewPaths(by(templates), str)
    )
    _copy(chosen, source.environments, target.environments, copied)
    _copy(
        chosen, source.scenarios, target.scenarios, copied, NewPaths(by(templates), by(endpoints))
    )
    return copied


def _copy(
    chosen: Iterable[Named],
    source: Store[T],
    target: Store[T],
    copied: Copied,
    references: NewPaths | None = None,
) -> dict[str, str]:
    """Copy those of `chosen` that are of these stores; returns the new path of each."""
    new_paths: dict[str, str] = {}
    there = {thing.path: thing for thing in target.list()}
    missing: list[T] = []
    for thing in chosen:
        if isinstance(thing, source.kind):
            new = references.applied(thing) if references else thing
            if new.path in there and same(new, there[new.path]):
                copied.unchanged.append(f"{source.noun} {new.path}")
                new_paths[new.path] = new.path
            else:
                missing.append(new)
    _copy_folders([thing.folder for thing in missing], source, target, copied)
    for old, new in zip(missing, target.add(missing, source), strict=True):
        new_paths[old.path] = new.path
        copied.added.append(f"{source.noun} {new.path}")
        if new.path != old.path:
            copied.renamed.append((f"{source.noun} {old.path}", f"{source.noun} {new.path}"))
    return new_paths


def _copy_folders(paths: Iterable[str], source: Store[T], target: Store[T], copied: Copied) -> None:
    """What the folders in `source` say of themselves, where those in `target` say nothing."""
    there = {folder.path: folder for folder in target.folders()}
    inside = {f"{path}/" for path in paths}
    for folder in source.folders():
        bare = Folder(path=folder.path)
        if folder == bare or not any(path.startswith(f"{folder.path}/") for path in inside):
            continue
        if there.get(folder.path, bare) == bare:
            target.save_folder(folder)
        elif there[folder.path] != folder:
            copied.folders_kept.append(f"folder {folder.path}")
