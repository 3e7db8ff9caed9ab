"""What the composer asks for when Send is pressed."""

from typing import NamedTuple

from inspector.library import Template
from inspector.library.send_as import Repeat, SendAs


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
        first = self.content.strip().partition("\n")[0]
        return first if len(first) <= 30 else f"{first[:30]}…"
