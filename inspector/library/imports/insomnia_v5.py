"""Insomnia's export since version 11: `type: collection.insomnia.rest/5.0`, a tree in YAML.

It has no messages: Insomnia keeps those for itself.
"""

from inspector.library.imports.draft import Draft
from inspector.library.imports.imported import Imported
from inspector.library.imports.insomnia import add_nodes, description
from inspector.library.imports.insomnia_environments import add_environments
from inspector.library.imports.shape import rows, table, text
from inspector.library.imports.source import Source

_TYPES = ("collection.", "environment.", "spec.")


def fits(source: Source) -> bool:
    kind = text(table(source.data).get("type"))
    return kind.startswith(_TYPES) and ".insomnia.rest/5" in kind


def read(source: Source) -> Imported:
    data = table(source.data)
    draft = Draft("Insomnia collection")
    name = text(data.get("name")) or source.path.stem
    add_nodes(draft, data.get("collection"), draft.folder("", name, None, description(data)))
    base = table(data.get("environments"))
    add_environments(draft, base, rows(base.get("subEnvironments")))
    return draft.done()
