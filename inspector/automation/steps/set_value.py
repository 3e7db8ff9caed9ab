"""The step that sets a variable."""

from typing import Annotated, ClassVar

from inspector.automation.bench import Bench
from inspector.automation.fields import told
from inspector.automation.steps.step import Step
from inspector.automation.wording import short
from inspector.library.value import Scalar


class SetStep(Step, frozen=True, kw_only=True, tag="set"):
    """Set a variable of the session."""

    title: ClassVar[str] = "Set variable"
    tip: ClassVar[str] = "Of the session"

    name: Annotated[str, told("Variable", "Name of the variable")]
    value: Annotated[Scalar, told("Value", "What it is set to")] = ""

    @classmethod
    def new(cls) -> "SetStep":
        return cls(name="")

    def words(self) -> str:
        return f"set {{{{{self.name}}}}} to {short(self.value)}"

    async def run(self, bench: Bench) -> None:
        bench.context.set(self.name, bench.context.render_value(self.value))
