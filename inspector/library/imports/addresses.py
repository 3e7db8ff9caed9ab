"""Whether an address is a WebSocket's, where a tool keeps it among others."""

import re
from collections.abc import Mapping

from inspector.library.value import Scalar

_SCHEME = re.compile(r"\s*wss?://", re.IGNORECASE)
_LEADING = re.compile(r"\s*+\{\{([^{}]++)\}\}")
_TELLING = re.compile(r"ws|socket", re.IGNORECASE)
_MOST_STEPS = 5
UNKNOWN = (
    "requests whose address begins with a variable of which the file has no value: for those of"
    " WebSockets, let it begin with ws:// or wss://"
)


def is_websocket(url: str, variables: Mapping[str, Scalar]) -> bool | None:
    """None where the address begins with a variable of which nothing is known."""
    for _ in range(_MOST_STEPS):
        if _SCHEME.match(url):
            return True
        leading = _LEADING.match(url)
        if leading is None:
            return False
        name = leading[1].strip()
        value = str(variables.get(name, ""))
        if not value:
            return True if _TELLING.search(name) else None
        url = value
    return None
