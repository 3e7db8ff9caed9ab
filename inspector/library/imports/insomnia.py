"""What Insomnia's two forms of export have in common: folders and requests, as a tree.

A node has the names of version 5: `children` makes it a folder, `meta.id` tells what else it is.
"""

from collections.abc import Iterator, Mapping

from inspector.library.imports import authorization
from inspector.library.imports.draft import Draft
from inspector.library.imports.insomnia_environments import variables_of
from inspector.library.imports.notes import NO_WEBSOCKET, SCRIPTS, SWITCHED_OFF
from inspector.library.imports.nunjucks import ours
from inspector.library.imports.request import Request
from inspector.library.imports.shape import rows, table, text
from inspector.library.template import Template

Node = Mapping[str, object]


def add_nodes(draft: Draft, nodes: object, folder: str, around: Node | None = None) -> None:
    """Folders and requests into `folder`; `around` has what holds for all in it."""
    for node in sorted(rows(nodes), key=_sort_key):
        name = text(node.get("name")) or text(node.get("url"))
        if any(table(node.get("scripts")).values()):
            draft.note(SCRIPTS, f"{folder}/{name}")
        if "children" in node:
            variables = variables_of(draft, node.get("environment"), f"{folder}/{name}")
            inner = draft.folder(folder, name, variables, description(node))
            add_nodes(draft, node["children"], inner, _with(node, around or {}))
        elif _is_websocket(node):
            _add_request(Request(draft, folder, name, ""), _with(node, around or {}))
        else:
            draft.note(NO_WEBSOCKET, f"{folder}/{name}")


def description(node: Node) -> str:
    return text(table(node.get("meta")).get("description"))


def _with(node: Node, around: Node) -> Node:
    """`node` with the headers of the folders around it, and their authorization if it has none."""
    return {
        **node,
        "headers": [*rows(around.get("headers")), *rows(node.get("headers"))],
        "authentication": table(node.get("authentication")) or table(around.get("authentication")),
    }


def _is_websocket(node: Node) -> bool:
    identity = text(table(node.get("meta")).get("id"))
    has_scheme = text(node.get("url")).lower().startswith(("ws://", "wss://"))
    return identity.startswith("ws-req") or has_scheme


def _add_request(request: Request, node: Node) -> None:
    request.url = ours(request.draft, node.get("url"), request.where)
    request.description = description(node)
    request.path_variables(dict(_pairs(request, node.get("pathParameters"))))
    request.query(list(_pairs(request, node.get("parameters"))))
    for name, value in _pairs(request, node.get("headers")):
        request.header(name, value)
    _authorize(request, table(node.get("authentication")))
    request.done()
    for payload in rows(node.get("payloads")):
        if content := ours(request.draft, payload.get("value"), request.where):
            is_json = "json" in text(payload.get("mode"))
            request.draft.add(
                Template(
                    name=request.name,
                    folder=request.folder,
                    kind="json" if is_json else "text",
                    content=content,
                )
            )


def _authorize(request: Request, auth: Node) -> None:
    def of(name: str) -> str:
        return ours(request.draft, auth.get(name), request.where)

    match "" if auth.get("disabled") else text(auth.get("type")):
        case "bearer":
            authorization.bearer(request, of("token"), of("prefix"))
        case "singleToken":
            authorization.bearer(request, of("token"))
        case "basic":
            authorization.basic(request, of("username"), of("password"))
        case "apikey":
            authorization.api_key(request, of("key"), of("value"), of("addTo"))
        case "" | "none":
            pass
        case kind:
            authorization.not_taken(request, kind)


def _sort_key(node: Node) -> float:
    key = table(node.get("meta")).get("sortKey")
    return key if isinstance(key, int | float) else 0.0


def _pairs(request: Request, value: object) -> Iterator[tuple[str, str]]:
    """Names and values of what is switched on."""
    for row in rows(value):
        name = ours(request.draft, row.get("name"), request.where)
        if row.get("disabled"):
            request.draft.note(SWITCHED_OFF, f"{name} of {request.where}")
        elif name:
            yield name, ours(request.draft, row.get("value"), request.where)
