"""Which tool wrote a file, and what is in it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from inspector.library.errors import LibraryError
from inspector.library.imports.imported import Imported
from inspector.library.imports.source import Source, read_source


class Form(NamedTuple):
    """A form of file that can be read."""

    title: str
    """`Postman collection`, as in "a Postman collection"."""
    fits: Callable[[Source], bool]
    read: Callable[[Source], Imported]
    """LibraryError: what is wrong with it."""


FORMS: tuple[Form, ...] = ()
"""The first that fits is taken."""


def read_import(path: Path) -> Imported:
    """What the file at `path` holds. LibraryError says why not, and what to do.

    The file is taken for hostile: it is bounded in size and depth, only parsed, and never run.
    """
    source = read_source(path)
    for form in FORMS:
        if form.fits(source):
            return form.read(source)
    known = ", ".join(form.title for form in FORMS)
    raise LibraryError(
        f"{path} was not imported: {source.problem or 'no tool known here wrote it'}."
        f" Known are: {known}"
    )
