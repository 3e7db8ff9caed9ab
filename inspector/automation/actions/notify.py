"""The action that tells the person."""

from typing import Annotated, ClassVar

from inspector.automation.actions.action import Action
from inspector.automation.fields import told
from inspector.automation.firing import Firing


class Notify(Action, frozen=True, kw_only=True, tag="notify"):
    """Tell the person, in the window and through the system."""

    title: ClassVar[str] = "Notify"
    tip: ClassVar[str] = "Tell you, in the window and through the system"

    text: Annotated[str, told("Text", "What to tell; the rule's name where it is empty")] = ""

    def words(self) -> str:
        return f"tell “{self.text}”" if self.text else "tell of it"

    def fire(self, firing: Firing) -> None:
        context = firing.context
        said = context.mask(context.render_text(self.text)) or firing.rule
        firing.notify(said, firing.captures.message)
