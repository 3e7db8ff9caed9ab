"""`http-client.env.json` and `http-client.private.env.json`: environments beside `.http` files."""

from inspector.library.imports.draft import Draft
from inspector.library.imports.http_references import ours
from inspector.library.imports.imported import Imported
from inspector.library.imports.shape import scalar, table, text
from inspector.library.imports.source import Source, read_source
from inspector.library.value import Scalar

_SHARED = "$shared"
"""In VS Code's files: what holds in all the others."""


def fits(source: Source) -> bool:
    return source.path.name.lower().endswith(".env.json") and isinstance(source.data, dict)


def read(source: Source) -> Imported:
    """What the private file beside a public one holds comes with it, as secrets."""
    draft = Draft("HTTP client environments")
    path = source.path
    if ".private." in path.name.lower():
        public, private = {}, table(source.data)
    else:
        beside = path.with_name(path.name.replace(".env.json", ".private.env.json"))
        public = table(source.data)
        private = table(read_source(beside).data) if beside.is_file() else {}
        if private:
            draft.note("taken as well, as secrets", beside.name)
    for name in dict.fromkeys((*public, *private)):
        if name == _SHARED:
            continue
        variables = _variables(draft, public, name)
        secrets = {key: text(value) for key, value in _variables(draft, private, name).items()}
        secrets = {key: value for key, value in secrets.items() if key not in variables}
        draft.environment(name, variables, secrets)
    return draft.done()


def _variables(draft: Draft, environments: dict[str, object], name: str) -> dict[str, Scalar]:
    variables: dict[str, Scalar] = {}
    given = {**table(environments.get(_SHARED)), **table(environments.get(name))}
    for key, value in given.items():
        taken = scalar(value)
        if taken is None:
            draft.note("settings that are no variables", f"{key} of {name}")
        else:
            variables[key] = ours(draft, taken, name) if isinstance(taken, str) else taken
    return variables
