"""The library in the window: shelves of what a person keeps, and everything done with it."""

from inspector.ui.library.asking import ask_secret
from inspector.ui.library.desk import LibraryDesk
from inspector.ui.library.keeper import LibraryKeeper
from inspector.ui.library.sidebar import Sidebar
from inspector.ui.library.workspaces import last_workspace

__all__ = ["LibraryDesk", "LibraryKeeper", "Sidebar", "ask_secret", "last_workspace"]
