"""Values of every option, made from its declaration."""

from pathlib import Path
from typing import Any

from inspector.wire.options import OPTIONS, Option
from inspector.wire.options.headers import Headers
from inspector.wire.options.kinds import File, Seconds, Size, Switch, Text, Whole


def others(option: Option, folder: Path) -> list[Any]:
    """Allowed values other than the default, those at the ends of a range among them."""
    kind = option.kind
    match kind:
        case Switch():
            values: list[Any] = [not option.default]
        case Whole() | Seconds():
            values = [kind.type(kind.least), kind.type(kind.least + 1), kind.type(kind.most)]
        case Size():
            values = [kind.least, 3 << 20, 3_000_000_001]
        case Text():
            values = ["http://a.example:8080"]
        case File():
            file = folder / "file.pem"
            file.touch()
            values = [str(file)]
        case Headers():
            values = [(("X-A", "1"), ("x-a", "two, three")), (("Cookie", ""),)]
        case _:
            raise AssertionError(f"give values of {type(kind).__name__} here")
    return [value for value in values if value != option.default]


def flags(option: Option, value: Any) -> list[str]:
    """The words of a command line that give `option` this value."""
    *_, flag = option.set_flags
    if option.kind.type is bool:
        return [flag]
    if isinstance(option.kind, Headers):
        return [word for header in value for word in (flag, ": ".join(header))]
    return [flag, str(value)]


def each_option() -> list[Any]:
    """For pytest.mark.parametrize."""
    return list(OPTIONS.values())
