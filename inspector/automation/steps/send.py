"""The step that sends."""

from collections.abc import Callable
from typing import Annotated, ClassVar

from inspector.automation.bench import Bench
from inspector.automation.fields import told
from inspector.automation.matching import compile_match
from inspector.automation.steps.step import Step
from inspector.automation.wording import cut
from inspector.library import Template, TemplateKind
from inspector.library.send_as import Repeat
from inspector.library.value import TemplatePath
from inspector.sending import send

_TIP = "What is sent where there is no template"
_AT_ONCE = 1024
"""Messages that are looked through together."""


class SendStep(Step, frozen=True, kw_only=True, tag="send"):
    """Send a template, or what is written here."""

    title: ClassVar[str] = "Send"
    tip: ClassVar[str] = "Send a template, or what is written here"

    template: Annotated[
        TemplatePath,
        told(
            "Template",
            "Path of the template to send; what is below is sent where it is empty",
            example="none: what is below",
        ),
    ] = ""
    kind: Annotated[TemplateKind, told("Type", _TIP, unless="template")] = "text"
    content: Annotated[str, told("Content", _TIP, form="paragraph", unless="template")] = ""
    repeat: Annotated[Repeat | None, told("Repeat", "Again and again, in the background")] = None
    """Goes on in the background, until the scenario ends."""

    def words(self) -> str:
        what = cut(self.template) if self.template else f"{self.kind} {cut(self.content)}"
        return f"send {what}" + (f" every {self.repeat.interval:g} s" if self.repeat else "")

    async def run(self, bench: Bench) -> None:
        websocket, before, template = bench.open_websocket, bench.count, self._template(bench)

        async def once(_number: int) -> None:
            message, send_as = bench.context.render_template(template)
            await send(websocket, message, send_as)

        if repeat := self.repeat or template.repeat:
            await bench.heartbeats.start(once, repeat, _has_come(repeat, bench))
        else:
            await once(1)
        bench.seq = await bench.sent_after(before)

    def _template(self, bench: Bench) -> Template:
        if not self.template:
            return Template(name="", kind=self.kind, content=self.content)
        return bench.context.template(self.template)


def _has_come(repeat: Repeat, bench: Bench) -> Callable[[], bool] | None:
    """Whether the message came that ends `repeat`."""
    if repeat.until is None:
        return None
    matcher = compile_match(repeat.until, bench.context)
    inbox = bench.heartbeats.listen(bench.recording)
    return lambda: any(map(matcher.match, inbox.take(_AT_ONCE)))
