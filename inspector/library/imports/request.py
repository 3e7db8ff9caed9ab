"""A WebSocket request of another tool, piece by piece, until it is an endpoint."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from inspector.library.endpoint import Endpoint
from inspector.library.imports.draft import Draft
from inspector.library.value import Scalar

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}")
"""RFC 9110 section 5.6.2."""
_NO_VALUE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_PATH_VARIABLE = re.compile(r"(?<=/):([A-Za-z0-9_-]{1,100})(?=[/?#]|\Z)")
_REFERENCE = re.compile(r"\{\{[^{}]*\}\}")
_HANDSHAKE = {
    "connection", "upgrade", "sec-websocket-key", "sec-websocket-version",
    "sec-websocket-extensions",
}  # fmt: skip
CLEAR_CREDENTIALS = (
    "credentials stand in clear in the files of endpoints, as they did in this one: make them"
    " secret variables of an environment before you share the workspace"
)


@dataclass(slots=True)
class Request:
    """Collects what readers find. `where` names it in notes: its folders and its name."""

    draft: Draft
    folder: str
    name: str
    url: str
    description: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    subprotocols: list[str] = field(default_factory=list)
    variables: dict[str, Scalar] = field(default_factory=dict)

    @property
    def where(self) -> str:
        return f"{self.folder}/{self.name}" if self.folder else self.name

    def header(self, name: str, value: str) -> None:
        """Add a header, as far as a person may set it and HTTP can carry it."""
        name, value = name.strip(), value.strip()
        folded = name.casefold()
        if folded == "sec-websocket-protocol":
            self.subprotocols += [part for p in value.split(",") if (part := p.strip())]
        elif folded in _HANDSHAKE:
            self.draft.note("headers that each handshake makes anew", f"{name} of {self.where}")
        elif not _TOKEN.fullmatch(name) or _NO_VALUE.search(value) or not _is_latin_1(value):
            self.draft.note("headers that HTTP cannot carry", f"{name or value} of {self.where}")
        else:
            self.headers.append((name, value))

    def without(self, name: str) -> bool:
        """Remove the headers of that name, in any case; returns whether there was one."""
        before, folded = len(self.headers), name.strip().casefold()
        self.headers = [it for it in self.headers if it[0].casefold() != folded]
        return len(self.headers) < before

    def query(self, pairs: list[tuple[str, str]]) -> None:
        """Add parameters to the URL; `{{references}}` stay as they are."""
        if added := "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in pairs):
            self.url += ("&" if "?" in self.url else "?") + added

    def path_variables(self, values: Mapping[str, str]) -> None:
        """Make `/:room` of the URL `/{{room}}`, with its value as the endpoint's variable."""

        def named(found: re.Match[str]) -> str:
            name = found[1]
            if name not in values:
                return found[0]
            self.variables[name] = values[name]
            return "{{" + name + "}}"

        self.url = _PATH_VARIABLE.sub(named, self.url)

    def done(self) -> Endpoint:
        """Put the endpoint into the draft."""
        return self.draft.add(
            Endpoint(
                name=self.name,
                folder=self.folder,
                description=self.description,
                url=self.url,
                subprotocols=tuple(self.subprotocols),
                options={"headers": [list(it) for it in self.headers]} if self.headers else {},
                variables=self.variables,
            ),
            otherwise=self.url,
        )


def has_reference(text: str) -> bool:
    return "{{" in text


def _encoded(text: str) -> str:
    """Percent-encoded for a query (RFC 3986 section 3.4), references and what is encoded apart."""
    pieces = []
    position = 0
    for found in _REFERENCE.finditer(text):
        pieces += [_quoted(text[position : found.start()]), found[0]]
        position = found.end()
    return "".join([*pieces, _quoted(text[position:])])


def _quoted(text: str) -> str:
    return quote(text, safe="!$'()*,-./:;?@_~%")


def _is_latin_1(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True
