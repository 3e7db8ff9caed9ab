"""The Handshake tab: request and response, as fields and raw, and what they amount to."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QStackedWidget, QTreeWidgetItem, QWidget

from inspector.events import HttpRequest, HttpResponse, Opcode
from inspector.payloads import Context, decode, visible
from inspector.recording import Recording
from inspector.ui import theme
from inspector.ui.details import hops
from inspector.ui.details.background import Background
from inspector.ui.details.controls import IconButton, NoteLine, Segments
from inspector.ui.details.describe import http_text, joined
from inspector.ui.details.explain import Fact, explain
from inspector.ui.details.hops import Hop
from inspector.ui.details.layouts import bar, fill, pages, table, turning_split
from inspector.ui.details.prepared import Prepared, prepare
from inspector.ui.details.span_text import SpanText
from inspector.ui.text import plain_tip

_VIEWS = {
    "Headers": "Request and response, field by field",
    "Raw": "The bytes as they crossed the wire, line ends marked",
    "Body": "What the server sent with its refusal",
}
_AT_ONCE = 16 * 1024
"""Bytes up to which decoding is not worth a thread."""


class HandshakeTab(QWidget):
    """Shows one connection's handshake: each redirect is a hop of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._recording: Recording | None = None
        self.connection = 0
        self._hops: list[Hop] = []
        self._job = Background("decode a handshake")
        self.views = Segments(_VIEWS, "handshakeView", "Show")
        self.views.chosen.connect(self._show_view)
        self.hop = QComboBox()
        self.hop.setObjectName("hopBox")
        self.hop.setAccessibleName("Hop")
        self.hop.setToolTip("Each redirect is a request and a response of its own")
        self.hop.currentIndexChanged.connect(self._show_hop)
        copy = IconButton("copy", "Copy raw", "Copy request and response", "copyHandshakeButton")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._raw()))
        curl = IconButton("export", "Copy as curl", "Copy as a curl command", "copyCurlButton")
        curl.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._curl()))
        self.headers = table("handshakeHeaders", "Header fields", ["Name", "Value"])
        self.raw = SpanText()
        self.raw.setObjectName("handshakeRaw")
        self.raw.setAccessibleName("Handshake, raw")
        self.body = SpanText()
        self.body.setObjectName("handshakeBody")
        self.body.setAccessibleName("Body of the response")
        self.body.set_wrapped(True)
        self._stack = QStackedWidget()
        for view in (self.headers, self.raw, self.body):
            self._stack.addWidget(view)
        self.facts = table("handshakeFacts", "What it amounts to", ["Explained", "What it says"])
        for tree in (self.headers, self.facts):
            tree.setRootIsDecorated(True)
        self.facts.setWordWrap(True)
        self.note = NoteLine("handshakeNote")

        content = turning_split(self._stack, self.facts, sizes=[500, 500])
        gap = QWidget()
        head = bar(self.views, gap, self.hop, copy, curl, stretch=gap)
        page = fill(QWidget(), head, content, self.note)
        self._pages = pages("No handshake was recorded yet.", "handshakeHint", page)
        fill(self, self._pages)
        theme.notifier().changed.connect(self._show_hop)

    def show_connection(self, recording: Recording, connection: int) -> None:
        """Show the handshake of a connection, as far as it is recorded."""
        found = hops.pair(recording.handshakes(connection, wait=False))
        if (recording, connection, found) == (self._recording, self.connection, self._hops):
            return
        self._recording, self.connection, self._hops = recording, connection, found
        self._pages.setCurrentIndex(1 if found else 0)
        self.hop.blockSignals(True)
        self.hop.clear()
        self.hop.addItems([hops.title(number, hop) for number, hop in enumerate(found, 1)])
        self.hop.setCurrentIndex(len(found) - 1)
        self.hop.blockSignals(False)
        self.hop.setVisible(len(found) > 1)
        self._show_hop()

    def forget(self) -> None:
        self._recording, self.connection, self._hops = None, 0, []
        self._job.forget()
        self._pages.setCurrentIndex(0)

    @property
    def is_complete(self) -> bool:
        """Whether an answer is there that is no redirect."""
        return bool(self._hops) and hops.is_final(self._hops[-1])

    def _hop(self) -> Hop:
        return self._hops[self.hop.currentIndex()]

    def _show_hop(self) -> None:
        if not self._hops:
            return
        request, response = self._hop()
        self.views.set_available(2, hops.has_body(response))
        self._fill_headers(request, response)
        size = len(request.raw) + (len(response.raw) if response else 0)
        if size <= _AT_ONCE:
            self._job.forget()
            self._show_texts(_texts(request, response))
        else:
            self._show_texts((Prepared(""), Prepared("", note=f"Decoding {size:,} bytes…")))
            self._job.start(lambda: _texts(request, response), self._show_texts)
        self.facts.clear()
        self.facts.addTopLevelItems([_fact_item(fact) for fact in explain(request, response)])
        self.facts.expandAll()
        self._show_view()

    def _show_texts(self, texts: tuple[Prepared, Prepared]) -> None:
        raw, body = texts
        self.raw.show_prepared(raw)
        self.body.show_prepared(body)
        self.note.show_note(body.note)
        self._show_view()

    def _fill_headers(self, request: HttpRequest, response: HttpResponse | None) -> None:
        self.headers.clear()
        for message in (request, response):
            if message is None:
                continue
            first = visible(message.raw.partition(b"\r\n")[0].decode("latin-1"))
            group = QTreeWidgetItem([first])
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            self.headers.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)
            group.setExpanded(True)
            for name, value in message.headers:
                item = QTreeWidgetItem([visible(name), visible(value)])
                item.setForeground(0, theme.colours().key)
                item.setToolTip(1, plain_tip(visible(value)))
                group.addChild(item)

    def _show_view(self) -> None:
        self._stack.setCurrentIndex(self.views.index)
        self.note.setVisible(self.views.index == 2 and bool(self.note.label.text()))

    def _raw(self) -> str:
        request, response = self._hop()
        raw = request.raw + (response.raw if response else b"")
        return raw.decode("utf-8", "replace")

    def _curl(self) -> str:
        return hops.curl(self._hop().request)


def _texts(request: HttpRequest, response: HttpResponse | None) -> tuple[Prepared, Prepared]:
    """The handshake raw, and the body of its response decoded."""
    raw = http_text(request.raw)
    if response is None:
        return prepare(raw), Prepared("")
    body = decode(hops.body(response), Context(Opcode.TEXT))
    return prepare(joined(raw, http_text(response.raw))), prepare(body)


def _fact_item(fact: Fact) -> QTreeWidgetItem:
    item = QTreeWidgetItem([visible(fact.name), visible(fact.value)])
    item.setToolTip(1, plain_tip(visible(fact.value)))
    if fact.verdict is not None:
        colours = theme.colours()
        if fact.verdict:
            item.setIcon(1, theme.icon("check", colours.open))
        else:
            item.setIcon(1, theme.icon("warning", colours.problem))
            item.setForeground(1, colours.problem)
    item.addChildren([_fact_item(step) for step in fact.steps])
    return item
