"""Keeps the rules of a tab with its endpoint."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from inspector.library import LibraryError
from inspector.library.rule import Rule

if TYPE_CHECKING:
    from inspector.ui.connector import Connector
    from inspector.ui.library.keeper import LibraryKeeper
    from inspector.ui.rules.panel import RulesPanel


async def keep_rules(keeper: "LibraryKeeper", connector: "Connector", panel: "RulesPanel") -> None:
    """Write the rules of `panel` to the file of the tab's endpoint, in a thread, and nothing else
    of the endpoint, whatever was written there since. Where somebody else changed the rules, a
    person is told, and may write over them the next time."""
    endpoint, rules = connector.saved, panel.rules
    if endpoint is None:
        return
    store = keeper.workspace.endpoints
    known = endpoint.rules, panel.theirs, rules

    def write() -> tuple[Rule, ...]:
        there, stamp = store.read(endpoint.path)
        if there.rules not in known:
            panel.theirs = there.rules
            raise LibraryError(
                f"The rules of “{endpoint.path}” were changed by somebody else meanwhile: save once"
                " more to write over them, or choose the endpoint again to get them."
            )
        store.save(replace(there, rules=rules), replace=True, base=stamp)
        return rules

    if await keeper.do(write, [("endpoint", endpoint.path)]) is not None:
        connector.note_rules(endpoint.path, rules)
