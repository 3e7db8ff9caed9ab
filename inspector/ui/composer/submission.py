"""What the composer asks for when Send is pressed."""

from pathlib import Path
from typing import NamedTuple

from inspector.library import Template
from inspector.library.send_as import Repeat, SendAs
from inspector.payloads.visible import reveal

_LONGEST = 30
"""Characters of the content that stand for it."""


class Submission(NamedTuple):
    """Content as it was typed, its variables not yet rendered, and how it is to go out."""

    kind: str
    """One of `inspector.library.KINDS`."""
    content: str
    send_as: SendAs = SendAs()
    repeat: Repeat | None = None
    template: Template | None = None
    """The one that it came from, whose folders' variables hold."""

    @property
    def title(self) -> str:
        """What to call it on screen."""
        if self.template is not None:
            return self.template.name
        if self.kind == "binary-file":
            return Path(self.content).name
        first = self.content.strip().partition("\n")[0].rstrip()
        shown = first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"
        return reveal(shown)[0]
