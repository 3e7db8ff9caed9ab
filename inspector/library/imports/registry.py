"""Which tool wrote a file, and what is in it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from inspector.library.errors import LibraryError
from inspector.library.imports import (
    http_environment,
    http_file,
    insomnia_v4,
    insomnia_v5,
    postman,
    postman_environment,
    postman_items,
)
from inspector.library.imports.imported import Imported
from inspector.library.imports.source import Source, read_source


class Form(NamedTuple):
    """A form of file that can be read."""

    title: str
    """`Postman collection`, as in "a Postman collection"."""
    fits: Callable[[Source], bool]
    read: Callable[[Source], Imported]
    """LibraryError: what is wrong with it."""


FORMS = (
    Form("HTTP request file (.http, .rest)", http_file.fits, http_file.read),
    Form("http-client.env.json", http_environment.fits, http_environment.read),
    Form("Insomnia export", insomnia_v4.fits, insomnia_v4.read),
    Form("Insomnia collection", insomnia_v5.fits, insomnia_v5.read),
    Form("Postman environment", postman_environment.fits, postman_environment.read),
    Form("Postman collection of several protocols", postman_items.fits, postman_items.read),
    Form("Postman collection", postman.fits, postman.read),
)
"""The first that fits is taken."""


def read_import(path: Path) -> Imported:
    """What the file at `path` holds. LibraryError says why not, and what to do.

    The file is taken for hostile: it is bounded in size and depth, only parsed, and never run.
    """
    source = read_source(path)
    for form in FORMS:
        if form.fits(source):
            return form.read(source)
    problem = f" (as JSON or YAML: {source.problem})" if source.problem else ""
    raise LibraryError(
        f"{path} was not imported: no tool that is known here wrote it{problem}. Known are: "
        + ", ".join(form.title for form in FORMS)
    )
