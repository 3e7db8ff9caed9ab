"""What one person likes about a workspace: favourites, open folders, what was used last. It is kept
apart from the workspace, which belongs to a team."""

import json

from PySide6.QtCore import QSettings

from inspector.library import Favourites, Workspace, library_folder

_MOST_USED = 100

Used = tuple[str, str]
"""Noun and path."""


class PersonalState:
    """Kept in `settings` as soon as it changes. Things are told by noun and path."""

    def __init__(self, settings: QSettings, workspace: Workspace) -> None:
        self._settings = settings
        self.id = workspace.id
        self._prefix = f"library/{self.id}"
        self.favourites = Favourites(library_folder() / "favourites.toml", self.id)

    def opened(self, noun: str) -> list[str]:
        """Paths of the folders that are open."""
        return self._get(f"{noun}/opened")

    def set_opened(self, noun: str, paths: set[str]) -> None:
        self._set(f"{noun}/opened", sorted(paths))

    def folded(self) -> list[str]:
        """Nouns of the shelves that are folded away."""
        return self._get("folded")

    def set_folded(self, nouns: list[str]) -> None:
        self._set("folded", nouns)

    def used(self) -> list[Used]:
        """What was taken, the latest first."""
        pairs = (used.partition(":") for used in self._get("used"))
        return [(noun, path) for noun, _, path in pairs]

    def add_used(self, noun: str, path: str) -> None:
        used = [f"{noun}:{path}", *(f"{noun}:{path}" for noun, path in self.used())]
        self._set("used", list(dict.fromkeys(used))[:_MOST_USED])

    def follow(self, noun: str, old: str, new: str) -> None:
        """A thing has got another path."""
        self.favourites.moved(noun, old, new)
        used = [(noun, new) if it == (noun, old) else it for it in self.used()]
        self._set("used", [f"{noun}:{path}" for noun, path in used])

    def _get(self, key: str) -> list[str]:
        """Nothing where something else than texts was kept."""
        try:
            kept = json.loads(str(self._settings.value(f"{self._prefix}/{key}", "[]")))
        except ValueError:
            return []
        return [text for text in kept if isinstance(text, str)] if isinstance(kept, list) else []

    def _set(self, key: str, texts: list[str]) -> None:
        self._settings.setValue(f"{self._prefix}/{key}", json.dumps(texts))
