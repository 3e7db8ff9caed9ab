"""An import in the making: what readers of other tools' files add to, piece by piece."""

import unicodedata
from collections.abc import Mapping
from itertools import count
from typing import TypeVar

from msgspec.structs import replace

from inspector.library.colour import Colour
from inspector.library.environment import Environment
from inspector.library.errors import LibraryError
from inspector.library.folder import Folder
from inspector.library.imports.imported import Imported, Note, Secret
from inspector.library.imports.names import fit, fit_folder
from inspector.library.named import MAX_NAME, Named, joined
from inspector.library.value import Scalar

MAX_THINGS = 2_000
"""Each becomes a file."""
_MAX_FOLDERS = 12
"""Within one another; what lies deeper goes into the last, since paths have an end."""

T = TypeVar("T", bound=Named)


class Draft:
    """Adds things under names that a store takes, and collects what has to be said."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._things: list[Named] = []
        self._taken: set[tuple[type[Named], str]] = set()
        self._folders: dict[str, Folder] = {}
        self._spelt: dict[str, str] = {}
        self._secrets: list[Secret] = []
        self._notes: dict[str, dict[str, None]] = {}

    def folder(
        self,
        parent: str,
        name: str,
        variables: Mapping[str, Scalar] | None = None,
        description: str = "",
    ) -> str:
        """The path of the folder `name` in `parent`, where what is in it goes."""
        deep = parent.count("/") + 1 >= _MAX_FOLDERS
        path = parent if deep else joined(parent, fit_folder(name))
        # Two that differ in the case of letters are one directory, on some file systems.
        path = self._spelt.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        before = self._folders.get(path, Folder(path=path))
        self._folders[path] = Folder(
            path=path,
            description=before.description or description,
            variables={**before.variables, **(variables or {})},
        )
        return path

    def add(self, thing: T, otherwise: str = "") -> T:
        """Add `thing`, and return it with the name that it got: one that fits and that no other
        has; `otherwise` where its own does not."""
        if len(self._things) >= MAX_THINGS:
            raise LibraryError(
                f"the file holds more than {MAX_THINGS:,} things: export fewer of them at a time"
            )
        name = wanted = fit(thing.name, otherwise)
        for number in count(2):
            key = type(thing), joined(thing.folder, name).casefold()
            if key not in self._taken:
                break
            name = f"{wanted[: MAX_NAME - 8]} {number}"
        self._taken.add(key)
        added = replace(thing, name=name)
        self._things.append(added)
        return added

    def environment(
        self,
        name: str,
        variables: Mapping[str, Scalar],
        secrets: Mapping[str, str],
        colour: Colour | None = None,
    ) -> None:
        """`secrets`: values by names; an empty value is one that the file does not hold."""
        added = self.add(
            Environment(
                name=name, colour=colour, variables=dict(variables), secrets=tuple(secrets)
            ),
            "environment",
        )
        self._secrets += [Secret(added.path, key, value) for key, value in secrets.items() if value]

    def note(self, text: str, thing: str = "") -> None:
        """Say `text`, once for all things that it is said of."""
        things = self._notes.setdefault(text, {})
        if thing:
            things[" ".join(thing.split())[:MAX_NAME]] = None

    def done(self) -> Imported:
        return Imported(
            self._form,
            tuple(self._things),
            tuple(f for f in self._folders.values() if f.variables or f.description),
            tuple(self._secrets),
            tuple(Note(text, tuple(things)) for text, things in self._notes.items()),
        )
