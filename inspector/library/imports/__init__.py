"""Other tools' files of WebSocket requests: Postman, Insomnia, `.http`; one small file a form."""

from inspector.library.imports.imported import Imported, Note, Secret, counted
from inspector.library.imports.into_workspace import Report, into_workspace
from inspector.library.imports.registry import FORMS, read_import

__all__ = [
    "FORMS",
    "Imported",
    "Note",
    "Report",
    "Secret",
    "counted",
    "into_workspace",
    "read_import",
]
