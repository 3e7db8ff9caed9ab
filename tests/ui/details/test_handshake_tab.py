"""The Handshake tab: fields, raw bytes, body, redirects, and the explanation beside them."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton, QTreeWidget, QTreeWidgetItem

from inspector.events import HttpRequest, HttpResponse, ReadyState, StateChange
from inspector.ui.detail_tabs import HANDSHAKE
from inspector.ui.details import DetailPane
from inspector.ui.details.span_text import SpanText
from tests.support.app import click, find, until
from tests.support.entries import frame

Record = Callable[..., int]

REQUEST = HttpRequest(
    0,
    "ws://host/chat",
    b"GET /chat HTTP/1.1\r\nHost: host\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    b"X-Markup: <b>bold</b>\r\n\r\n",
)
SWITCHED = HttpResponse(
    1,
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
)
MOVED = HttpResponse(1, b"HTTP/1.1 302 Found\r\nLocation: /chat\r\n\r\n")
REFUSED = HttpResponse(
    1, b'HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\n\r\n{"error":"no"}'
)


@pytest.fixture
def handshake(pane: DetailPane) -> DetailPane:
    pane.tabs.setCurrentIndex(HANDSHAKE)
    return pane


def walk(item: QTreeWidgetItem) -> Iterator[tuple[str, str]]:
    yield item.text(0), item.text(1)
    for place in range(item.childCount()):
        yield from walk(item.child(place))


def lines(pane: DetailPane, name: str) -> list[tuple[str, str]]:
    tree = find(pane, QTreeWidget, name)
    tops = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [line for top in tops for line in walk(top)]


def test_nothing_recorded_says_so(handshake: DetailPane) -> None:
    assert "No handshake" in find(handshake, QLabel, "handshakeHint").text()


def test_fields_in_wire_order_and_the_check_worked_out(
    handshake: DetailPane, record: Record
) -> None:
    record(REQUEST, SWITCHED)
    assert lines(handshake, "handshakeHeaders") == [
        ("GET /chat HTTP/1.1", ""),
        *REQUEST.headers,
        ("HTTP/1.1 101 Switching Protocols", ""),
        *SWITCHED.headers,
    ]
    facts = dict(lines(handshake, "handshakeFacts"))
    assert facts["Sec-WebSocket-Accept"] == "matches the key (RFC 6455 section 4.1)"
    assert facts["in base64: expected"] == facts["received"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


def test_the_raw_bytes_with_their_line_ends(handshake: DetailPane, record: Record) -> None:
    record(REQUEST, SWITCHED)
    click(find(handshake, QToolButton, "handshakeView1"))
    raw = find(handshake, SpanText, "handshakeRaw").toPlainText()
    assert raw.startswith("GET /chat HTTP/1.1\\r\\n\nHost: host\\r\\n\n")
    assert raw.count("\\r\\n") == (REQUEST.raw + SWITCHED.raw).count(b"\r\n")
    click(find(handshake, QToolButton, "copyHandshakeButton"))
    assert QGuiApplication.clipboard().text().encode() == REQUEST.raw + SWITCHED.raw


def test_a_refusal_and_its_body(handshake: DetailPane, record: Record) -> None:
    record(REQUEST, REFUSED)
    click(find(handshake, QToolButton, "handshakeView2"))
    assert find(handshake, SpanText, "handshakeBody").toPlainText() == '{\n  "error": "no"\n}'
    assert ("Status", "403 Forbidden: no WebSocket was opened") in lines(
        handshake, "handshakeFacts"
    )


def test_an_answer_without_a_body_has_no_body_to_show(
    handshake: DetailPane, record: Record
) -> None:
    record(REQUEST, REFUSED)
    click(find(handshake, QToolButton, "handshakeView2"))
    handshake.show_entry(record(REQUEST, SWITCHED, connection=2))
    assert not find(handshake, QToolButton, "handshakeView2").isEnabled()
    assert find(handshake, QTreeWidget, "handshakeHeaders").isVisible()


def test_each_redirect_is_a_hop_and_the_last_one_is_shown(
    handshake: DetailPane, record: Record
) -> None:
    record(REQUEST, MOVED)
    assert ("Location", "/chat") in lines(handshake, "handshakeFacts")
    record(REQUEST, SWITCHED)
    hop = find(handshake, QComboBox, "hopBox")
    assert [hop.itemText(place)[:6] for place in range(hop.count())] == ["1: 302", "2: 101"]
    assert hop.currentIndex() == 1
    hop.setCurrentIndex(0)
    assert ("Location", "/chat") in lines(handshake, "handshakeFacts")


def test_the_connection_is_that_of_the_chosen_row_else_the_latest(
    handshake: DetailPane, record: Record
) -> None:
    first = record(REQUEST, SWITCHED, frame(1, b"hi"))
    record(StateChange(9, ReadyState.CLOSED))
    record(REQUEST, REFUSED, connection=2)
    handshake.show_entry(None)
    assert ("HTTP/1.1 403 Forbidden", "") in lines(handshake, "handshakeHeaders")
    handshake.show_entry(first + 2)
    assert ("HTTP/1.1 403 Forbidden", "") not in lines(handshake, "handshakeHeaders")


def test_an_answer_that_is_not_there_yet_is_added(handshake: DetailPane, record: Record) -> None:
    record(REQUEST)
    assert ("Status", "no answer came") in lines(handshake, "handshakeFacts")
    record(SWITCHED)
    assert ("Status", "101 Switching Protocols") in lines(handshake, "handshakeFacts")


def test_the_curl_command_is_copied(handshake: DetailPane, record: Record) -> None:
    record(REQUEST, SWITCHED)
    click(find(handshake, QToolButton, "copyCurlButton"))
    assert QGuiApplication.clipboard().text().startswith("curl ")
    assert "http://host/chat" in QGuiApplication.clipboard().text()


async def test_a_large_body_is_decoded_in_a_thread(handshake: DetailPane, record: Record) -> None:
    """And another handshake that is looked at meanwhile is not covered by it."""
    head = b"HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = b"4\r\nbody\r\n" * 10_000
    record(REQUEST, HttpResponse(1, head + chunks), connection=1)
    click(find(handshake, QToolButton, "handshakeView2"))
    body = find(handshake, SpanText, "handshakeBody")
    await until(lambda: len(body.text()) == 40_000, "the body")
    assert body.text() == "body" * 10_000
    record(REQUEST, REFUSED, connection=2)
    handshake.show_entry(1)
    handshake.show_entry(3)
    await until(lambda: not handshake.handshake._job.is_busy, "the job's end")
    assert '"error": "no"' in body.text()
