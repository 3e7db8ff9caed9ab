"""A workspace: a folder that a team keeps in version control."""

import uuid
from functools import cached_property
from pathlib import Path

from inspector.library.endpoint import Endpoint
from inspector.library.environment import Environment
from inspector.library.scenario import Scenario
from inspector.library.store import Store
from inspector.library.template import Template
from inspector.library.thing_file import FORMAT
from inspector.library.toml_file import read_toml, write_toml
from inspector.library.tree import walk

WORKSPACE_FILE = "workspace.toml"


class Workspace:
    """The stores in the folder `root`, which is made by the first thing that is saved."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.endpoints = Store(root / "endpoints", Endpoint, self.found)
        self.templates = Store(root / "templates", Template, self.found)
        self.environments = Store(root / "environments", Environment, self.found)
        self.scenarios = Store(root / "scenarios", Scenario, self.found)

    @property
    def name(self) -> str:
        return self.root.name

    @cached_property
    def id(self) -> str:
        """A UUID that goes with the folder wherever it is copied."""
        try:
            return str(uuid.UUID(str(read_toml(self.root / WORKSPACE_FILE)["id"])))
        except (OSError, ValueError, KeyError):
            return str(uuid.uuid4())

    def found(self) -> None:
        """Write the workspace's own file where there is none."""
        file = self.root / WORKSPACE_FILE
        if not file.exists():
            write_toml(file, {"format": FORMAT, "id": self.id})

    def signature(self) -> object:
        """Differs once a file was changed, by whomever. Cheap; may be called in a thread."""
        stores = (self.endpoints, self.templates, self.environments, self.scenarios)
        return [walk(store.root) for store in stores]
