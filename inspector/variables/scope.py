"""Where variables come from: scopes, of which the stronger hides what the weaker says."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from inspector.variables.values import Scalar, as_text

MASK = "••••"
"""What is shown in place of a secret, however long that is."""


class Scope(NamedTuple):
    title: str
    """`environment staging`, `folder Exchange`, `endpoint echo`, `session`."""
    values: Mapping[str, Scalar]
    secret: frozenset[str] = frozenset()
    """Names that are masked on screen; one that `values` lacks, or has as "", has no value here."""
    literal: bool = False
    """Nothing in these values is a variable. True where a peer may have had a hand in them: what a
    server sent must not make us send it `{{env:HOME}}`."""

    def __repr__(self) -> str:
        return f"Scope({self.title!r}, {len(self.values)} variables)"


class Found(NamedTuple):
    name: str
    value: Scalar | None
    """None for a secret that has no value on this machine."""
    title: str
    """Of the scope that it comes from."""
    secret: bool = False
    """Some scope calls this name secret, if not the one that has the value."""
    literal: bool = False
    """The value is taken as it is, whatever braces it has."""
    shadows: tuple[str, ...] = ()
    """The titles of the scopes that have the name too and are not heard, the strongest first."""

    @property
    def shown(self) -> str:
        """The value for a screen."""
        if self.value is None:
            return ""
        return MASK if self.secret else as_text(self.value)

    def __repr__(self) -> str:
        return f"Found({self.name!r}, {self.shown!r}, {self.title!r})"


class Scopes:
    """All that is known in one place."""

    def __init__(self, scopes: Iterable[Scope] = ()) -> None:
        """From weak to strong: environment, folders from the outermost, endpoint, session."""
        self._strongest_first = tuple(scopes)[::-1]

    def find(self, name: str) -> Found | None:
        having = [scope for scope in self._strongest_first if _has(scope, name)]
        if not having:
            return None
        first = having[0]
        secret = any(name in scope.secret for scope in having)
        value = first.values.get(name)
        if name in first.secret and value == "":
            value = None
        return Found(
            name=name,
            value=value,
            title=first.title,
            secret=secret,
            # A secret is what the other side gave out: no text that a person composed.
            literal=first.literal or secret,
            shadows=tuple(scope.title for scope in having[1:]),
        )

    def names(self) -> list[Found]:
        """Every variable there is, by name."""
        return [found for name in sorted(self.every_name()) if (found := self.find(name))]

    def every_name(self) -> set[str]:
        return {name for scope in self._strongest_first for name in (*scope.values, *scope.secret)}


def _has(scope: Scope, name: str) -> bool:
    return name in scope.values or name in scope.secret
