"""What a person wrote into a match, with values in place of its variables."""

from collections.abc import Callable
from typing import NamedTuple

from inspector.sending.context import Context
from inspector.variables import Counters, Draw, Scopes, Use, render

_STAND_IN = "0"
"""Stands for a variable where no values are known: an index, a number, a part of a string."""


class Written(NamedTuple):
    """Rendered text that knows where it came from."""

    text: str
    uses: tuple[Use, ...] = ()
    """With places in `text`."""

    def source_position(self, position: int) -> int:
        """Where in the source the character `position` of the text comes from."""
        shift = 0
        for use in self.uses:
            if position < use.out_start:
                break
            if position < use.out_end:
                return use.start
            shift = use.end - use.out_end
        return position + shift


def written(source: str, context: Context | None, escape: Callable[[str], str] = str) -> Written:
    """`source` with the context's values, each as `escape` gives it, in place of variables; without
    a context something stands in for them. UnknownVariable."""
    if "{{" not in source:
        return Written(source)
    if context is None:
        rendered = render(source, Scopes(), Draw(Counters()))
    else:
        rendered = context.rendered(source)
        rendered.checked()
    pieces: list[str] = []
    uses: list[Use] = []
    at = size = 0
    for use in rendered.uses:
        plain = rendered.text[at : use.out_start]
        value = _STAND_IN if use.error else escape(rendered.text[use.out_start : use.out_end])
        start = size + len(plain)
        size = start + len(value)
        uses.append(use._replace(out_start=start, out_end=size))
        pieces += [plain, value]
        at = use.out_end
    return Written("".join(pieces) + rendered.text[at:], tuple(uses))
