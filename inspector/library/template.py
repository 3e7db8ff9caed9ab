"""Message templates: what the composer holds, under a name."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspector.library.store import Named, Store
from inspector.library.toml_file import take

KINDS = (
    "text", "json", "binary-hex", "binary-base64", "binary-file", "ping", "pong", "close",
)  # fmt: skip
"""What a template's content is written as, and what it becomes when it is sent."""


@dataclass(frozen=True, slots=True)
class Template(Named):
    """A message to send. ValueError: no such kind."""

    kind: str
    """One of `KINDS`."""
    content: str
    """As typed in the composer: text, hex or base64 digits, a file's path; `1000 reason` for a
    close."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"'kind' is {self.kind!r:.40}: one of {', '.join(KINDS)} is needed")


class TemplateStore(Store[Template]):
    """Templates, one file each."""

    noun = "template"

    def _to_table(self, thing: Template) -> Mapping[str, object]:
        return {"kind": thing.kind, "content": thing.content}

    def _from_table(self, name: str, table: dict[str, object]) -> Template:
        return Template(name, take(table, "kind", str), take(table, "content", str))
