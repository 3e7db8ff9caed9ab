"""What the commands of the Library menu do; see `inspector.ui.commands`."""

from types import ModuleType
from typing import TYPE_CHECKING

from inspector.ui.loop import spawn

if TYPE_CHECKING:
    from inspector.ui.main_window import MainWindow


class LibraryCommands:
    """A method a command, with its id for a name."""

    _window: "MainWindow"

    def insert_template(self) -> None:
        self._window.desk.begin_quick_insert()

    def save_template(self) -> None:
        self._window.tabs.current.composer.save_as()

    def save_endpoint(self) -> None:
        tab = self._window.tabs.current
        spawn(self._window.keeper.save_endpoint(tab), "save an endpoint")

    def search_library(self) -> None:
        self._show_sidebar()
        self._window.sidebar.focus_search()

    def rename(self) -> None:
        self._window.sidebar.chosen_shelf.ask("rename")

    def duplicate(self) -> None:
        self._window.sidebar.chosen_shelf.ask("duplicate")

    def move(self) -> None:
        self._window.sidebar.chosen_shelf.ask("move")

    def details(self) -> None:
        self._window.sidebar.chosen_shelf.ask("details")

    def favourite(self) -> None:
        self._window.sidebar.chosen_shelf.ask("favourite")

    def delete(self) -> None:
        self._window.sidebar.chosen_shelf.ask("delete")

    def new_folder(self) -> None:
        self._show_sidebar()
        self._window.sidebar.chosen_shelf.ask("folder")

    def new_environment(self) -> None:
        spawn(self._window.desk.environments.new(), "new environment")

    def edit_environment(self) -> None:
        spawn(self._window.desk.environments.edit(), "edit an environment")

    def import_file(self) -> None:
        spawn(_transfers().import_file(self._window.keeper), "import into the library")

    def import_workspace(self) -> None:
        spawn(_transfers().import_workspace(self._window.keeper), "import a workspace")

    def export_folder(self) -> None:
        spawn(_transfers().export_folder(self._window.keeper), "export a folder of the library")

    def open_workspace(self) -> None:
        spawn(self._window.desk.workspaces.ask_open(), "open a workspace")

    def new_workspace(self) -> None:
        spawn(self._window.desk.workspaces.ask_new(), "make a workspace")

    def workspaces(self) -> None:
        self._show_sidebar()
        self._window.desk.workspaces.show_menu()

    def library(self) -> None:
        self._window.desk.workspaces.show_folder()

    def reload(self) -> None:
        self._window.keeper.reload()

    def _show_sidebar(self) -> None:
        self._window.sidebar.show()
        self._window.commands["sidebar"].setChecked(True)


def _transfers() -> ModuleType:
    """What only few people need, and only once: it need not be there at the start."""
    from inspector.ui.library import transfers

    return transfers
