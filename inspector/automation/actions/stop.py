"""The action that stops what sends by itself."""

from typing import ClassVar

from inspector.automation.actions.action import Action
from inspector.automation.firing import Firing


class Stop(Action, frozen=True, kw_only=True, tag="stop"):
    """Stop everything that sends by itself on this connection: repeats, and all rules."""

    title: ClassVar[str] = "Stop sending"
    tip: ClassVar[str] = "Stop repeats, and all rules"

    def words(self) -> str:
        return "stop sending"

    def fire(self, firing: Firing) -> None:
        firing.stop()
