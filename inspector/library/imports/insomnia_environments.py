"""Insomnia's environments: tables within tables, of which `vault` is secret, and a colour."""

import colorsys
import re
from collections.abc import Iterator
from typing import get_args

from inspector.library.colour import Colour
from inspector.library.imports.draft import Draft
from inspector.library.imports.notes import PRIVATE
from inspector.library.imports.nunjucks import ours
from inspector.library.imports.shape import scalar, table, text
from inspector.library.value import Scalar

_VAULT = "vault"
_MASKED = "\u2022"
"""Exports have dots in place of a secret's value."""
_HUES: tuple[tuple[float, Colour], ...] = (
    (15, "red"), (40, "orange"), (70, "yellow"), (170, "green"), (255, "blue"), (330, "purple"),
    (360, "red"),
)  # fmt: skip
"""Up to how many degrees a hue is called so."""


def add_environments(
    draft: Draft, base: dict[str, object], others: list[dict[str, object]]
) -> None:
    """The base environment holds below all others: each gets its values, where it has no own.

    It can be chosen by itself, too, and becomes an environment if it says anything.
    """
    below, below_secret = _split(draft, base)
    if below or below_secret:
        name = text(base.get("name")) or "Base Environment"
        draft.environment(name, below, below_secret, _colour(base.get("color")))
    for node in others:
        variables, secrets = _split(draft, node)
        if variables and (node.get("isPrivate") or table(node.get("meta")).get("isPrivate")):
            draft.note(PRIVATE, text(node.get("name")))
        draft.environment(
            text(node.get("name")),
            {**below, **variables},
            {**below_secret, **secrets},
            _colour(node.get("color")),
        )


def variables_of(draft: Draft, data: object, where: str) -> dict[str, Scalar]:
    """Tables within become names with dots, as references have them."""
    variables: dict[str, Scalar] = {}
    for name, value in _flat("", table(data)):
        if (taken := scalar(value)) is not None:
            variables[name] = ours(draft, taken, where) if isinstance(taken, str) else taken
        elif value is not None:
            draft.note("variables that are lists", f"{name} of {where}")
    return variables


def _split(draft: Draft, node: dict[str, object]) -> tuple[dict[str, Scalar], dict[str, str]]:
    """Variables and secrets of an environment."""
    data = table(node.get("data"))
    plain = {key: value for key, value in data.items() if key != _VAULT}
    secrets = {name: text(value) for name, value in _flat("", table(data.get(_VAULT)))}
    return (
        variables_of(draft, plain, text(node.get("name"))),
        {name: "" if v.startswith(_MASKED) else v for name, v in secrets.items()},
    )


def _colour(value: object) -> Colour | None:
    """The nearest of our colours to `#rrggbb`."""
    digits = re.match(r"#([0-9a-fA-F]{6})", text(value))
    if digits is None:
        return next((name for name in get_args(Colour) if name == value), None)
    hue, lightness, saturation = colorsys.rgb_to_hls(
        *(byte / 255 for byte in bytes.fromhex(digits[1]))
    )
    if saturation < 0.15 or not 0.05 < lightness < 0.95:
        return "grey"
    return next(name for limit, name in _HUES if hue * 360 <= limit)


def _flat(prefix: str, data: dict[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", value
