"""Rules: when a received message matches, then what."""

from inspector.library.match import Match
from inspector.library.value import Times, Value


class AnyAction:
    """An action of one of the kinds that `automation.actions` declares: see `declared`."""

    __slots__ = ()


class Rule(Value, frozen=True, kw_only=True):
    """Rules are tried in their order, each on every received message."""

    name: str
    when: Match = Match()
    then: tuple[AnyAction, ...] = ()
    enabled: bool = True
    limit: Times = 50
    """Times in any ten seconds that a rule that sends may fire; then it is stopped, and says so.
    """
