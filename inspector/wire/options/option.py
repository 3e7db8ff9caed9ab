"""The declaration of an option: everything that is to be known of it, in one place.

A field of `ConnectOptions` is declared by `option()`. From that are made: its check, its form in
files, its flags on the command line, its field in the window, its part of the summary and its line
in the README.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inspector.wire.options.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    name: str = ""
    """The field's, and the key in files."""
    default: Any
    kind: Kind
    group: str
    """The heading in the window and in a command's help."""
    label: str
    help: str
    """What it does, in the imperative and without a period at its end."""
    told: str | Callable[[Any], str]
    """A value other than the default in the summary, in few words; `{}` stands for the value."""
    flags: tuple[str, ...] = ()
    """On the command line; made from the name if empty. A switch's set it to what is not its
    default."""
    flag_help: str = ""
    """What the flags do; `help` if empty."""
    needs: str = ""
    """The option without which this one has no effect."""
    warning: str = ""
    """A sentence that is shown while the value is not the default."""
    variables: bool = False
    """Whether `{{variables}}` are replaced by their values before it is used."""
    check: Callable[[Any], object] | None = None
    """Raises ValueError, with a sentence, for a value that its kind would allow."""
    without_secrets: Callable[[Any], object] | None = None
    """What may be kept of a value that may hold secrets, as TOML has it. None: all of it."""

    @property
    def optional(self) -> bool:
        """Whether there may be no value, which is None."""
        return self.default is None

    @property
    def set_flags(self) -> tuple[str, ...]:
        """The flags that give a value, and switch a switch to what is not its default."""
        off = self.kind.type is bool and self.default
        return self.flags or (f"--{'no-' if off else ''}{_dashed(self.name)}",)

    @property
    def reset_flag(self) -> str:
        """The flag that takes the value away, or switches back to the default; else empty."""
        if self.kind.type is bool:
            return f"--{'' if self.default else 'no-'}{_dashed(self.name)}"
        return f"--no-{_dashed(self.name)}" if self.optional else ""

    def verify(self, value: Any) -> None:
        """Raises ValueError, with a sentence for a person, for a value that is not allowed."""
        if value is None and self.optional:
            return
        self.kind.from_toml(self.name, value)  # of another type, it would fail where it is used
        self.kind.check(self.name, value)
        if self.check is not None:
            self.check(value)

    def problem(self, value: Any) -> str:
        """What `verify` raises, as a sentence; empty for a value that is allowed."""
        try:
            self.verify(value)
        except ValueError as error:
            return str(error)
        return ""

    def tell(self, value: Any) -> str:
        """The value in a few words."""
        if isinstance(self.told, str):
            return self.told.format("" if value is None else self.kind.text(value))
        return self.told(value)


def option(
    default: Any,
    kind: Kind,
    group: str,
    label: str,
    help: str,  # noqa: A002
    *,
    told: str | Callable[[Any], str],
    **more: Any,
) -> Any:
    """A field of a dataclass whose fields are options. `more`: attributes of `Option`."""
    declared = Option(
        default=default, kind=kind, group=group, label=label, help=help, told=told, **more
    )
    return dataclasses.field(default=default, metadata={"option": declared})


def declared_in(options: type[Any]) -> dict[str, Option]:
    """The options that the fields of the dataclass `options` declare, by name."""
    return {
        field.name: dataclasses.replace(field.metadata["option"], name=field.name)
        for field in dataclasses.fields(options)
    }


def _dashed(name: str) -> str:
    return name.replace("_", "-")
