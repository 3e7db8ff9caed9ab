"""What is in another tool's file, in our own terms; nothing is written yet."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from inspector.library.endpoint import Endpoint
from inspector.library.environment import Environment
from inspector.library.folder import Folder
from inspector.library.named import Named
from inspector.library.scenario import Scenario
from inspector.library.template import Template

T = TypeVar("T", bound=Named)

_NAMED = 5
"""Things that a note names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was not taken, or not as it was, and why."""

    text: str
    things: tuple[str, ...] = ()
    """The requests, headers, ... it is about, as the other tool names them."""

    def __str__(self) -> str:
        if not self.things:
            return self.text
        more = len(self.things) - _NAMED
        named = ", ".join(self.things[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        return f"{self.text}: {named}"


@dataclass(frozen=True, slots=True)
class Secret:
    """The value of an environment's secret variable: for the keyring, never for a file."""

    environment: str
    """Path of the environment."""
    name: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """Everything that can be taken over."""

    form: str
    """What the file is: `Postman collection`, ..."""
    things: tuple[Named, ...] = ()
    """Endpoints, templates, scenarios and environments; no two of a kind have the same path."""
    folders: tuple[Folder, ...] = ()
    """Those of endpoints and templates that say something: variables, a description."""
    secrets: tuple[Secret, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def endpoints(self) -> list[Endpoint]:
        return self._of(Endpoint)

    @property
    def templates(self) -> list[Template]:
        return self._of(Template)

    @property
    def scenarios(self) -> list[Scenario]:
        return self._of(Scenario)

    @property
    def environments(self) -> list[Environment]:
        return self._of(Environment)

    def _of(self, kind: type[T]) -> list[T]:
        return [thing for thing in self.things if isinstance(thing, kind)]


def counted(things: Iterable[Named]) -> str:
    """`2 endpoints, 5 templates`; `nothing` where there are none."""
    numbers = Counter(type(thing).__name__.lower() for thing in things)
    said = (f"{number:,} {noun}{'' if number == 1 else 's'}" for noun, number in numbers.items())
    return ", ".join(said) or "nothing"
