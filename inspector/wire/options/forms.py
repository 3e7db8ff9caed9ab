"""The options of a connection in other forms: told, recorded, rendered, overridden."""

from collections.abc import Callable, Mapping
from typing import Any

from inspector.wire.options.connect_options import OPTIONS, ConnectOptions


def summary(options: ConnectOptions) -> list[str]:
    """What differs from the defaults, each in few words: `2 headers`, `compression off`."""
    return [
        declared.tell(value)
        for name, declared in OPTIONS.items()
        if (value := getattr(options, name)) != declared.default
    ]


def facts(options: ConnectOptions) -> dict[str, object]:
    """What differs from the defaults, in the types of TOML, as a recording may keep it: without
    the values of headers and the password for a proxy."""
    kept = options.to_dict()
    for name in kept:
        if (without_secrets := OPTIONS[name].without_secrets) is not None:
            kept[name] = without_secrets(getattr(options, name))
    return kept


def with_values(options: Mapping[str, object], put_in: Callable[[str], str]) -> dict[str, object]:
    """`options`, in the types of TOML, with variables replaced where there may be some. What is no
    option is left as it is."""
    return {
        name: OPTIONS[name].kind.put_in(value, put_in)
        if name in OPTIONS and OPTIONS[name].variables
        else value
        for name, value in options.items()
    }


def on_top(options: Mapping[str, object], given: Mapping[str, Any]) -> dict[str, object]:
    """`options`, in the types of TOML, with the values `given` on the command line in their place,
    where None is no value. Headers are added to those that there are."""
    merged = dict(options)
    for name, value in given.items():
        below = merged.pop(name, None)
        kind = OPTIONS[name].kind
        if value is not None:
            merged[name] = kind.to_toml(value) if below is None else kind.over(name, below, value)
    return merged
