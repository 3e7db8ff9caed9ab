"""Endpoints: where a person connects to, under a name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector.library.store import Named, Store
from inspector.library.toml_file import take


@dataclass(frozen=True, slots=True)
class Endpoint(Named):
    """A URL with what belongs to it."""

    url: str
    subprotocols: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    """The options that differ from the defaults: TOML's types, lists for arrays."""
    folder: str = ""
    """The folder to list it in; empty for none."""


class EndpointStore(Store[Endpoint]):
    """Endpoints, one file each."""

    noun = "endpoint"

    def _to_table(self, thing: Endpoint) -> Mapping[str, object]:
        table = {"url": thing.url, "folder": thing.folder, "subprotocols": [*thing.subprotocols]}
        return {**table, "options": dict(thing.options)}

    def _from_table(self, name: str, table: dict[str, object]) -> Endpoint:
        subprotocols = take(table, "subprotocols", list, [])
        if not all(isinstance(protocol, str) for protocol in subprotocols):
            raise ValueError("'subprotocols' is an array of strings")
        return Endpoint(
            name,
            url=take(table, "url", str),
            subprotocols=tuple(subprotocols),
            options=take(table, "options", dict, {}),
            folder=take(table, "folder", str, ""),
        )
