"""Values of every option, made from its declaration."""

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

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


def values_of(option: Option) -> st.SearchStrategy[Any]:
    """Any values that are allowed, none among them where there may be none."""
    kind = option.kind
    match kind:
        case Switch():
            values: st.SearchStrategy[Any] = st.booleans()
        case Whole():
            values = st.integers(int(kind.least), int(kind.most))
        case Seconds():
            values = st.floats(kind.least, kind.most)
        case Size():
            values = st.integers(kind.least, kind.most)
        case Text():
            values = st.just("https://a.example:8080")
        case File():
            values = st.text()
        case Headers():
            names = st.sampled_from(["X-A", "x-a", "Cookie"])
            values = st.lists(st.tuples(names, st.sampled_from(["", "v"]))).map(tuple)
        case _:
            raise AssertionError(f"give values of {type(kind).__name__} here")
    return st.none() | values if option.optional else values


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
