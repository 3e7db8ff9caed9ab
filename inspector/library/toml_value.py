"""When two values are the same to TOML."""

from collections.abc import Mapping


def spelled(value: object) -> str:
    """The same for values that are: 1 is not 1.0 nor true, nan is nan, and the order of keys says
    nothing."""
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{key!r}:{spelled(value[key])}' for key in sorted(value))}}}"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(spelled, value))}]"
    return repr(value)
