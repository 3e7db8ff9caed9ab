"""What is told of the variable under the mouse."""

from inspector.payloads.visible import visible
from inspector.variables import BUILT_INS, MASK, Counters, Draw, Rendered, Scopes, render
from inspector.variables.syntax import TOKEN

_LONGEST_VALUE = 400


def tip(line: str, place: int, scopes: Scopes) -> str:
    """The words about the variable at `place` of `line`, a gap between two characters; "" where
    there is none. Secrets are masked."""
    for token in TOKEN.finditer(line):
        start, end = token.span("reference")
        if token["name"] and start <= place <= end:
            # Whatever is before it was found not to matter.
            return _words(render(token["reference"], scopes, Draw(Counters())), scopes)
    return ""


def _words(rendered: Rendered, scopes: Scopes) -> str:
    """About the one variable that is `rendered`."""
    (use,) = rendered.uses
    if use.error:
        return use.error
    if (built_in := BUILT_INS.get(use.name.partition(":")[0])) is not None:
        return f"{use.name}, built-in\n{built_in.description}\nfor example {rendered.text}"
    lines = [use.name, MASK if use.secret else _shown(rendered.text)]
    found = scopes.find(use.name)
    if found is None:
        return "\n".join([*lines, "from the environment of this program's process"])
    if not found.secret and found.value != rendered.text and isinstance(found.value, str):
        lines.append(f"written as {_shown(found.value)}")
    lines.append(f"from {found.title}")
    if found.shadows:
        lines.append(f"hides that of {', '.join(found.shadows)}")
    return "\n".join(lines)


def _shown(value: str) -> str:
    cut = visible(value[:_LONGEST_VALUE])
    return f"{cut}…" if len(value) > _LONGEST_VALUE else cut or "(empty)"
