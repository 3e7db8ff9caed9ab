"""What a tab's words stand for: its environment with its secrets, its endpoint, its session."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from inspector.library import Environment, LibraryError, Named, SecretStore, Workspace
from inspector.sending.context import Context

T = TypeVar("T", bound=Named)


class TabContext(QObject):
    """Keeps a `Context` true to the workspace's files, and says when anything in it changes.

    Signals:
    changed: a variable may have another value; emitted once a turn of the loop at most.
    environment_changed: another one was chosen, or its name or colour is another one.
    """

    changed = Signal()
    environment_changed = Signal()

    def __init__(self, workspace: Workspace, secrets: SecretStore, parent: QObject) -> None:
        super().__init__(parent)
        self.context = Context(workspace)
        self.context.on_change.append(self._on_change)
        self._workspace = workspace
        self._secrets = secrets
        self._told = True

    @property
    def environment(self) -> Environment | None:
        return self.context.environment

    async def choose(self, name: str) -> None:
        """Go to the environment called `name`; "" is none. LibraryError: there is no such one."""
        await self._take(self._workspace.environments.get(name) if name else None)

    async def reload(self) -> None:
        """The workspace's files changed. What is gone from them stays as it was read last."""
        environment, endpoint = self.environment, self.context.endpoint
        if endpoint is not None:
            self.context.endpoint = _again(self._workspace.endpoints.get, endpoint)
        if environment is not None:
            environment = _again(self._workspace.environments.get, environment)
        await self._take(environment)
        self.context.refresh()

    async def _take(self, environment: Environment | None) -> None:
        before = self.environment
        secrets = await asyncio.to_thread(self._values, environment) if environment else {}
        if environment != before or secrets != self.context.secrets:
            self.context.choose(environment, secrets)
        if environment != before:
            self.environment_changed.emit()

    def _values(self, environment: Environment) -> dict[str, str]:
        """Those of its secrets that this machine knows; the system may ask the person first."""
        kept = {
            name: self._secrets.get(self._workspace.id, environment.name, name)
            for name in environment.secrets
        }
        return {name: value for name, value in kept.items() if value is not None}

    def _on_change(self) -> None:
        """Rules may set a variable for each of a thousand messages: tell of the last."""
        if self._told:
            self._told = False
            QTimer.singleShot(0, self, self._tell)

    def _tell(self) -> None:
        self._told = True
        self.changed.emit()


def _again(get: Callable[[str], T], thing: T) -> T:
    """`thing` as its file says it now."""
    try:
        return get(thing.path)
    except (LibraryError, OSError):
        return thing
