"""What Postman's forms have in common: descriptions, variables, headers, authorization."""

from collections.abc import Mapping

from inspector.library.imports import authorization
from inspector.library.imports.draft import Draft
from inspector.library.imports.notes import HIDDEN, SWITCHED_OFF
from inspector.library.imports.references import kept
from inspector.library.imports.request import Request
from inspector.library.imports.shape import rows, table, text
from inspector.library.value import Scalar


def description(node: Mapping[str, object]) -> str:
    about = node.get("description")
    return text(table(about).get("content")) if isinstance(about, dict) else text(about)


def variables_of(draft: Draft, value: object) -> dict[str, Scalar]:
    """The variables of a list of keys and values that are neither switched off nor secret."""
    variables: dict[str, Scalar] = {}
    for row in rows(value):
        name = text(row.get("key")) or text(row.get("id"))
        if row.get("disabled"):
            draft.note(SWITCHED_OFF, name)
        elif row.get("type") == "secret":
            draft.note(HIDDEN, name)
        elif name:
            variables[name] = kept(text(row.get("value")))
    return variables


def add_headers(request: Request, value: object) -> None:
    """Headers as a list of keys and values, or in one text as version 2.0 allows."""
    if isinstance(value, str):
        value = [
            dict(zip(("key", "value"), line.split(":", 1), strict=False))
            for line in value.splitlines()
        ]
    for row in rows(value):
        name = text(row.get("key"))
        if row.get("disabled"):
            request.draft.note(SWITCHED_OFF, f"{name} of {request.where}")
        elif name:
            request.header(name, kept(text(row.get("value"))))


def add_authorization(request: Request, value: object) -> None:
    """2.1 keeps the parameters in a list of keys and values, 2.0 in a table."""
    auth = table(value)
    kind = text(auth.get("type"))
    given = auth.get(kind)
    if isinstance(given, list):
        given = {text(row.get("key")): row.get("value") for row in rows(given)}
    parameters = {name: kept(text(content)) for name, content in table(given).items()}

    def of(name: str) -> str:
        return parameters.get(name, "")

    match kind:
        case "bearer":
            authorization.bearer(request, of("token"))
        case "basic":
            authorization.basic(request, of("username"), of("password"))
        case "apikey":
            authorization.api_key(request, of("key"), of("value"), of("in"))
        case "" | "noauth" | "inherit":
            pass
        case _:
            authorization.not_taken(request, kind)
