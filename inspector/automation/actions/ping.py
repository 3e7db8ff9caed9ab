"""The action that sends a ping."""

from typing import Annotated, ClassVar

from inspector.automation.actions.action import Action
from inspector.automation.fields import told
from inspector.automation.firing import Firing
from inspector.library.send_as import SendAs
from inspector.sending import outgoing


class Ping(Action, frozen=True, kw_only=True, tag="ping"):
    """Send a ping."""

    title: ClassVar[str] = "Send ping"
    tip: ClassVar[str] = "With this payload"
    sends: ClassVar[bool] = True

    payload: Annotated[str, told("Payload", "At most 125 bytes of UTF-8")] = ""

    def words(self) -> str:
        return "send a ping"

    def fire(self, firing: Firing) -> None:
        firing.send(outgoing("ping", firing.context.render_text(self.payload)), SendAs())
