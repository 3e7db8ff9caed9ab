"""The action that closes the connection."""

from typing import Annotated, ClassVar

from inspector.automation.actions.action import Action
from inspector.automation.fields import told
from inspector.automation.firing import Firing
from inspector.library.send_as import SendAs
from inspector.library.value import CloseCode
from inspector.sending import outgoing


class CloseConnection(Action, frozen=True, kw_only=True, tag="close"):
    """Send a Close frame."""

    title: ClassVar[str] = "Close"
    tip: ClassVar[str] = "With this code and reason"
    sends: ClassVar[bool] = True

    code: Annotated[CloseCode, told("Close code", "1000, or 3000 to 4999; others are sent too")] = (
        1000
    )
    reason: Annotated[str, told("Reason", "At most 123 bytes of UTF-8")] = ""

    def words(self) -> str:
        return f"close with {self.code}"

    def fire(self, firing: Firing) -> None:
        reason = firing.context.render_text(self.reason)
        firing.send(outgoing("close", f"{self.code} {reason}"), SendAs())
