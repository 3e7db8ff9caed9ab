"""From an import into a workspace, where nothing is written over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.library.imports.imported import Imported, Note, Secret

if TYPE_CHECKING:
    from inspector.library import Workspace


@dataclass(frozen=True, slots=True)
class Report:
    """What was written, for a person."""

    endpoints: int
    templates: int
    environments: int
    notes: tuple[Note, ...]
    """What was left out or changed, and why."""
    secrets: tuple[Secret, ...]
    """Values for the keyring, under the names that the environments got."""


def into_workspace(imported: Imported, workspace: Workspace, folder: str = "") -> Report:
    """Save everything in `workspace`, endpoints and templates below `folder`.

    What is there stays as it is: a thing whose name is taken gets a number, and the report says so.
    """
    raise NotImplementedError
