"""`.http` and `.rest` files, as JetBrains' IDEs, VS Code's REST Client and httpYac read them.

https://www.jetbrains.com/help/idea/exploring-http-syntax.html: requests after lines of `###`, a
request line, headers, a blank line, messages with `===` between them.
"""

import re
from collections import deque
from collections.abc import Iterator

from inspector.library.declared import make
from inspector.library.endpoint import Endpoint
from inspector.library.imports.draft import Draft
from inspector.library.imports.http_references import ours
from inspector.library.imports.imported import Imported
from inspector.library.imports.notes import NO_WEBSOCKET, SCRIPTS, STRENGTH
from inspector.library.imports.request import Request
from inspector.library.imports.source import Source
from inspector.library.scenario import AnyStep, Scenario
from inspector.library.template import Template
from inspector.library.value import Scalar

_SEPARATOR = re.compile(r"===\s*+(wait-for-server)?\s*+(?:(?://|#).*)?")
_VARIABLE = re.compile(r"@([\w.-]++)\s*+=\s*+(.*)")
_NAME = re.compile(r"(?:#|//)\s*+@name[\s=]++(\S.*)")
_METHOD = re.compile(r"([A-Za-z]++)\s++(?=\S)")
_VERSION = re.compile(r"HTTP/[0-9.]{1,9}")
_WEBSOCKET = re.compile(r"wss?://", re.IGNORECASE)
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]++)\s*+:(.*)")
_SCRIPT = re.compile(r"\s*+(?:[<>]\s*+\{%|\{\{(?:[@+!]\w*+)?\s*\Z|[<>]\s*+\S+\.m?js\s*\Z)")


def fits(source: Source) -> bool:
    return source.path.suffix.lower() in (".http", ".rest") or (
        not isinstance(source.data, dict | list)
        and re.search(r"^(?:WEBSOCKET|WSS?)[ \t]+\S", source.text, re.MULTILINE) is not None
    )


def read(source: Source) -> Imported:
    draft = Draft("HTTP request file")
    lines = source.text.replace("\r\n", "\n").split("\n")
    variables: dict[str, Scalar] = {
        found[1]: ours(draft, found[2].strip(), found[1])
        for line in lines
        if (found := _VARIABLE.fullmatch(line.strip()))
    }
    for name in variables:
        draft.note(STRENGTH, name)
    folder = draft.folder("", source.path.stem, variables)
    for title, block in _blocks(lines):
        _Block(draft, folder, title, block).read()
    return draft.done()


def _blocks(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The requests with what stands on the line of `###` before them."""
    title, block = "", list[str]()
    for line in [*lines, "###"]:
        if line.startswith("###"):
            yield title, block
            title, block = line.strip("# \t"), []
        else:
            block.append(line)


class _Block:
    """What lies between two lines of `###`: one request at most."""

    def __init__(self, draft: Draft, folder: str, title: str, lines: list[str]) -> None:
        self._draft = draft
        self._folder = folder
        self._name = title
        self._lines = deque(lines)

    def read(self) -> None:
        self._drop_scripts()
        method, url = _asked(self._request_line())
        if not url:
            return
        name = self._name or url
        if not (method in ("WEBSOCKET", "WS", "WSS") or _WEBSOCKET.match(url)):
            self._draft.note(NO_WEBSOCKET, name)
            return
        request = Request(self._draft, self._folder, name, ours(self._draft, url, name))
        self._headers(request)
        endpoint = request.done()
        steps = [*self._steps(endpoint)]
        if make(AnyStep, "wait") in steps:
            self._draft.add(
                Scenario(
                    name=endpoint.name,
                    folder=self._folder,
                    endpoint=endpoint.path,
                    steps=(make(AnyStep, "connect"), *steps),
                )
            )

    def _drop_scripts(self) -> None:
        """Scripts are noted, and gone: those in several lines as well."""
        kept = deque[str]()
        end = ""
        for line in self._lines:
            if end:
                end = "" if end in line else end
            elif _SCRIPT.match(line):
                self._draft.note(SCRIPTS, self._name or "a request without a name")
                opened = "%}" if "{%" in line else "}}" if "{{" in line else ""
                end = "" if opened in line else opened
            else:
                kept.append(line)
        self._lines = kept

    def _request_line(self) -> str:
        """The line with the address, and what is indented below it; empty where there is none."""
        while self._lines:
            line = self._lines.popleft().strip()
            if named := _NAME.fullmatch(line):
                self._name = named[1]
            elif line and not line.startswith(("#", "//", "@")):
                while self._lines and self._lines[0][:1].isspace() and self._lines[0].strip():
                    line += self._lines.popleft().strip()
                return line
        return ""

    def _headers(self, request: Request) -> None:
        """Take the headers, up to a blank line or the message; Content-Type is for the editor."""
        while self._lines and (line := self._lines[0].strip()):
            if header := _HEADER.fullmatch(line):
                if header[1].casefold() != "content-type":
                    request.header(header[1], ours(self._draft, header[2], request.where))
            elif not line.startswith(("#", "//")):
                return
            self._lines.popleft()

    def _steps(self, endpoint: Endpoint) -> Iterator[AnyStep]:
        """Messages become templates; a scenario sends them, and waits where the file does."""
        parts: list[list[str]] = [[]]
        waits = [False]
        for line in self._lines:
            if separator := _SEPARATOR.fullmatch(line.strip()):
                parts.append([])
                waits.append(bool(separator[1]))
            else:
                parts[-1].append(line)
        texts = ["\n".join(part).strip() for part in parts]
        several = sum(map(bool, texts)) > 1
        folder = self._draft.folder(self._folder, endpoint.name) if several else self._folder
        for wait, text in zip(waits, texts, strict=True):
            if wait:
                yield make(AnyStep, "wait")
            if re.match(r"<@?\s", text):
                self._draft.note("messages that are in files of their own", endpoint.path)
            elif text:
                looks_json = text[0] in "{[" and not text.startswith("{{")
                template = Template(
                    name="message" if several else endpoint.name,
                    folder=folder,
                    kind="json" if looks_json else "text",
                    content=ours(self._draft, text, endpoint.path),
                )
                yield make(AnyStep, "send", template=self._draft.add(template).path)


def _asked(line: str) -> tuple[str, str]:
    """Method, in capitals, and address of a request line; the version of HTTP is dropped."""
    start, _, end = line.rpartition(" ")
    line = start.rstrip() if _VERSION.fullmatch(end) else line
    found = _METHOD.match(line)
    return (found[1].upper(), line[found.end() :]) if found else ("", line)
