"""What the tests of importers look at."""

from pathlib import Path

from inspector.library.imports import Imported

FILES = Path(__file__).parent / "files"


def said(imported: Imported) -> dict[str, tuple[str, ...]]:
    """The notes: of what each is said."""
    return {note.text: note.things for note in imported.notes}


def by_name(things: tuple) -> dict:
    return {thing.name: thing for thing in things}
