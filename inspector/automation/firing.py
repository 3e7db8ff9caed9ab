"""What the actions of a rule work on."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from inspector.automation.inbox import Message
from inspector.automation.matching import Captures
from inspector.library.send_as import SendAs
from inspector.recording import Recording
from inspector.sending import Outgoing
from inspector.sending.context import Context

if TYPE_CHECKING:
    from inspector.wire import WebSocket


class Firing(NamedTuple):
    """A rule that fires, for one message."""

    captures: Captures
    """The message, and what the rule's regex found in it."""
    rule: str
    """The rule's name."""
    context: Context
    recording: Recording
    websocket: "WebSocket"
    send: Callable[[Outgoing, SendAs], None]
    """Send it once it is its turn. ValueError where too much waits already."""
    notify: Callable[[str, Message], None]
    marked: Callable[[int], None]
    """The event of this seq was given a colour."""
    stop: Callable[[], None]
    """End everything that sends by itself on this connection."""
