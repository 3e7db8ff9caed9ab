"""The action that gives a row of the log a colour."""

from typing import Annotated, ClassVar

from inspector.automation.actions.action import Action
from inspector.automation.fields import told
from inspector.automation.firing import Firing
from inspector.library.colour import Colour


class Mark(Action, frozen=True, kw_only=True, tag="mark"):
    """Give the message's row a colour."""

    title: ClassVar[str] = "Mark row"
    tip: ClassVar[str] = "Give the message's row a colour"

    colour: Annotated[Colour, told("Colour", "Of the message's row in the log")] = "yellow"

    def words(self) -> str:
        return f"mark it {self.colour}"

    def fire(self, firing: Firing) -> None:
        seq = firing.captures.message.seq
        firing.recording.mark(seq, self.colour)
        firing.marked(seq)
