"""What every action of a rule has."""

from collections.abc import Callable, Iterable
from typing import ClassVar, Self

from inspector.automation.firing import Firing
from inspector.automation.matching import Captures
from inspector.library.rule import AnyAction
from inspector.library.value import Value
from inspector.sending.context import Context


class Action(AnyAction, Value, frozen=True, kw_only=True, tag_field="do"):
    """A kind is a subclass, with its name in files as its `tag`, and what a file may say of it as
    its fields."""

    title: ClassVar[str]
    """What the window calls it."""
    tip: ClassVar[str]
    sends: ClassVar[bool] = False
    """Whether it sends something, which may be answered: the rule's limit counts then."""

    @classmethod
    def new(cls) -> Self:
        """One to begin with."""
        return cls()

    def words(self) -> str:
        """What it does, in few words: `reply with Auth/answer`."""
        raise NotImplementedError

    def fire(self, firing: Firing) -> None:
        """Do it. LibraryError, OSError, RecordingError and ValueError say why it was not done."""
        raise NotImplementedError

    def trial(self, context: Context) -> Callable[[Captures], str]:
        """What it would do with a message, where that is more than its words say: to be asked for
        in any thread, with the values that variables have now."""
        return lambda _: ""


def actions_of(actions: Iterable[AnyAction]) -> list[Action]:
    """`actions`, all of which were declared here. TypeError for one that was not."""
    known = [action for action in actions if isinstance(action, Action)]
    if unknown := [action for action in actions if not isinstance(action, Action)]:
        raise TypeError(f"{unknown[0]!r} is no action that can be done")
    return known
