"""The step that checks a message or a variable."""

from typing import Annotated, ClassVar

from inspector.automation.bench import Bench
from inspector.automation.documents import same
from inspector.automation.fields import told
from inspector.automation.matching import compile_match
from inspector.automation.step_failed import StepFailedError
from inspector.automation.steps.step import Step
from inspector.automation.wording import is_words, match_words
from inspector.library.match import Match
from inspector.library.value import Scalar
from inspector.variables.values import as_text


class AssertStep(Step, frozen=True, kw_only=True, tag="assert"):
    """Hold the message that was waited for last, or a variable, against what it should be."""

    title: ClassVar[str] = "Assert"
    tip: ClassVar[str] = "Check the message or a variable"

    match: Annotated[
        Match | None,
        told(
            "Message", "Check the message at all", example="that was waited for last is like this"
        ),
    ] = None
    variable: Annotated[str, told("Variable", "Name of a variable that must have a value")] = ""
    equals: Annotated[Scalar | None, told("Equals", "What the variable must be")] = None

    def words(self) -> str:
        told = [match_words(self.match)] if self.match else []
        if self.variable:
            told.append(f"{{{{{self.variable}}}}}" + is_words(self.equals))
        return f"assert {' and '.join(told)}"

    async def run(self, bench: Bench) -> None:
        if self.match is None and not self.variable:
            raise StepFailedError("there is nothing to assert: give it a match or a variable")
        if self.match is not None:
            self._check_message(self.match, bench)
        if self.variable:
            self._check_variable(bench)

    def _check_message(self, match: Match, bench: Bench) -> None:
        if bench.latest is None:
            raise StepFailedError("no message was waited for: a wait step must come before")
        message = bench.latest.message
        matcher = compile_match(match, bench.context)
        if matcher.match(message) is None:
            why = matcher.gave_up or f"is not {match_words(match)}"
            raise StepFailedError(f"the message #{message.seq} {why}; it is {bench.words(message)}")
        bench.seq = message.seq

    def _check_variable(self, bench: Bench) -> None:
        value = bench.context.render_value(f"{{{{{self.variable}}}}}")
        if self.equals is None:
            return
        wanted = bench.context.render_value(self.equals)
        if not (same(value, wanted) or as_text(value) == as_text(wanted)):
            raise StepFailedError(f"{self.variable} is {as_text(value)!r}, not {as_text(wanted)!r}")
