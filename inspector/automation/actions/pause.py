"""The action that stops reading."""

from typing import ClassVar

from inspector.automation.actions.action import Action
from inspector.automation.firing import Firing


class Pause(Action, frozen=True, kw_only=True, tag="pause"):
    """Stop reading from the socket, so that TCP holds the sender."""

    title: ClassVar[str] = "Pause reading"
    tip: ClassVar[str] = "So that TCP holds the sender, until Ctrl+Shift+R reads on"

    def words(self) -> str:
        return "pause reading"

    def fire(self, firing: Firing) -> None:
        firing.websocket.pause_reading()
