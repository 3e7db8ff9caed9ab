"""Rules: when a received message matches, then what."""

from typing import Literal

from inspector.library.match import Match
from inspector.library.value import CloseCode, Scalar, Times, Value

Colour = Literal["red", "orange", "yellow", "green", "blue", "purple", "grey"]
"""Of marked rows and of environments; the window decides what they look like."""


class Action(Value, frozen=True, kw_only=True, tag_field="do"):
    """What is done, one after the other."""


class SetVariable(Action, frozen=True, kw_only=True, tag="set"):
    """Set a variable of the session: from the message by JSONPath or by a group of the rule's
    regex, else to `value`; without any of them to the whole text."""

    name: str
    json_path: str = ""
    group: str = ""
    """Name or number of a group."""
    value: Scalar | None = None


class Reply(Action, frozen=True, kw_only=True, tag="reply"):
    """Send the template at this path."""

    template: str


class Ping(Action, frozen=True, kw_only=True, tag="ping"):
    payload: str = ""


class Mark(Action, frozen=True, kw_only=True, tag="mark"):
    """Give the message's row a colour."""

    colour: Colour = "yellow"


class Notify(Action, frozen=True, kw_only=True, tag="notify"):
    """Tell the person, in the window and through the system."""

    text: str = ""


class Pause(Action, frozen=True, kw_only=True, tag="pause"):
    """Stop reading from the socket, so that TCP holds the sender."""


class Stop(Action, frozen=True, kw_only=True, tag="stop"):
    """Stop everything that sends by itself on this connection: repeats, and all rules."""


class CloseConnection(Action, frozen=True, kw_only=True, tag="close"):
    code: CloseCode = 1000
    reason: str = ""


AnyAction = SetVariable | Reply | Ping | Mark | Notify | Pause | Stop | CloseConnection


class Rule(Value, frozen=True, kw_only=True):
    """Rules are tried in their order, each on every received message."""

    name: str
    when: Match = Match()
    then: tuple[AnyAction, ...] = ()
    enabled: bool = True
    limit: Times = 50
    """Times in any ten seconds that a rule that sends may fire; then it is stopped, and says so.
    """
