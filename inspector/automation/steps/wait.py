"""The step that waits for a message."""

from typing import Annotated, ClassVar

from inspector.automation.actions.set_variable import SetVariable
from inspector.automation.bench import Bench
from inspector.automation.fields import told
from inspector.automation.inbox import Inbox, Message
from inspector.automation.matching import Captures, Matcher, compile_match
from inspector.automation.passed import Passed
from inspector.automation.step_failed import StepFailedError
from inspector.automation.steps.step import Step
from inspector.automation.waiting import wait_for_match
from inspector.automation.wording import match_words
from inspector.library.match import Match
from inspector.library.value import Seconds

_AT_ONCE = 1024
"""Messages that are looked through for one that came too early."""


class WaitStep(Step, frozen=True, kw_only=True, tag="wait"):
    """Wait for a message that came after the last one waited for, and take variables from it."""

    title: ClassVar[str] = "Wait"
    tip: ClassVar[str] = "For a message, and take variables from it"

    match: Annotated[Match, told("For", "The message that is waited for")] = Match()
    timeout: Annotated[Seconds, told("Within", "Then the step has failed")] = 10.0
    """Seconds."""
    fail: Annotated[
        Match | None,
        told(
            "Fail when",
            "End the wait at once, as failed, when such a message comes",
            example="such a message comes",
        ),
    ] = None
    """A message that is like this, too, is no success."""
    take: Annotated[tuple[SetVariable, ...], told("Take", "Variables of the session")] = ()

    def words(self) -> str:
        unless = f", not {match_words(self.fail)}" if self.fail else ""
        return f"wait {self.timeout:g} s for {match_words(self.match)}{unless}"

    async def run(self, bench: Bench) -> None:
        bench.latest = captures = await self._wait(bench)
        bench.seq = captures.message.seq
        for variable in self.take:
            bench.context.set(variable.name, variable.taken(captures, bench.context))

    async def _wait(self, bench: Bench) -> Captures:
        """The first message that matches, of those that no wait step before looked at."""
        inbox, matcher = bench.inbox, compile_match(self.match, bench.context)
        refusal = compile_match(self.fail, bench.context) if self.fail else None
        waited = await wait_for_match(
            inbox, matcher, self.timeout, lambda: bench.is_closed, refusal
        )
        if waited.captures is not None:
            return waited.captures
        if waited.refusal is not None:
            bench.seq = waited.refusal.seq
            said = f"#{waited.refusal.seq:,} came: {bench.words(waited.refusal)}"
        elif waited.close is not None:
            said = f"the connection was closed while waiting: {bench.text(waited.close)}"
        elif bench.is_closed:
            said = f"the connection was closed while waiting: {bench.ending}"
        else:
            said = f"no such message came within {self.timeout:g} s"
        gave_up = [found.gave_up for found in (matcher, refusal) if found and found.gave_up]
        told = [said, *_passed(waited.passed, bench), *gave_up]
        if bench.passed_over:
            told.append(bench.passed_over)
        if bench.latest is not None and (early := _earlier(matcher, bench.latest.message, bench)):
            told.append(
                f"#{early.seq} matches, but came before #{bench.latest.message.seq}, which an"
                " earlier step waited for: change their order"
            )
        raise StepFailedError("; ".join(said.rstrip(".") for said in told))


def _passed(passed: Passed, bench: Bench) -> list[str]:
    """The last messages that did not match, those that are alike as one."""
    kinds = [
        f"#{alike.latest.seq:,}"
        + (f" and {alike.times - 1:,} like it" if alike.times > 1 else "")
        + f": {bench.words(alike.latest)}"
        for alike in passed
    ]
    if not kinds:
        return []
    last = "the last was" if len(kinds) == 1 else "the last different ones were"
    return [f"of {passed.count:,} that did not match {last} {kinds[0]}", *kinds[1:]]


def _earlier(matcher: Matcher, latest: Message, bench: Bench) -> Message | None:
    """One that matches of the first messages of the connection, but came before `latest`."""
    inbox = Inbox(bench.recording, after=bench.before)
    messages = inbox.take(_AT_ONCE)
    inbox.close()
    return next((it for it in messages if it.seq < latest.seq and matcher.match(it)), None)
