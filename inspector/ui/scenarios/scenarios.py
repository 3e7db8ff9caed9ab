"""The scenarios' windows: opened, saved, closed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector.automation.steps import CloseStep, ConnectStep, Step, WaitStep
from inspector.library import Scenario
from inspector.recording import RecordingBusyError, RecordingError
from inspector.ui.forms.sources import paths_of
from inspector.ui.library.keeper import LibraryKeeper
from inspector.ui.loop import spawn
from inspector.ui.prompts import confirm, tell
from inspector.ui.scenarios.from_recording import steps_of
from inspector.ui.scenarios.run_control import RunControl
from inspector.ui.scenarios.window import ScenarioWindow
from inspector.ui.session_tab import SessionTab


class Scenarios(QObject):
    """One window a scenario.

    Signals:
    message_requested(SessionTab, int): the event of this seq in that tab is to be seen.
    """

    message_requested = Signal(object, int)

    def __init__(
        self, keeper: LibraryKeeper, new_tab: Callable[[], SessionTab], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._new_tab = new_tab
        self._parent = parent
        self.windows: list[ScenarioWindow] = []
        keeper.contents_changed.connect(lambda _: self._show_environments())
        keeper.changed_outside.connect(self._on_changed_outside)
        keeper.path_changed.connect(self._on_path_changed)

    async def new(self, tab: SessionTab) -> None:
        """Make one for the endpoint of `tab`, out of what was sent there, and open it."""
        recording, endpoint = tab.session.recording, tab.connector.saved
        steps: tuple[Step, ...] = ()
        try:
            by_names, has_sent = tab.context.context.by_names, tab.rules.runner.has_sent
            steps = steps_of(recording, by_names, has_sent) if recording else ()
        except RecordingBusyError as error:
            await tell(self._parent, "No scenario was made", str(error))
            return
        except RecordingError:
            pass  # the log says what is wrong with it
        scenario = Scenario(
            name="New scenario",
            folder=endpoint.folder if endpoint else "",
            endpoint=endpoint.path if endpoint else "",
            steps=steps or (ConnectStep(), WaitStep(), CloseStep()),
        )
        saved = await self._keeper.save_as(scenario)
        if saved is not None:
            self._show(saved)

    async def open(self, path: str) -> None:
        for window in self.windows:
            if window.kept.path == path:
                window.raise_()
                window.activateWindow()
                return
        scenario = await self._keeper.do(lambda: self._keeper.workspace.scenarios.get(path))
        if scenario is not None:
            self._show(scenario)

    def refresh(self) -> None:
        """On the display tick."""
        for window in self.windows:
            if window.control.is_going:
                window.refresh()

    async def may_close(self) -> bool:
        """Whether all windows may go, whatever was edited in them."""
        edited = [window.kept.path for window in self.windows if window.is_edited]
        return not edited or await confirm(
            self._parent,
            "Not saved",
            f"Changes to {', '.join(edited)} are not saved. Drop them?",
            "Drop them",
        )

    async def shutdown(self) -> None:
        """End the runs, and take the windows away."""
        for window in self.windows[:]:
            await self._end(window)

    def _show(self, scenario: Scenario) -> None:
        control = RunControl(self._new_tab, self)
        workspace = self._keeper.workspace
        window = ScenarioWindow(scenario, paths_of(lambda: workspace), control)
        window.setParent(self._parent, window.windowFlags())
        window.save_requested.connect(lambda: spawn(self._save(window), "save a scenario"))
        window.leave_requested.connect(lambda: spawn(self._leave(window), "close a scenario"))
        window.message_requested.connect(lambda seq: self.message_requested.emit(control.tab, seq))
        control.failed_to_begin.connect(
            lambda why: spawn(tell(window, "The scenario did not begin", why), "tell why")
        )
        self.windows.append(window)
        self._show_environments()
        window.choose_environment(self._keeper.sidebar.environment.current or "")
        window.move(self._parent.geometry().center() - window.rect().center())
        window.show()

    async def _save(self, window: ScenarioWindow) -> None:
        mine = window.scenario()
        saved = await self._keeper.save(mine, base=window.kept)
        if saved is None:
            return
        if saved.steps == mine.steps and saved.endpoint == mine.endpoint:
            window.note_kept(saved)
        else:
            window.show_scenario(saved)

    async def _leave(self, window: ScenarioWindow) -> None:
        if window.is_edited and not await confirm(
            window,
            "Not saved",
            f"Changes to {window.kept.path} are not saved. Drop them?",
            "Drop them",
        ):
            return
        await self._end(window)

    async def _end(self, window: ScenarioWindow) -> None:
        if window in self.windows:
            self.windows.remove(window)
        window.hide()
        await window.control.aclose()
        window.control.deleteLater()
        window.deleteLater()

    def _show_environments(self) -> None:
        contents = self._keeper.contents
        environments = list(contents.environments.things.values()) if contents else []
        for window in self.windows:
            window.show_environments(environments)

    def _on_changed_outside(self, noun: str, path: str) -> None:
        """Show what somebody else wrote, where nothing was edited here; else saving asks."""
        contents = self._keeper.contents
        now = contents.scenarios.things.get(path) if contents else None
        for window in self.windows:
            if noun == "scenario" and window.kept.path == path and now and not window.is_edited:
                window.show_scenario(now)

    def _on_path_changed(self, noun: str, old: str, new: str) -> None:
        contents = self._keeper.contents
        now = contents.scenarios.things.get(new) if contents else None
        for window in self.windows:
            if noun == "scenario" and window.kept.path == old and now:
                window.note_kept(now)
