"""Insomnia's older export, JSON or YAML: `_type: export`, a flat list that names parents."""

from inspector.library.imports.draft import Draft
from inspector.library.imports.imported import Imported
from inspector.library.imports.insomnia import add_nodes, description
from inspector.library.imports.insomnia_environments import add_environments
from inspector.library.imports.shape import rows, table, text
from inspector.library.imports.source import Source

_Node = dict[str, object]

_MAX_DEPTH = 32
"""Folders in folders that are followed."""
_LISTS = {
    "environment": "environments",
    "websocket_payload": "payloads",
    **dict.fromkeys(
        ("request_group", "websocket_request", "request", "grpc_request", "socketio_request"),
        "children",
    ),
}
"""Where a resource goes in the node that is its parent."""


def fits(source: Source) -> bool:
    data = table(source.data)
    return data.get("_type") == "export" and isinstance(data.get("resources"), list)


def read(source: Source) -> Imported:
    draft = Draft("Insomnia export")
    roots, lost = _trees(rows(table(source.data).get("resources")))
    for root in roots:
        if root["_type"] == "workspace":
            name = text(root.get("name")) or source.path.stem
            folder = draft.folder("", name, None, description(root))
            add_nodes(draft, root["children"], folder)
            for base in rows(root["environments"]):
                add_environments(draft, base, rows(base["environments"]))
        elif root["_type"] == "environment":
            add_environments(draft, root, rows(root["environments"]))
        elif root["_type"] in _LISTS:
            add_nodes(draft, [root], draft.folder("", source.path.stem))
    for request in lost:
        draft.note("requests that hang from no folder, or too deep", request)
    return draft.done()


def _trees(resources: list[_Node]) -> tuple[list[_Node], list[str]]:
    """The resources below one another, and the requests that are not reached from the outermost:
    in a file that somebody forged, folders may lie in themselves."""
    nodes = {text(resource.get("_id")): _node(resource) for resource in resources}
    roots: list[_Node] = []
    for node in nodes.values():
        parent = nodes.get(text(node.get("parentId")))
        if parent is None:
            roots.append(node)
        elif isinstance(siblings := parent.get(_LISTS.get(text(node["_type"]), "")), list):
            siblings.append(node)
    reached, level = set[int](), roots
    for _ in range(_MAX_DEPTH):
        reached.update(map(id, level))
        level = [child for node in level for child in rows(node.get("children"))]
    for node in level:
        node["children"] = []
    sockets = (node for node in nodes.values() if node["_type"] == "websocket_request")
    return roots, [text(node.get("name")) for node in sockets if id(node) not in reached]


def _node(resource: _Node) -> _Node:
    """A resource by the names of version 5, with lists for what will be found to be in it."""
    kind = text(resource.get("_type"))
    node = {
        **resource,
        "_type": kind,
        "meta": {
            "id": "ws-req" if kind == "websocket_request" else "",
            "description": resource.get("description"),
            "sortKey": resource.get("metaSortKey"),
        },
        "scripts": {key: resource.get(key) for key in ("preRequestScript", "afterResponseScript")},
        "environments": [],
        "payloads": [],
    }
    if kind in ("workspace", "request_group"):
        node["children"] = []
    else:
        node.pop("children", None)
    return node
