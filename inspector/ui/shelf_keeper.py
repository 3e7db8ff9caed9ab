"""What a person does with saved endpoints and templates: save, insert, rename, delete."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from inspector.library import Endpoint, LibraryError, Store, Template, as_kind
from inspector.ui.loop import spawn
from inspector.ui.prompts import ask_text, confirm, tell
from inspector.ui.session_tab import SessionTab
from inspector.ui.sidebar import Shelf, Sidebar


class ShelfKeeper(QObject):
    """Asks for names, goes to the stores, and keeps the sidebar true to the files.

    Signals:
    endpoint_taken(Endpoint), template_taken(Template): chosen to be used.
    """

    endpoint_taken = Signal(object)
    template_taken = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        sidebar: Sidebar,
        endpoints: Store[Endpoint],
        templates: Store[Template],
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._sidebar = sidebar
        self._endpoints = endpoints
        self._templates = templates
        self._tend(sidebar.endpoints, endpoints, "endpoint", self.endpoint_taken)
        self._tend(sidebar.templates, templates, "template", self.template_taken)

    def _tend(
        self,
        shelf: Shelf,
        store: Store[Endpoint] | Store[Template],
        kind: str,
        taken: SignalInstance,
    ) -> None:
        shelf.taken.connect(
            lambda name: spawn(self._do(lambda: taken.emit(store.get(name))), f"take {kind}")
        )
        shelf.rename_requested.connect(
            lambda name: spawn(self._rename(store, kind, name), f"rename {kind}")
        )
        shelf.delete_requested.connect(
            lambda name: spawn(self._delete(store, kind, name), f"delete {kind}")
        )

    async def save_endpoint(self, tab: SessionTab) -> None:
        if error := tab.options.error():
            tab.address.options_shown = True
            await tell(self._parent, "The endpoint was not saved", error)
            return
        name = await ask_text(self._parent, "Save endpoint", "Name of the endpoint:", tab.title)
        if name is None:
            return
        endpoint = replace(tab.endpoint(), name=name)
        if await self._may_replace(name, [e.path for e in self._endpoints.list()]):
            await self._do(lambda: self._endpoints.save(endpoint, replace=True))

    async def save_template(self, tab: SessionTab) -> None:
        kind, content = tab.composer.content()
        name = await ask_text(
            self._parent, "Save as template", "Name of the template:", _first_words(content)
        )
        if name is None:
            return
        template = Template(name=name, kind=as_kind(kind), content=content)
        if await self._may_replace(name, [t.path for t in self._templates.list()]):
            await self._do(lambda: self._templates.save(template, replace=True))

    async def _may_replace(self, name: str, names: list[str]) -> bool:
        return name not in names or await confirm(
            self._parent, "Replace it?", f"“{name}” exists already. Replace it?", "Replace"
        )

    async def _rename(self, store: Store[Endpoint] | Store[Template], kind: str, old: str) -> None:
        new = await ask_text(self._parent, f"Rename {kind}", "New name:", old)
        if new is not None and new != old:
            await self._do(lambda: store.rename(old, new))

    async def _delete(self, store: Store[Endpoint] | Store[Template], kind: str, name: str) -> None:
        question = f"Delete the {kind} “{name}”? Its file goes with it."
        if await confirm(self._parent, f"Delete {kind}", question, "Delete"):
            await self._do(lambda: store.delete(name))

    async def _do(self, change: Callable[[], object]) -> None:
        try:
            change()
        except (LibraryError, OSError) as error:
            await tell(self._parent, "Nothing was changed", str(error))
        self._sidebar.reload()


def _first_words(content: str) -> str:
    """A name to start from: the first line's beginning."""
    return content.strip().partition("\n")[0][:40]
