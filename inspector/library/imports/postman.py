"""Postman collections of version 2.0 and 2.1: https://schema.postman.com.

Postman exports no WebSocket requests in this form; people keep them there as requests with an
address of ws: or wss:. Its own form for them is that of `postman_items`.
"""

from collections.abc import Mapping

from inspector.library.imports.addresses import UNKNOWN, is_websocket
from inspector.library.imports.draft import Draft
from inspector.library.imports.imported import Imported
from inspector.library.imports.notes import NO_WEBSOCKET, SCRIPTS, STRENGTH
from inspector.library.imports.postman_items import REQUEST, add_request
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
from inspector.library.template import Template
from inspector.library.value import Scalar


def fits(source: Source) -> bool:
    data = _collection(source)
    return "info" in data and "item" in data


def read(source: Source) -> Imported:
    data = _collection(source)
    info = table(data.get("info"))
    draft = Draft("Postman collection")
    reader = _Reader(draft, variables_of(draft, data.get("variable")))
    reader.folder(data, "", text(info.get("name")) or source.path.stem, info)
    return draft.done()


def _collection(source: Source) -> dict[str, object]:
    """In a file; or as Postman's API answers, in a table of its own."""
    data = table(source.data)
    return table(data.get("collection")) or data


class _Reader:
    """Goes through folders; `variables` are those of the collection."""

    def __init__(self, draft: Draft, variables: Mapping[str, Scalar]) -> None:
        self._draft = draft
        self._variables = variables

    def folder(
        self,
        node: dict[str, object],
        parent: str,
        name: str,
        about: dict[str, object],
        auth: object = None,
    ) -> None:
        """What lies in `node`; `about` has its description, `auth` is that of the folder around it,
        which holds for all in it that say nothing themselves."""
        variables = variables_of(self._draft, node.get("variable"))
        folder = self._draft.folder(parent, name, variables, description(about))
        for variable in variables:
            self._draft.note(STRENGTH, variable)
        self._scripts(node, folder)
        auth = node.get("auth") or auth
        for item in rows(node.get("item")):
            title = text(item.get("name"))
            if "item" in item:
                self.folder(item, folder, title, item, auth)
            elif item.get("type") == REQUEST:
                add_request(self._draft, item, folder)
            else:
                self._item(item, folder, title, auth)

    def _item(self, item: dict[str, object], folder: str, name: str, auth: object) -> None:
        asked = item.get("request")
        asked = {"url": asked} if isinstance(asked, str) else table(asked)
        url, where = asked.get("url"), f"{folder}/{name}"
        address = kept(_address(url))
        match is_websocket(address, self._variables):
            case None:
                self._draft.note(UNKNOWN, where)
                return
            case False:
                self._draft.note(NO_WEBSOCKET, where)
                return
        request = Request(self._draft, folder, name, address, description(asked))
        request.path_variables(_path_variables(url))
        add_headers(request, asked.get("header"))
        add_authorization(request, asked.get("auth") or auth)
        request.done()
        body = table(asked.get("body"))
        if raw := text(body.get("raw")):
            language = table(table(body.get("options")).get("raw")).get("language")
            self._draft.add(
                Template(
                    name=name,
                    folder=folder,
                    description=description(asked),
                    kind="json" if language == "json" else "text",
                    content=kept(raw),
                ),
                otherwise=address,
            )
        self._scripts(item, where)

    def _scripts(self, node: dict[str, object], where: str) -> None:
        scripts = (table(event.get("script")) for event in rows(node.get("event")))
        if any(script.get("exec") or script.get("src") for script in scripts):
            self._draft.note(SCRIPTS, where)


def _address(url: object) -> str:
    if not isinstance(url, dict):
        return text(url)
    if raw := text(url.get("raw")):
        return raw
    protocol, port = text(url.get("protocol")), text(url.get("port"))
    scheme = f"{protocol}://" if protocol else ""
    pairs = [
        f"{text(row.get('key'))}={text(row.get('value'))}"
        for row in rows(url.get("query"))
        if not row.get("disabled")
    ]
    path = _joined(url.get("path"), "/").lstrip("/")
    return (
        scheme
        + _joined(url.get("host"), ".")
        + (f":{port}" if port else "")
        + (f"/{path}" if path else "")
        + ("?" + "&".join(pairs) if pairs else "")
    )


def _joined(value: object, separator: str) -> str:
    return separator.join(map(text, value)) if isinstance(value, list) else text(value)


def _path_variables(url: object) -> dict[str, str]:
    return {
        text(row.get("key")) or text(row.get("id")): kept(text(row.get("value")))
        for row in rows(table(url).get("variable"))
    }
