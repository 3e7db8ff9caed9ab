"""What an option's value may be: its type, its range, its forms in files and in a command line.

The window has an editor for each kind (`inspector.ui.options.editors`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from inspector.wire.options.sizes import parse_size, split_size

PutIn = Callable[[str], str]
"""Replaces the variables in a text by their values."""

LONGEST = 24 * 60 * 60.0
"""Seconds: no timeout or interval is longer than a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of value. `name` is always the option's, for the messages of ValueError."""

    type: ClassVar[type]
    metavar: str = ""
    """What stands for the value in a command's help."""
    repeatable: ClassVar[bool] = False
    """Whether each word of the command line gives elements of the value, a tuple."""

    def check(self, name: str, value: Any) -> None:
        """Raises ValueError for a value that is not allowed."""

    def from_toml(self, name: str, value: object) -> Any:
        """The value as TOML has it. Raises ValueError for a value of another type."""
        if type(value) is self.type:
            return value
        raise ValueError(
            f"The option {name} is {value!r}: it must be of type {self.type.__name__}."
        )

    def to_toml(self, value: Any) -> object:
        return value

    def over(self, name: str, below: object, value: Any) -> object:
        """What a file has as `below` and the command line as `value`, as TOML has it."""
        return self.to_toml(value)

    def parse(self, word: str) -> Any:
        """The value of a word of the command line. Raises ValueError; does not `check`."""
        return word

    def obstacle(self, label: str, value: Any) -> str:
        """What keeps an allowed value from being used on this machine now, as a sentence."""
        return ""

    def text(self, value: Any) -> str:
        """The value for a person to read."""
        return str(value)

    def put_in(self, toml: object, put_in: PutIn) -> object:
        """A value as TOML has it, its variables replaced; of another type, as it is."""
        return put_in(toml) if isinstance(toml, str) else toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(Kind):
    """On or off."""

    type = bool
    on: str
    """The words beside the check box; with `off`, one of two choices."""
    off: str = ""

    def text(self, value: Any) -> str:
        return "on" if value else "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number(Kind):
    least: float
    most: float
    unit: str = ""
    on: str = ""
    """Where the number may be left out: the words of the check box before it."""
    usual: float = 0
    """Where the number may be left out: what is proposed first."""

    def check(self, name: str, value: Any) -> None:
        if not self.least <= value <= self.most:
            raise ValueError(f"{name} is {value!r}: allowed is {self.least:g} to {self.most:g}.")

    def text(self, value: Any) -> str:
        return f"{value:g} {self.unit}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(_Number):
    """A whole number."""

    type = int
    metavar: str = "N"

    def parse(self, word: str) -> int:
        try:
            return int(word)
        except ValueError:
            raise ValueError(f"{word!r} is no whole number.") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds(_Number):
    """A time."""

    type = float
    metavar: str = "S"
    least: float = 0.001
    most: float = LONGEST
    unit: str = "s"

    def from_toml(self, name: str, value: object) -> Any:
        return float(value) if type(value) is int else Kind.from_toml(self, name, value)

    def parse(self, word: str) -> float:
        try:
            return float(word)
        except ValueError:
            raise ValueError(f"{word!r} is no number of seconds.") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Size(Kind):
    """A number of bytes."""

    type = int
    metavar: str = "SIZE"
    least: int = 1
    most: int = 2**63 - 1

    def check(self, name: str, value: Any) -> None:
        if not self.least <= value <= self.most:
            raise ValueError(f"{name} is {value!r}: allowed is {self.least} to {self.most} bytes.")

    def parse(self, word: str) -> int:
        return parse_size(word)

    def text(self, value: Any) -> str:
        amount, unit = split_size(value)
        return f"{amount:,} {unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Kind):
    """A line of text."""

    type = str


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Kind):
    """The path of a file that must be there when it is used."""

    type = str
    metavar: str = "FILE"
    what: str
    """What the file holds, with its article."""
    patterns: tuple[str, ...]
    """Of its name, for the dialog."""

    def obstacle(self, label: str, value: Any) -> str:
        if Path(value).is_file():
            return ""
        return f"The {label} {value!r} is not there: choose {self.what}."
