"""What a workspace holds, read in one go: may take a while, and runs in a thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from inspector.library import (
    BrokenFile,
    Endpoint,
    Environment,
    Folder,
    Named,
    Scenario,
    Store,
    Template,
    Workspace,
)
from inspector.ui.library.broken_button import REPAIR
from inspector.ui.library.shelved import Key, Shelved, in_order

T = TypeVar("T", bound=Named)

_SEARCHED = 20_000
"""Characters of a thing that a search looks through."""
_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """What a store holds."""

    things: dict[str, T]
    """By path, in the order of folders and names."""
    folders: dict[str, Folder]
    broken: tuple[BrokenFile, ...]
    shelved: Sequence[Shelved]
    """All of that, in the order of a shelf."""


NOTHING: Held[Endpoint] = Held({}, {}, (), ())


class Contents(NamedTuple):
    """Equal signatures, equal contents."""

    signature: object
    id: str
    """The workspace's."""
    root: Path
    """The workspace's folder."""
    endpoints: Held[Endpoint]
    templates: Held[Template]
    scenarios: Held[Scenario]
    environments: Held[Environment]
    broken: Sequence[BrokenFile]
    """Of all of them, and the workspace's own file."""

    def of(self, noun: str) -> Held[Endpoint]:
        """What there is of `endpoint`, `template`, `scenario` or `environment`. For callers who
        don't know of which, it is typed as if of the first."""
        held: Held[Endpoint] = getattr(self, f"{noun}s")
        return held


def read(workspace: Workspace) -> Contents:
    """Everything in `workspace`. OSError."""
    return Contents(
        workspace.signature(),  # first: what changes meanwhile is then seen the next time
        workspace.id,
        workspace.root,
        _held(workspace.endpoints),
        _held(workspace.templates),
        _held(workspace.scenarios),
        _held(workspace.environments),
        workspace.broken,
    )


def described(thing: Named) -> str:
    """The content in words, for tooltips and searches."""
    if isinstance(thing, Endpoint):
        return thing.url
    if isinstance(thing, Template):
        return thing.content
    if isinstance(thing, Scenario):
        return "\n".join(step.note for step in thing.steps if step.note)
    return ""


def _held(store: Store[T]) -> Held[T]:
    things = {thing.path: thing for thing in store.list()}
    broken = tuple(store.broken)
    folders = {folder.path: folder for folder in store.folders()}
    shelved = (
        *(_of_folder(folder) for folder in folders.values()),
        *(_of_thing(thing) for thing in things.values()),
        *(_of_broken(file, store.root) for file in broken),
    )
    return Held(things, folders, broken, in_order(shelved))


def _of_thing(thing: Named) -> Shelved:
    content = described(thing)
    tip = "\n".join(filter(None, (thing.path, thing.description, content[:_SHOWN])))
    text = f"{thing.path}\n{thing.description}\n{content[:_SEARCHED]}".casefold()
    return Shelved(Key("thing", thing.path), thing.name, thing.folder, tip, text)


def _of_folder(folder: Folder) -> Shelved:
    tip = "\n".join(filter(None, (folder.path, folder.description)))
    return Shelved(Key("folder", folder.path), folder.name, folder.parent, tip, tip.casefold())


def _of_broken(file: BrokenFile, root: Path) -> Shelved:
    folder = file.path.parent.relative_to(root).as_posix() if file.path != root else "."
    tip = f"{file.path}\n{file.error}\n{REPAIR}"
    key = Key("broken", str(file.path))
    return Shelved(key, file.path.name, folder.removeprefix("."), tip, tip.casefold())
