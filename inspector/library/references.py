"""What rules and scenarios refer to by path."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeVar, cast, get_args, get_type_hints

import msgspec

from inspector.library.value import Value

T = TypeVar("T")


NewPath = Callable[[str], str]
"""What is to be referred to in place of a path."""


def by(paths: Mapping[str, str]) -> NewPath:
    """Those that have another one, by the old one."""
    return lambda path: paths.get(path, path)


class NewPaths:
    """What becomes of references to templates and endpoints: of every field that is declared as a
    `TemplatePath` or an `EndpointPath`."""

    def __init__(self, templates: NewPath, endpoints: NewPath) -> None:
        self._new = {"template": templates, "endpoint": endpoints}

    def applied(self, value: T) -> T:
        """`value` with its references followed, and those of the values in it."""
        if isinstance(value, tuple):
            return cast("T", tuple(map(self.applied, value)))
        if not isinstance(value, Value):
            return value
        refers = _references(type(value))
        followed = {
            name: self._new[refers[name]](own) if name in refers else self.applied(own)
            for name in value.__struct_fields__
            if (own := getattr(value, name))
        }
        return cast("T", msgspec.structs.replace(value, **followed))


@cache
def _references(kind: type[Value]) -> dict[str, str]:
    """What the fields that are references refer to."""
    return {
        name: extra["refers"]
        for name, hint in get_type_hints(kind, include_extras=True).items()
        for meta in get_args(hint)[1:]
        if isinstance(meta, msgspec.Meta) and "refers" in (extra := meta.extra or {})
    }
