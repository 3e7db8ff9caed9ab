"""The same bytes, written in another kind."""

import base64

from inspector.sending.content import ContentError, outgoing
from inspector.ui.composer.kinds import UNTYPED
from inspector.variables import Rendered, escape

_BINARY = ("binary-hex", "binary-base64")
_TEXTS = ("text", "json", "ping", "pong")


class NotConvertedError(ValueError):
    """The content stays as it was written; says why."""


def converted(content: str, old: str, new: str, rendered: Rendered) -> str:
    """What `content` of the kind `old` is in the kind `new`; `rendered` is `content` rendered.

    NotConvertedError where it has variables, or is nothing that the new kind can say.
    """
    is_between_texts = old in _TEXTS and new in _TEXTS
    if old == new or is_between_texts or not content or {old, new} & {*UNTYPED}:
        return content
    if rendered.uses:
        raise NotConvertedError("not converted: only text without variables has bytes yet")
    try:
        payload = outgoing(old if old in _BINARY else "text", rendered.text).payload
    except ContentError as error:
        raise NotConvertedError(f"not converted: {error}") from None
    if new == "binary-hex":
        return payload.hex(" ")
    if new == "binary-base64":
        return base64.b64encode(payload).decode()
    try:
        return escape(payload.decode())
    except UnicodeDecodeError:
        raise NotConvertedError("not converted: these bytes are no UTF-8 text") from None
