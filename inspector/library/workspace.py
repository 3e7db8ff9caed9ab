"""A workspace: a folder that a person, or a team in version control, keeps things in."""

import contextlib
import uuid
from pathlib import Path

from inspector.library.endpoint import Endpoint
from inspector.library.environment import Environment
from inspector.library.errors import BrokenFile, LibraryError
from inspector.library.scenario import Scenario
from inspector.library.store import Store
from inspector.library.template import Template
from inspector.library.thing_file import FORMAT, check_format
from inspector.library.toml_file import read_toml, write_toml
from inspector.library.tree import walk

WORKSPACE_FILE = "workspace.toml"


class Workspace:
    """The stores below the folder `root`, which the first thing that is saved makes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._new_id = str(uuid.uuid4())
        self._problem = ""
        self.endpoints = Store(root / "endpoints", Endpoint, self.found)
        self.templates = Store(root / "templates", Template, self.found)
        self.environments = Store(root / "environments", Environment, self.found)
        self.scenarios = Store(root / "scenarios", Scenario, self.found)
        self.stores = (self.endpoints, self.templates, self.environments, self.scenarios)

    @property
    def name(self) -> str:
        """Its folder's."""
        return self.root.name or str(self.root)

    @property
    def id(self) -> str:
        """A UUID, which goes with the folder wherever it is copied, cloned or moved. Where the
        workspace's own file is not there or broken, one that lasts until the program ends."""
        self._problem = ""
        try:
            table = read_toml(self.root / WORKSPACE_FILE)
            check_format(table.get("format"), "workspace")
            return str(uuid.UUID(str(table.get("id"))))
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as error:
            self._problem = str(error)
        return self._new_id

    @property
    def lasting_id(self) -> str:
        """The same, written first where it can be: for what is kept under it elsewhere."""
        with contextlib.suppress(LibraryError):
            self.found()
        return self.id

    @property
    def broken(self) -> list[BrokenFile]:
        """What could not be read the last time. While it is the workspace's own file, neither
        secrets nor favourites are found."""
        own = [BrokenFile(self.root / WORKSPACE_FILE, self._problem)] if self._problem else []
        return [*own, *(file for store in self.stores for file in store.broken)]

    def found(self) -> None:
        """Write the workspace's own file where there is none. LibraryError: it was not written."""
        file = self.root / WORKSPACE_FILE
        if not file.exists():
            write_toml(file, {"format": FORMAT, "id": self._new_id})

    def signature(self) -> object:
        """Compares unequal to an earlier one once any file was changed, by whomever. Reads
        directories only; may be called in a thread."""
        try:
            changed = (self.root / WORKSPACE_FILE).stat().st_mtime_ns
        except OSError:
            changed = 0
        return changed, *(walk(store.root) for store in self.stores)
