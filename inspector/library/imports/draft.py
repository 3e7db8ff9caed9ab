"""An import in the making: what readers of other tools' files add to, piece by piece."""

import re
import unicodedata
from collections.abc import Mapping
from itertools import count

from inspector.library.endpoint import Endpoint
from inspector.library.environment import Environment
from inspector.library.errors import LibraryError
from inspector.library.file_names import folder_name_problem
from inspector.library.folder import Folder
from inspector.library.imports.imported import Imported, Note, Secret
from inspector.library.named import MAX_NAME, joined
from inspector.library.rule import Colour
from inspector.library.template import Template, TemplateKind
from inspector.library.value import Scalar

MAX_THINGS = 2_000
"""Endpoints and templates: each becomes a file."""
_MAX_FOLDERS = 12
"""Within one another; what lies deeper goes into the last, since paths have an end."""
_FOLDER_BYTES = 80
"""Of a folder's name."""
_UNFIT = re.compile(r"[\s/\\\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
"""Slashes, which part folders, and what would break a line or turn its direction."""


class Draft:
    """Adds things under names that a store takes, and collects what has to be said."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._endpoints: list[Endpoint] = []
        self._templates: list[Template] = []
        self._environments: list[Environment] = []
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

    def endpoint(
        self,
        folder: str,
        name: str,
        url: str,
        *,
        description: str = "",
        headers: tuple[tuple[str, str], ...] = (),
        subprotocols: tuple[str, ...] = (),
        variables: Mapping[str, Scalar] | None = None,
    ) -> None:
        self._count()
        self._endpoints.append(
            Endpoint(
                name=fit(name, url),
                folder=folder,
                description=description,
                url=url,
                subprotocols=subprotocols,
                options={"headers": [list(header) for header in headers]} if headers else {},
                variables=dict(variables or {}),
            )
        )

    def template(
        self, folder: str, name: str, kind: TemplateKind, content: str, description: str = ""
    ) -> None:
        self._count()
        self._templates.append(
            Template(
                name=fit(name, "message"),
                folder=folder,
                description=description,
                kind=kind,
                content=content,
            )
        )

    def environment(
        self,
        name: str,
        variables: Mapping[str, Scalar],
        secrets: Mapping[str, str] | None = None,
        colour: Colour | None = None,
    ) -> None:
        """`secrets`: values by names; an empty value is one that the file does not hold."""
        self._count()
        names = {environment.name.casefold() for environment in self._environments}
        name = wanted = fit(name, "environment")
        for number in count(2):
            if name.casefold() not in names:
                break
            name = f"{wanted[: MAX_NAME - 8]} {number}"
        environment = Environment(
            name=name,
            colour=colour,
            variables=dict(variables),
            secrets=tuple(secrets or ()),
        )
        self._environments.append(environment)
        for key, value in (secrets or {}).items():
            if value:
                self._secrets.append(Secret(environment.path, key, value))

    def note(self, text: str, thing: str = "") -> None:
        """Say `text`, once for all things that it is said of."""
        things = self._notes.setdefault(text, {})
        if thing:
            things[" ".join(thing.split())[:MAX_NAME]] = None

    def done(self) -> Imported:
        return Imported(
            self._form,
            tuple(self._endpoints),
            tuple(self._templates),
            tuple(self._environments),
            tuple(f for f in self._folders.values() if f.variables or f.description),
            tuple(self._secrets),
            tuple(Note(text, tuple(things)) for text, things in self._notes.items()),
        )

    def _count(self) -> None:
        things = len(self._endpoints) + len(self._templates) + len(self._environments)
        if things >= MAX_THINGS:
            raise LibraryError(
                f"the file holds more than {MAX_THINGS:,} things: export fewer of them at a time"
            )


def fit(name: str, otherwise: str) -> str:
    """`name` as one line without slashes, which part folders; `otherwise` where nothing is left.

    An address as a name loses its scheme, so that `wss://host/feed` becomes `host feed`.
    """
    for candidate in (name, otherwise):
        bare = re.sub(r"\A\s*wss?://", "", candidate, flags=re.IGNORECASE)
        if cleaned := _UNFIT.sub(" ", bare).strip(" .")[:MAX_NAME].strip():
            return cleaned
    return "unnamed"


def fit_folder(name: str) -> str:
    """`name` as a directory can have it on every file system."""
    cleaned = "".join(letter if letter.isprintable() else " " for letter in fit(name, ""))
    cleaned = " ".join(re.sub(r'[:*?"<>|]', " ", cleaned).split())
    cleaned = cleaned.encode()[:_FOLDER_BYTES].decode(errors="ignore").strip(" .")
    return cleaned if cleaned and not folder_name_problem(cleaned) else f"_{cleaned}_"
