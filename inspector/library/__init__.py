"""What a person keeps: endpoints, message templates, recent URLs; plain files, one a thing."""

from inspector.library.endpoint import Endpoint, EndpointStore
from inspector.library.errors import BrokenFile, LibraryError
from inspector.library.folders import library_folder
from inspector.library.history import UrlHistory
from inspector.library.outgoing import (
    MAX_CONTROL_PAYLOAD,
    MAX_REASON,
    ContentError,
    Outgoing,
    outgoing,
    parse_close_content,
    payload_size,
)
from inspector.library.store import MAX_NAME
from inspector.library.template import KINDS, Template, TemplateStore

__all__ = [
    "KINDS",
    "MAX_CONTROL_PAYLOAD",
    "MAX_NAME",
    "MAX_REASON",
    "BrokenFile",
    "ContentError",
    "Endpoint",
    "EndpointStore",
    "LibraryError",
    "Outgoing",
    "Template",
    "TemplateStore",
    "UrlHistory",
    "library_folder",
    "outgoing",
    "parse_close_content",
    "payload_size",
]
