"""What every step of a scenario has."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Self

from inspector.automation.bench import Bench
from inspector.automation.fields import told
from inspector.library.scenario import AnyStep
from inspector.library.value import Value


class Step(AnyStep, Value, frozen=True, kw_only=True, tag_field="do"):
    """A kind is a subclass, with its name in files as its `tag`, and what a file may say of it as
    its fields."""

    title: ClassVar[str]
    """What the window calls it."""
    tip: ClassVar[str]

    note: Annotated[
        str, told("Note", "What the step is for: its name in the list and in reports")
    ] = ""

    @classmethod
    def new(cls) -> Self:
        """One to begin with."""
        return cls()

    @property
    def heading(self) -> str:
        """Its note, else what it does: how lists and reports call it."""
        return " ".join(self.note.split()) or self.words()

    def words(self) -> str:
        """What it does, in few words; variables by their names, so that no secret is told."""
        raise NotImplementedError

    async def run(self, bench: Bench) -> None:
        """Do it. StepFailedError, and the other errors in `scenario_run.FAILURES`, say why it
        failed; `bench.seq` becomes the event that it sent, or that satisfied it."""
        raise NotImplementedError


def steps_of(steps: Iterable[AnyStep]) -> list[Step]:
    """`steps`, all of which were declared here. TypeError for one that was not."""
    known = [step for step in steps if isinstance(step, Step)]
    if unknown := [step for step in steps if not isinstance(step, Step)]:
        raise TypeError(f"{unknown[0]!r} is no step that can be run")
    return known
