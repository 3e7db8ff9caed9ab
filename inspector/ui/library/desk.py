"""The library's parts, put together for the window."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from inspector.library import SecretStore, Workspace
from inspector.ui.library.arranger import Arranger
from inspector.ui.library.contents import described
from inspector.ui.library.environments import EnvironmentKeeper
from inspector.ui.library.keeper import NOUNS, LibraryKeeper
from inspector.ui.library.ranking import Choice
from inspector.ui.library.sidebar import Sidebar
from inspector.ui.library.workspaces import WorkspaceKeeper
from inspector.ui.loop import spawn

if TYPE_CHECKING:
    from inspector.ui.library.palette import QuickInsert


class LibraryDesk(QObject):
    """Sidebar, keeper, quick insert: what the window shows and asks."""

    def __init__(
        self, window: QWidget, workspace: Workspace, secrets: SecretStore, settings: QSettings
    ) -> None:
        super().__init__(window)
        self._window = window
        self.sidebar = Sidebar()
        self.keeper = LibraryKeeper(window, self.sidebar, workspace, secrets, settings)
        self.environments = EnvironmentKeeper(self.keeper, self.sidebar.environment)
        self.workspaces = WorkspaceKeeper(self.keeper)
        for shelf in self.sidebar.shelves.values():
            Arranger(self.keeper, shelf)

    @cached_property
    def quick_insert(self) -> "QuickInsert":
        """Built, and imported, when it is first wanted."""
        from inspector.ui.library.palette import QuickInsert

        quick_insert = QuickInsert(self._window)
        quick_insert.chosen.connect(
            lambda noun, path, send: spawn(
                self.keeper.take(noun, path, send=send), f"take a {noun}"
            )
        )
        return quick_insert

    def begin_quick_insert(self) -> None:
        """Show the palette with everything that there is."""
        choices = [
            Choice(noun, thing.path, thing.name, _first_line(described(thing)))
            for noun in NOUNS
            for thing in self.keeper.held(noun).things.values()
        ]
        self.quick_insert.open(choices, self.keeper.state.used())


def _first_line(content: str) -> str:
    return content.lstrip()[:200].partition("\n")[0]
