"""Postman's environments and globals."""

from inspector.library.imports.draft import Draft
from inspector.library.imports.imported import Imported
from inspector.library.imports.notes import SWITCHED_OFF
from inspector.library.imports.references import kept
from inspector.library.imports.shape import rows, scalar, table, text
from inspector.library.imports.source import Source


def fits(source: Source) -> bool:
    data = table(source.data)
    return "_postman_variable_scope" in data or ("values" in data and "name" in data)


def read(source: Source) -> Imported:
    data = table(source.data)
    draft = Draft("Postman environment")
    variables, secrets = {}, {}
    for row in rows(data.get("values")):
        name, value = text(row.get("key")), scalar(row.get("value"))
        if not name:
            continue
        if row.get("enabled") is False:
            draft.note(SWITCHED_OFF, name)
        elif text(row.get("type")) == "secret":
            secrets[name] = text(value)
        else:
            variables[name] = (
                kept(value) if isinstance(value, str) else value if value is not None else ""
            )
    draft.environment(text(data.get("name")) or source.path.stem, variables, secrets)
    return draft.done()
