"""What is in another tool's file, in our own terms; nothing is written yet."""

from dataclasses import dataclass, field

from inspector.library.endpoint import Endpoint
from inspector.library.environment import Environment
from inspector.library.folder import Folder
from inspector.library.template import Template

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
    endpoints: tuple[Endpoint, ...] = ()
    templates: tuple[Template, ...] = ()
    environments: tuple[Environment, ...] = ()
    folders: tuple[Folder, ...] = ()
    """Those of the endpoints and templates that say something: variables, a description."""
    secrets: tuple[Secret, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def counts(self) -> str:
        """`2 endpoints, 5 templates`; `nothing` where there is nothing to take."""
        return counted(len(self.endpoints), len(self.templates), len(self.environments))

    def __bool__(self) -> bool:
        """Whether there is anything to take."""
        return bool(self.endpoints or self.templates or self.environments)


def counted(endpoints: int, templates: int, environments: int) -> str:
    """How many there are of each, for a person."""
    numbers = {"endpoint": endpoints, "template": templates, "environment": environments}
    said = (f"{n:,} {noun}{'' if n == 1 else 's'}" for noun, n in numbers.items() if n)
    return ", ".join(said) or "nothing"
