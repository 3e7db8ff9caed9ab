"""What the composer holds as plain data, for keeping it across restarts."""

from collections.abc import Mapping
from typing import Any

import msgspec

from inspector.library.send_as import Repeat, SendAs
from inspector.library.template import Template, TemplateKind


class State(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is written, how it goes out, and the path of the open template."""

    kind: TemplateKind = "text"
    content: str = ""
    send_as: SendAs = SendAs()
    repeat: Repeat | None = None
    template: str = ""
    changed_from: Template | None = None
    """The open template as it was when the content became another one; None where it did not."""

    def to_dict(self) -> dict[str, Any]:
        state: dict[str, Any] = msgspec.to_builtins(self)
        return state


def from_dict(state: Mapping[str, object]) -> State:
    """What `to_dict` gave; an empty composer where `state` is nothing of the kind."""
    try:
        return msgspec.convert(dict(state), State)
    except msgspec.ValidationError:
        return State()
