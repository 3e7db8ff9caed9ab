"""The library in the window: reads the workspace, saves into it, keeps the sidebar true to it."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, TypeVar, cast

from msgspec.structs import replace
from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from inspector.library import (
    BrokenFile,
    Endpoint,
    Environment,
    LibraryError,
    Named,
    Scenario,
    SecretStore,
    Stamp,
    Store,
    Template,
    Workspace,
)
from inspector.ui.library.asking import Details, ask_details
from inspector.ui.library.conflict import ask_conflict
from inspector.ui.library.contents import NOTHING, Contents, Held, read
from inspector.ui.library.shelved import Key
from inspector.ui.library.sidebar import Sidebar
from inspector.ui.library.state import PersonalState
from inspector.ui.library.watch import Watch
from inspector.ui.loop import spawn
from inspector.ui.prompts import confirm, tell

if TYPE_CHECKING:
    from inspector.ui.session_tab import SessionTab

T = TypeVar("T", bound=Named)
R = TypeVar("R")

NOUNS = ("endpoint", "template", "scenario", "environment")


class LibraryKeeper(QObject):
    """Files are read and written in threads, one after the other; `contents` is what was read last.

    Signals:
    endpoint_taken(Endpoint), template_taken(Template), scenario_taken(str): chosen to be used; of a
    scenario its path.
    send_requested: what was taken just before is to be sent at once.
    environment_chosen(str | None): for the tab on top, None for none.
    changed_outside(str, str): noun and path of a thing that somebody else changed or removed.
    path_changed(str, str, str): noun, old path and new path of a thing renamed or moved here.
    contents_changed(Contents): after every change, whoever made it.
    workspace_changed(Workspace): another one is shown from now on.
    """

    endpoint_taken = Signal(object)
    template_taken = Signal(object)
    scenario_taken = Signal(str)
    send_requested = Signal()
    environment_chosen = Signal(object)
    changed_outside = Signal(str, str)
    path_changed = Signal(str, str, str)
    contents_changed = Signal(object)
    workspace_changed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        sidebar: Sidebar,
        workspace: Workspace,
        secrets: SecretStore,
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self.window = window
        self.sidebar = sidebar
        self.secrets = secrets
        self.settings = settings
        self.contents: Contents | None = None
        """None until it was read first."""
        self._one_at_a_time = asyncio.Lock()
        self._ours: set[tuple[str, str]] = set()
        """Noun and path of what was changed from here and not read again yet."""
        self._watch = Watch(window, self.refresh)
        sidebar.environment.chosen.connect(self.environment_chosen)
        sidebar.arranged.connect(self._keep_arrangement)
        self.use(workspace)

    def use(self, workspace: Workspace) -> None:
        """Show this workspace from now on."""
        self.workspace = workspace
        self.state = PersonalState(self.settings, workspace)
        self.contents = None
        self.sidebar.restore(self.state)
        self.workspace_changed.emit(workspace)
        self.reload()

    def stop(self) -> None:
        """Look for no more changes from outside."""
        self._watch.stop()

    def reload(self) -> None:
        spawn(self.refresh(), "read the library")

    async def refresh(self) -> None:
        """Show what changed on disk, if anything did."""
        async with self._one_at_a_time:
            before, workspace = self.contents, self.workspace
            known = before.signature if before is not None else None
            now = await asyncio.to_thread(_read_changed, workspace, known)
            if now is None or workspace is not self.workspace:
                return
            self.contents = now
            ours, self._ours = self._ours, set()
        if now.id != self.state.id:  # its file was repaired, or is that of another branch
            self.state = PersonalState(self.settings, workspace)
        self.show()
        self.contents_changed.emit(now)
        for noun, path in _changed(before, now) - ours:
            self.changed_outside.emit(noun, path)

    def show(self) -> None:
        """Show in the sidebar what is known."""
        if self.contents is not None:
            self.sidebar.show_contents(self.contents, self.state)

    async def do(
        self, change: Callable[[], R], touched: Collection[tuple[str, str]] = ()
    ) -> R | None:
        """Change something on disk, in a thread, then show it; None where that failed, and a person
        was told why. `touched` are noun and path of what it changes."""
        problem = ""
        result: R | None = None
        try:
            async with self._one_at_a_time:
                result = await asyncio.to_thread(change)
                self._ours.update(touched)
        except (LibraryError, OSError) as error:
            problem = str(error)
        await self.refresh()
        if problem:
            await tell(self.window, "Nothing was changed", problem)
        else:
            self._ours.difference_update(touched)  # nothing to be read where nothing was written
        return result

    def store(self, noun: str) -> Store[Endpoint]:
        """The store of endpoints, templates, scenarios or environments, by what one is called."""
        store: Store[Endpoint] = getattr(self.workspace, f"{noun}s")
        return store

    def held(self, noun: str) -> Held[Endpoint]:
        """What was read last of what is called that."""
        return self.contents.of(noun) if self.contents is not None else NOTHING

    def follow(self, noun: str, paths: Mapping[str, str]) -> None:
        """Things have got other paths: old and new."""
        for old, new in paths.items():
            if old != new:
                self.state.follow(noun, old, new)
                self.path_changed.emit(noun, old, new)
        self.show()

    # Taking

    async def take(self, noun: str, path: str, *, send: bool = False) -> None:
        """Use what is at `path`: connect to an endpoint, insert a template, open a scenario, choose
        an environment. With `send` a template goes out at once."""
        await self.refresh()
        thing: Named | None = self.held(noun).things.get(path)
        if thing is None:
            thing = await self.do(lambda: self.store(noun).get(path))
        if thing is None:
            return
        self.state.add_used(noun, path)
        if isinstance(thing, Endpoint):
            self.endpoint_taken.emit(thing)
        elif isinstance(thing, Template):
            self.template_taken.emit(thing)
            if send:
                self.send_requested.emit()
        elif isinstance(thing, Scenario):
            self.scenario_taken.emit(path)
        elif isinstance(thing, Environment):
            self.sidebar.environment.current = path
            self.environment_chosen.emit(path)

    # Saving

    async def save_endpoint(self, tab: "SessionTab") -> Endpoint | None:
        """Ask for a name, and save where `tab` connects to."""
        if error := tab.options.error():
            tab.address.options_shown = True
            await tell(self.window, "The endpoint was not saved", error)
            return None
        saved = await self.save_as(replace(tab.connector.endpoint(), name=tab.title))
        if saved is not None:
            tab.connector.note(saved)
        return saved

    async def save_as(self, thing: T) -> T | None:
        """Ask for a name and a folder, and save `thing` there; None where nothing was saved."""
        noun = _noun(thing)
        details = await ask_details(
            self.window,
            f"Save {noun}",
            Details(thing.name, thing.folder, thing.description),
            self.held(noun).folders,
        )
        if details is None:
            return None
        named = replace(
            thing, name=details.name, folder=details.folder, description=details.description
        )
        there = self.held(noun).things.get(named.path)
        if noun in self.sidebar.shelves:
            self.sidebar.shelves[noun].tree.choose(Key("thing", named.path))
        if there is None:
            return await self._write(named)
        question = f"“{named.path}” exists already. Replace it?"
        if await confirm(self.window, "Replace it?", question, "Replace"):
            return await self._write(_with_what_it_had(named, cast("T", there)))
        return None

    async def save(self, thing: T, base: T | None = None) -> T | None:
        """Save `thing` in its place. Where it is no longer `base` there, because somebody else
        changed it, a person is asked. Returns what is there now and what to go on with: `thing`,
        the other's, or `thing` under another name; None where nothing was saved."""
        store = cast("Store[T]", self.store(_noun(thing)))

        def there() -> tuple[T | None, Stamp | None, BrokenFile | None]:
            try:
                return *store.read(thing.path), None
            except LibraryError:
                return None, None, store.unreadable(thing.path)

        now, stamp, broken = await asyncio.to_thread(there)
        if not broken and (base is None or now in (base, thing)):
            return await self._write(thing, stamp)
        answer = await ask_conflict(self.window, thing, broken or now)
        if answer == "mine":
            return await self._write(thing, stamp)
        if answer == "another":
            return await self.save_as(thing)
        return now if answer == "theirs" else None

    async def _write(self, thing: T, over: Stamp | None = None) -> T | None:
        """`over` is what was there when a person decided; something else since then is kept."""
        store = cast("Store[T]", self.store(_noun(thing)))
        key = (_noun(thing), thing.path)
        if await self.do(lambda: store.save(thing, replace=True, base=over), [key]) is None:
            return None
        return thing

    # Secrets, in threads: the system may ask the person first

    async def secrets_of(self, environment: Environment) -> dict[str, str]:
        """The values of its secret variables, as far as they are known."""
        id_, get = self.workspace.id, self.secrets.get

        def values() -> dict[str, str]:
            found = {name: get(id_, environment.path, name) for name in environment.secrets}
            return {name: value for name, value in found.items() if value is not None}

        return await asyncio.to_thread(values)

    async def keep_secrets(self, environment: Environment, values: Mapping[str, str]) -> None:
        """Keep these values of its secret variables; forget those that are empty."""
        workspace, secrets = self.workspace, self.secrets

        def keep() -> None:
            id_ = workspace.lasting_id
            for name, value in values.items():
                if value:
                    secrets.set(id_, environment.path, name, value)
                else:
                    secrets.forget(id_, environment.path, name)

        if values:
            await asyncio.to_thread(keep)
            if self.contents is not None:
                self.contents_changed.emit(self.contents)

    def _keep_arrangement(self) -> None:
        shelves = self.sidebar.shelves
        self.state.set_folded([noun for noun, shelf in shelves.items() if shelf.folded])
        for noun, shelf in shelves.items():
            self.state.set_opened(noun, shelf.tree.opened)


def _read_changed(workspace: Workspace, known: object) -> Contents | None:
    """What is there; None where that is what is known."""
    return None if known is not None and workspace.signature() == known else read(workspace)


def _changed(before: Contents | None, now: Contents) -> set[tuple[str, str]]:
    """Noun and path of the things that are others now, or gone."""
    if before is None:
        return set()
    return {
        (noun, path)
        for noun in NOUNS
        for path, thing in before.of(noun).things.items()
        if now.of(noun).things.get(path) != thing
    }


def _noun(thing: Named) -> str:
    return type(thing).__name__.lower()


def _with_what_it_had(new: T, old: T) -> T:
    """`new`, with what a tab knows nothing of, such as an endpoint's rules."""
    kept = {
        field: getattr(old, field)
        for field in ("description", "variables", "rules")
        if hasattr(new, field) and not getattr(new, field)
    }
    return replace(new, **kept)
