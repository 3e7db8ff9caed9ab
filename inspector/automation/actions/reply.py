"""The action that sends a template."""

from typing import Annotated, ClassVar

from inspector.automation.actions.action import Action
from inspector.automation.fields import told
from inspector.automation.firing import Firing
from inspector.library.value import TemplatePath


class Reply(Action, frozen=True, kw_only=True, tag="reply"):
    """Send the template at this path."""

    title: ClassVar[str] = "Reply with"
    tip: ClassVar[str] = "Send a template"
    sends: ClassVar[bool] = True

    template: Annotated[
        TemplatePath, told("Template", "Path of the template to send", example="Auth/answer")
    ]

    @classmethod
    def new(cls) -> "Reply":
        return cls(template="")

    def words(self) -> str:
        return f"reply with {self.template or '?'}"

    def fire(self, firing: Firing) -> None:
        context = firing.context
        firing.send(*context.render_template(context.template(self.template)))
