"""Environments: values that differ between staging and production."""

from msgspec import field

from inspector.library.colour import Colour
from inspector.library.named import Named
from inspector.library.value import Scalar


class Environment(Named, frozen=True, kw_only=True):
    """Variables, chosen together by one click."""

    colour: Colour | None = None
    """What its tabs are marked with, so that nobody sends to production by mistake."""
    variables: dict[str, Scalar] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    """Names of variables whose values are in the system's keyring, and never in a file."""
