"""A tab as it is kept for the next start, and a tab made of that."""

from typing import TypeVar

from inspector.library import LibraryError, Named, Store, Workspace
from inspector.library.open_tabs import TabState
from inspector.ui.composer.state import from_dict
from inspector.ui.loop import spawn
from inspector.ui.session_tab import SessionTab
from inspector.wire import ConnectOptions

T = TypeVar("T", bound=Named)


def state_of(tab: SessionTab) -> TabState | None:
    """What is written in `tab`; None where nothing is."""
    composer = tab.composer.state()
    saved = tab.connector.saved
    rules = tab.rules.rules
    if not tab.address.url and not from_dict(composer).content and not rules:
        return None
    try:
        options = tab.options.options().to_dict()
    except ValueError:  # of what makes no sense nothing is kept
        options = {}
    return TabState(
        endpoint=saved.path if saved else "",
        environment=tab.environment.path if tab.environment else "",
        url=tab.address.url,
        subprotocols=tab.options.subprotocols(),
        options=options,
        composer=composer,
        rules=None if rules == (saved.rules if saved else ()) else rules,
    )


def restore(tab: SessionTab, state: TabState, workspace: Workspace) -> None:
    """Write into `tab` what `state` has. What it refers to and is gone is left out."""
    tab.is_kept = True
    if endpoint := _kept(workspace.endpoints, state.endpoint):
        tab.connector.note(endpoint)
    try:
        options = ConnectOptions.from_dict(state.options)
    except ValueError:  # written by another version
        options = ConnectOptions()
    if state.options or state.subprotocols:
        tab.options.set_options(options, state.subprotocols)
    tab.address.url = state.url
    if state.rules is not None:
        tab.rules.replace(state.rules)
    template = _kept(workspace.templates, from_dict(state.composer).template)
    tab.composer.set_state(state.composer, template)
    if environment := _kept(workspace.environments, state.environment):
        spawn(tab.context.choose(environment.path), "choose the environment")
    tab.title_changed.emit()


def _kept(store: Store[T], path: str) -> T | None:
    try:
        return store.get(path) if path else None
    except (LibraryError, OSError):
        return None
