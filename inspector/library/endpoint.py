"""Endpoints: where a person connects to, under a name."""

from msgspec import field

from inspector.library.named import Named
from inspector.library.rule import Rule
from inspector.library.value import Scalar


class Endpoint(Named, frozen=True, kw_only=True):
    """A URL with what belongs to it."""

    url: str
    subprotocols: tuple[str, ...] = ()
    options: dict[str, object] = field(default_factory=dict)
    """The options that differ from the defaults: TOML's types, lists for arrays."""
    variables: dict[str, Scalar] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
