"""Variables of `.http` files in our syntax."""

import re

from inspector.library.imports.draft import Draft
from inspector.library.imports.references import kept

_DYNAMIC = re.compile(r"\{\{[ \t]*+\$([\w.]++)([^{}]*+)\}\}")
_OTHERWISE = {"uuid": "$guid", "random.uuid": "$guid"}
_NONE = {"aadToken", "datetime", "dotenv", "localDatetime"}
_PROCESS = re.compile(r"(?:processEnv|env)(?:\.(\w++))?")
_ISO = re.compile(r"\s*+[\"']?iso8601[\"']?\s*+")


def ours(draft: Draft, text: str, where: str) -> str:
    """`text` in our syntax; what has no counterpart stays, and is noted."""

    def translated(found: re.Match[str]) -> str:
        name = _ours(found[1], found[2].strip())
        if not name:
            draft.note("variables that have no counterpart here", f"{found[0]} of {where}")
            return found[0]
        return "{{" + name + "}}"

    return kept(_DYNAMIC.sub(translated, text))


def _ours(name: str, arguments: str) -> str:
    if process := _PROCESS.fullmatch(name):
        variable = process[1] or arguments
        return f"env:{variable}" if re.fullmatch(r"\w+", variable) else ""
    if name == "datetime" and _ISO.fullmatch(arguments):
        return "$isoTimestamp"
    if name in _OTHERWISE:
        return _OTHERWISE[name]
    return "" if arguments or name in _NONE or "." in name else f"${name}"
