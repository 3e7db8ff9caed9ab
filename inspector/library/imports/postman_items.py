"""Postman's form for several protocols (version 3, "extensible"), as its API and its files have it.

A tree of items `{type, title, payload, children}`; of the types, `ws-raw-request` and, below it,
`ws-raw-message` are ours.
"""

from inspector.library.imports.draft import Draft
from inspector.library.imports.imported import Imported
from inspector.library.imports.notes import NO_WEBSOCKET, STRENGTH
from inspector.library.imports.postman_parts import (
    add_authorization,
    add_headers,
    description,
    variables_of,
)
from inspector.library.imports.references import kept
from inspector.library.imports.request import Request
from inspector.library.imports.shape import rows, table, text
from inspector.library.imports.source import Source
from inspector.library.template import Template, TemplateKind

REQUEST = "ws-raw-request"
_MESSAGE = "ws-raw-message"


def fits(source: Source) -> bool:
    data = _root(source)
    return text(data.get("type")) in ("collection", REQUEST) and isinstance(
        data.get("children", data.get("item", data.get("payload"))), list | dict
    )


def read(source: Source) -> Imported:
    draft = Draft("Postman collection of several protocols")
    root = _root(source)
    if text(root.get("type")) == REQUEST:
        root = {"title": source.path.stem, "children": [root]}
    _folder(draft, root, "", source.path.stem)
    return draft.done()


def _root(source: Source) -> dict[str, object]:
    data = table(source.data)
    return table(data.get("data")) or table(data.get("collection")) or data


def _folder(draft: Draft, node: dict[str, object], parent: str, otherwise: str) -> None:
    extensions = table(node.get("extensions"))
    variables = variables_of(draft, table(node.get("payload")).get("variables"))
    variables |= variables_of(draft, extensions.get("variables"))
    folder = draft.folder(parent, _title(node) or otherwise, variables, _documented(node))
    for variable in variables:
        draft.note(STRENGTH, variable)
    for child in _children(node):
        kind = text(child.get("type"))
        if kind == "folder":
            _folder(draft, child, folder, "unnamed")
        elif kind == REQUEST:
            add_request(draft, child, folder)
        else:
            draft.note(NO_WEBSOCKET, f"{folder}/{_title(child)}")


def add_request(draft: Draft, node: dict[str, object], folder: str) -> None:
    """The endpoint that an item of that type describes, and its messages."""
    payload = table(node.get("payload"))
    name = _title(node) or text(payload.get("url"))
    request = Request(draft, folder, name, kept(text(payload.get("url"))), _documented(node))
    if "?" not in request.url:
        parameters = rows(payload.get("queryParams"))
        given = [row for row in parameters if row.get("key") and not row.get("disabled")]
        request.query([(text(row["key"]), kept(text(row.get("value")))) for row in given])
    add_headers(request, payload.get("headers"))
    add_authorization(request, payload.get("auth"))
    variables = table(node.get("extensions")).get("variables")
    request.variables |= variables_of(draft, variables)
    if table(payload.get("settings")).get("strictSSL") is False:
        draft.note("certificates that are not verified: choose that in the options", request.where)
    endpoint = request.done()
    messages = [child for child in _children(node) if text(child.get("type")) == _MESSAGE]
    inside = draft.folder(folder, endpoint.name) if len(messages) > 1 else folder
    for message in messages:
        content = table(message.get("payload"))
        draft.add(
            Template(
                name=_title(message),
                folder=inside,
                description=_documented(message),
                kind=_kind(content),
                content=kept(text(content.get("content"))),
            ),
            otherwise=endpoint.name,
        )


def _kind(content: dict[str, object]) -> TemplateKind:
    match text(content.get("type")), text(content.get("subtype")):
        case "json", _:
            return "json"
        case ("binary", "hex") | ("hex", _):
            return "binary-hex"
        case ("binary", _) | ("base64", _):
            return "binary-base64"
        case _:
            return "text"


def _children(node: dict[str, object]) -> list[dict[str, object]]:
    return rows(node.get("children")) or rows(node.get("item"))


def _title(node: dict[str, object]) -> str:
    return text(node.get("title")) or text(node.get("name"))


def _documented(node: dict[str, object]) -> str:
    documentation = table(table(node.get("extensions")).get("documentation"))
    return text(documentation.get("content")) or description(node)
