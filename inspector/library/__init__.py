"""What a person keeps: a workspace of endpoints, templates, environments and scenarios as plain
files, one a thing; secrets, recent URLs."""

from inspector.library.endpoint import Endpoint
from inspector.library.environment import Environment
from inspector.library.errors import BrokenFile, Conflict, LibraryError
from inspector.library.favourites import Favourites
from inspector.library.folder import Folder
from inspector.library.folders import library_folder
from inspector.library.history import RecentWorkspaces, UrlHistory
from inspector.library.named import MAX_NAME, Named
from inspector.library.scenario import Scenario
from inspector.library.secrets import SecretStore
from inspector.library.stamp import Stamp
from inspector.library.store import Store
from inspector.library.template import KINDS, Template, TemplateKind, as_kind
from inspector.library.workspace import Workspace

__all__ = [
    "KINDS",
    "MAX_NAME",
    "BrokenFile",
    "Conflict",
    "Endpoint",
    "Environment",
    "Favourites",
    "Folder",
    "LibraryError",
    "Named",
    "RecentWorkspaces",
    "Scenario",
    "SecretStore",
    "Stamp",
    "Store",
    "Template",
    "TemplateKind",
    "UrlHistory",
    "Workspace",
    "as_kind",
    "library_folder",
]
