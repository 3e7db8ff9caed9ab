"""What a tab's words stand for: its environment with its secrets, its endpoint, its session."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from inspector.library import Environment, LibraryError, Named, SecretStore, Workspace
from inspector.sending.context import Context
from inspector.ui.library.asking import ask_secret

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
        self._turn = asyncio.Lock()
        self._told = True
        self._declined: set[tuple[str, str]] = set()
        """Environment and name of the secrets that the person did not want to tell."""

    @property
    def environment(self) -> Environment | None:
        return self.context.environment

    async def choose(self, path: str) -> None:
        """Go to the environment at `path`; "" is none. LibraryError: there is no such one."""
        async with self._turn:
            store = self._workspace.environments
            await self._take(await asyncio.to_thread(store.get, path) if path else None)

    async def use(self, workspace: Workspace) -> None:
        """Go to another workspace, without an environment."""
        async with self._turn:
            self._workspace = self.context.workspace = workspace
            await self._take(None)
            self.context.refresh()

    async def reload(self) -> None:
        """Files of the workspace changed: read again what is used here. What is gone from them
        stays as it was read last."""
        async with self._turn:
            await self._reload_endpoint()
            if (environment := self.environment) is not None:
                environment = await asyncio.to_thread(
                    _get, self._workspace.environments.get, environment
                )
            await self._take(environment)
            self.context.refresh()

    async def _reload_endpoint(self) -> None:
        """Again where another one was chosen while its file was read."""
        while (endpoint := self.context.endpoint) is not None and endpoint.name:
            kept = await asyncio.to_thread(_get, self._workspace.endpoints.get, endpoint)
            if self.context.endpoint is endpoint:
                self.context.endpoint = replace(
                    endpoint, folder=kept.folder, variables=kept.variables
                )
                return

    async def ask_for_secrets(self, parent: QWidget) -> None:
        """Ask the person for the environment's secrets that have no value on this machine, each
        once. An environment that is on its way here, to a new tab, is waited for."""
        async with self._turn:
            pass
        if (environment := self.environment) is None:
            return
        for name in environment.secrets:
            key = environment.path, name
            if self.context.secrets.get(name) or key in self._declined:
                continue
            id_ = await asyncio.to_thread(lambda: self._workspace.lasting_id)
            if await ask_secret(parent, self._secrets, id_, *key) is None:
                self._declined.add(key)
        await self.reload()

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
            name: self._secrets.get(self._workspace.id, environment.path, name)
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


def _get(get: Callable[[str], T], thing: T) -> T:
    """`thing` as its file says it now."""
    try:
        return get(thing.path)
    except (LibraryError, OSError):
        return thing
