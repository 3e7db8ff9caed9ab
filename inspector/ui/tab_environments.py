"""Which environment holds: each tab has its own, and the sidebar chooses that of the tab on top."""

from PySide6.QtCore import QObject, QSettings

from inspector.library import LibraryError, Workspace
from inspector.ui.library import LibraryKeeper
from inspector.ui.loop import spawn
from inspector.ui.session_tab import SessionTab
from inspector.ui.session_tabs import SessionTabs

_LAST = "environment"


class TabEnvironments(QObject):
    """Brings the chooser, the tabs and the workspace's files together; new tabs get the environment
    that was chosen last."""

    def __init__(self, keeper: LibraryKeeper, tabs: SessionTabs, settings: QSettings) -> None:
        super().__init__(tabs)
        self._keeper = keeper
        self._tabs = tabs
        self._settings = settings
        tabs.currentChanged.connect(self._show)
        keeper.environment_chosen.connect(self._on_chosen)
        keeper.contents_changed.connect(lambda: spawn(self._reload(), "read environments again"))
        keeper.path_changed.connect(self._follow)
        keeper.workspace_changed.connect(lambda it: spawn(self._use(it), "use the workspace"))

    def serve(self, tab: SessionTab) -> None:
        """Show the environment of `tab` whenever it is on top."""
        tab.context.environment_changed.connect(self._show)

    def begin(self, tab: SessionTab) -> None:
        """Give a new tab the environment that was chosen last."""
        if path := str(self._settings.value(_LAST, "")):
            spawn(self._choose(tab, path), "choose the environment")

    def _on_chosen(self, path: str | None) -> None:
        self._settings.setValue(_LAST, path or "")
        spawn(self._choose(self._tabs.current, path or "", ask=True), "choose the environment")

    async def _choose(self, tab: SessionTab, path: str, *, ask: bool = False) -> None:
        """One that is gone is none; the chooser shows that."""
        try:
            await tab.context.choose(path)
        except (LibraryError, OSError):
            await tab.context.choose("")
        if ask:
            await tab.context.ask_for_secrets(tab.window())
        self._show()

    async def _reload(self) -> None:
        for tab in self._tabs.all():
            await tab.context.reload()
        self._show()

    def _follow(self, noun: str, old: str, new: str) -> None:
        """An environment has another name: tabs go on with it."""
        if noun != "environment":
            return
        if self._settings.value(_LAST) == old:
            self._settings.setValue(_LAST, new)
        for tab in self._tabs.all():
            if tab.environment is not None and tab.environment.path == old:
                spawn(self._choose(tab, new), "follow the environment")

    async def _use(self, workspace: Workspace) -> None:
        for tab in self._tabs.all():
            await tab.use_workspace(workspace)

    def _show(self) -> None:
        if self._tabs.count():
            environment = self._tabs.current.environment
            self._keeper.sidebar.environment.current = environment.path if environment else None
