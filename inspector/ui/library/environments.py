"""What a person does with environments: new ones, others' values, copies, deletions."""

import asyncio

from msgspec.structs import replace
from PySide6.QtCore import QObject

from inspector.library import Environment
from inspector.ui.library.asking import Edited, ask_environment
from inspector.ui.library.environment_box import EnvironmentBox
from inspector.ui.library.keeper import LibraryKeeper
from inspector.ui.loop import spawn
from inspector.ui.prompts import confirm, tell


class EnvironmentKeeper(QObject):
    """Carries out what the chooser's menu asks."""

    def __init__(self, keeper: LibraryKeeper, box: EnvironmentBox) -> None:
        super().__init__(keeper)
        self._keeper = keeper
        self._box = box
        box.asked.connect(self._on_asked)

    def _on_asked(self, verb: str) -> None:
        ask = {
            "new": self.new,
            "edit": self.edit,
            "duplicate": self._duplicate,
            "delete": self._delete,
        }[verb]
        spawn(ask(), f"{verb} an environment")

    async def new(self) -> None:
        """Make one, and choose it."""
        edited = await self._ask("New environment", Environment(name=""))
        if edited is None:
            return
        path = edited.environment.path
        if path in self._keeper.held("environment").things:
            await tell(
                self._keeper.window,
                "Nothing was changed",
                f"There is an environment “{path}” already: edit it, or choose another name.",
            )
        elif await self._keeper.save(edited.environment) is not None:
            await self._keeper.keep_secrets(edited.environment, edited.secrets)
            await self._keeper.take("environment", path)

    async def edit(self) -> None:
        """Edit the one that is chosen; where none is, make one."""
        if (old := self._current()) is None:
            await self.new()
            return
        edited = await self._ask(f"Environment “{old.path}”", old)
        if edited is None:
            return
        new = replace(edited.environment, folder=old.folder)
        if new.name != old.name and not await self._rename(old, new.name):
            return
        base = replace(old, name=new.name)
        if new != base and await self._keeper.save(new, base=base) != new:
            return
        gone = dict.fromkeys(set(old.secrets) - set(new.secrets), "")
        await self._keeper.keep_secrets(new, {**gone, **edited.secrets})

    async def _rename(self, old: Environment, name: str) -> bool:
        workspace, secrets = self._keeper.workspace, self._keeper.secrets

        def rename() -> Environment:
            new = workspace.environments.rename(old.path, name)
            secrets.move(workspace.lasting_id, old.path, new.path, old.secrets)
            return new

        new = await self._keeper.do(rename, [("environment", old.path)])
        if new is None:
            return False
        self._keeper.follow("environment", {old.path: new.path})
        return True

    async def _duplicate(self) -> None:
        if (old := self._current()) is None:
            return
        store = self._keeper.workspace.environments
        copy = await self._keeper.do(lambda: store.duplicate(old.path))
        if copy is not None:
            await self._keeper.keep_secrets(copy, await self._keeper.secrets_of(old))
            await self._keeper.take("environment", copy.path)

    async def _delete(self) -> None:
        if (old := self._current()) is None:
            return
        question = f"Delete the environment “{old.path}”? Its variables and secrets go with it."
        if not await confirm(self._keeper.window, "Delete environment", question, "Delete"):
            return
        store = self._keeper.workspace.environments
        touched = [("environment", old.path)]

        def delete() -> bool:
            store.delete(old.path)
            return True

        if await self._keeper.do(delete, touched):
            await self._keeper.keep_secrets(old, dict.fromkeys(old.secrets, ""))
            self._box.current = None
            self._keeper.environment_chosen.emit(None)

    def _current(self) -> Environment | None:
        things = self._keeper.held("environment").things
        environment = things.get(self._box.current or "")
        return environment if isinstance(environment, Environment) else None

    async def _ask(self, title: str, environment: Environment) -> Edited | None:
        known = await self._keeper.secrets_of(environment)
        keeps = await asyncio.to_thread(lambda: self._keeper.secrets.keeps)
        return await ask_environment(
            self._keeper.window,
            environment,
            {name: known.get(name) for name in environment.secrets},
            title=title,
            keeps=keeps,
        )
