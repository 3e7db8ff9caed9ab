"""What a received message must be like."""

from typing import Literal

from inspector.library.value import Scalar, Value

Kind = Literal["message", "text", "binary", "ping", "pong", "close", "any"]
"""`message` is text or binary."""


class Match(Value, frozen=True, kw_only=True):
    """Everything that is set must hold; without any condition every message of the type matches.

    `contains`, `regex`, `equals` and strings in `json_path` may hold `{{variables}}`.
    """

    type: Kind = "message"
    contains: str = ""
    """Somewhere in the text, in this case of letters."""
    regex: str = ""
    """Found somewhere in the text; its groups are what an action may take."""
    json_path: str = ""
    """A JSONPath (RFC 9535) that finds at least one value in the message,"""
    equals: Scalar | None = None
    """which equals this one; without a JSONPath, the whole text does."""
