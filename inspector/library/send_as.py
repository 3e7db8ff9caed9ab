"""How content goes out: whole, in fragments, as several messages; once or again and again."""

from typing import Literal

from inspector.library.match import Match
from inspector.library.value import Seconds, Times, Value

_MEASURES = {"size": "size", "count": "count", "marks": "mark"}
"""The field that each way of cutting looks at."""


class SendAs(Value, frozen=True, kw_only=True):
    """How the frames of one sending are cut and paced."""

    mode: Literal["message", "fragments", "lines"] = "message"
    """One frame; one message in several frames (RFC 6455 section 5.4); a message a line."""
    by: Literal["size", "count", "marks"] = "size"
    """What decides where fragments end."""
    size: Times = 1024
    """Bytes a fragment."""
    count: Times = 2
    """Fragments, as equal in size as can be."""
    mark: str = "|"
    """Where the content is cut, itself not sent."""
    pause: Seconds = 0.0
    """Seconds between two fragments or messages."""
    ping_between: bool = False
    """A ping between two fragments, which section 5.4 allows and some peers get wrong."""

    def applied(self) -> "SendAs":
        """The same, with the defaults for what does not matter with its mode."""
        matters = {"message": (), "lines": ("mode", "pause")}.get(
            self.mode, ("mode", "by", _MEASURES[self.by], "pause", "ping_between")
        )
        return SendAs(**{field: getattr(self, field) for field in matters})


class Repeat(Value, frozen=True, kw_only=True):
    """Send again and again."""

    interval: Seconds = 1.0
    """Seconds from one beginning to the next, kept on the whole whatever sending takes."""
    jitter: Seconds = 0.0
    """Seconds by which each may come earlier or later, at random."""
    count: Times | None = None
    """How often in all; None until it is stopped."""
    until: Match | None = None
    """Stop once such a message came after the first sending."""
