"""The editor: lines, finding, other kinds, tidy JSON; what is written before it is sent."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from inspector.library import Template
from inspector.library.send_as import SendAs
from tests.support.composer_desk import Desk


def find_field(desk: Desk) -> QLineEdit:
    return desk.find(QLineEdit, "composerFindEdit")


def test_lines_have_numbers_and_room_for_them(desk: Desk) -> None:
    numbers = desk.find(QWidget, "lineNumbers")
    narrow = numbers.width()
    desk.type("x\n" * 1200)
    assert numbers.width() > narrow
    assert desk.edit.viewport().geometry().left() >= numbers.geometry().right()
    desk.edit.moveCursor(desk.edit.textCursor().MoveOperation.End)
    before = numbers.grab().toImage()
    desk.edit.moveCursor(desk.edit.textCursor().MoveOperation.Start)
    assert numbers.grab().toImage() != before


def test_ctrl_f_finds_in_what_is_written(desk: Desk) -> None:
    desk.type("One\r\none\ntwo ONE")
    desk.composer.begin_find()
    field = find_field(desk)
    QTest.keyClicks(field, "one")
    assert desk.find(QLabel, "composerFindCount").text() == "1 of 3"
    desk.composer.find_next(1)
    assert desk.edit.textCursor().blockNumber() == 1
    assert desk.edit.textCursor().selectedText() == "one"
    desk.composer.find_next(-1)
    desk.composer.find_next(-1)
    assert desk.edit.textCursor().selectedText() == "ONE"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    desk.composer.find_next(1)
    assert field.isVisible()
    assert field.text() == "ONE"


def test_what_is_found_is_where_it_is_shown_after_crlf(desk: Desk) -> None:
    desk.composer.set_content("text", "a\r\nb\r\nword")
    desk.composer.begin_find()
    QTest.keyClicks(find_field(desk), "word")
    assert desk.edit.textCursor().selectedText() == "word"
    desk.composer.set_content("json", "[1,\r\n\r\n x]")
    assert "x" in desk.marked


def test_another_type_keeps_the_bytes_and_can_be_undone(desk: Desk) -> None:
    desk.type("hé")
    desk.choose("Binary (hex)")
    assert desk.composer.content() == ("binary-hex", "68 c3 a9")
    desk.choose("Close")
    desk.choose("Binary (base64)")
    assert desk.composer.content() == ("binary-base64", "aMOp")
    desk.choose("JSON")
    assert desk.composer.content() == ("json", "hé")
    desk.choose("Binary (hex)")
    desk.edit.undo()
    assert desk.composer.content() == ("json", "hé")
    desk.edit.redo()
    assert desk.composer.content() == ("binary-hex", "68 c3 a9")


def test_what_was_there_before_comes_back_exactly_as_what_it_was(desk: Desk) -> None:
    desk.type("mine")
    desk.composer.use_template(Template(name="a", kind="json", content='{"a":\r\n1}'))
    desk.qtbot.keyClicks(desk.edit, "x")
    desk.composer.use_template(Template(name="b", kind="binary-hex", content="00 ff"))
    for _ in range(2):
        desk.edit.undo()
    assert desk.composer.content() == ("json", '{"a":\r\n1}')
    desk.edit.undo()
    assert desk.composer.content() == ("text", "mine")
    desk.choose("JSON")
    desk.qtbot.keyClicks(desk.edit, "!")
    desk.edit.undo()
    assert desk.composer.content() == ("json", "mine")
    desk.qtbot.keyClicks(desk.edit, "?")
    desk.edit.undo()
    desk.edit.undo()
    assert desk.composer.content() == ("json", "")


def test_shift_enter_is_a_line_break_too(desk: Desk) -> None:
    desk.type("a")
    desk.edit.moveCursor(QTextCursor.MoveOperation.End)
    desk.qtbot.keyClick(desk.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    desk.qtbot.keyClicks(desk.edit, "b")
    assert desk.composer.content() == ("text", "a\nb")


def test_what_cannot_be_converted_stays_and_says_why(desk: Desk) -> None:
    desk.choose("Binary (hex)")
    desk.type("ff fe")
    assert desk.size == "2 bytes, not UTF-8"
    desk.choose("Text")
    assert desk.composer.content() == ("text", "ff fe")
    assert desk.note == "Not converted: these bytes are no UTF-8 text"
    desk.choose("Binary (hex)")
    assert desk.composer.content() == ("binary-hex", "ff fe")
    desk.context.set("n", 5)
    desk.type("{{n}}")
    desk.choose("Binary (base64)")
    assert desk.composer.content() == ("binary-base64", "{{n}}")


def test_setting_content_converts_nothing(desk: Desk) -> None:
    desk.type("draft")
    desk.composer.set_content("binary-hex", "00")
    assert desk.composer.content() == ("binary-hex", "00")
    desk.composer.set_content("close", "1000")
    desk.choose("Text")
    assert desk.composer.content() == ("text", "\0")


def test_pretty_and_minify_are_there_for_json(desk: Desk) -> None:
    pretty = desk.find(QToolButton, "prettyButton")
    assert not pretty.isVisible()
    desk.choose("JSON")
    desk.type('{"a":[1.0,{{x}}],"a":"\\u00e9"}')
    pretty.click()
    assert desk.composer.content()[1] == (
        '{\n  "a": [\n    1.0,\n    {{x}}\n  ],\n  "a": "\\u00e9"\n}'
    )
    desk.find(QToolButton, "minifyButton").click()
    assert desk.composer.content()[1] == '{"a":[1.0,{{x}}],"a":"\\u00e9"}'
    desk.edit.undo()
    assert desk.composer.content()[1].startswith("{\n")
    desk.type("[1,")
    pretty.click()
    assert desk.composer.content()[1] == "[1,"
    assert desk.note.startswith("Not JSON: ")


def test_variables_are_marked_and_unknown_ones_stop_it(desk: Desk) -> None:
    desk.context.set("name", "Zoë")
    desk.type("{{name}} {{nme}}")
    assert desk.note.startswith('No variable "nme" (did you mean name?)')
    assert "{{nme}}" in desk.marked
    assert "{{name}}" in desk.marked
    assert not desk.button.isEnabled()
    desk.context.set("nme", "!")
    desk.qtbot.waitUntil(desk.button.isEnabled)
    assert desk.size == "6 bytes, UTF-8"
    assert desk.note == ""


def test_variables_are_offered_while_they_are_typed(desk: Desk) -> None:
    desk.context.set("channel", "trades")
    desk.edit.setFocus()
    QTest.keyClicks(desk.edit, "{{chan")
    QTest.keyClick(desk.edit, Qt.Key.Key_Tab)
    assert desk.composer.content()[1] == "{{channel}}"


def test_the_preview_is_offered_where_it_tells_something(desk: Desk) -> None:
    look = desk.find(QToolButton, "previewButton")
    desk.type("plain")
    assert not look.isVisible()
    desk.context.set("n", 12)
    desk.type("n = {{n}}")
    look.click()
    shown = desk.composer._preview
    assert shown.isVisible()
    assert shown.text() == "n = 12"
    desk.context.set("n", 13)
    desk.qtbot.waitUntil(lambda: shown.text() == "n = 13")
    desk.type("plain")
    assert not shown.isVisible()
    desk.composer._choices.choose(SendAs(mode="fragments", by="count", count=2), None)
    assert shown.text() == "Fragment 1 · 3 bytes\npla\nFragment 2 · 2 bytes\nin"
    desk.choose("Ping")
    assert not shown.isVisible()


def test_the_preview_shows_what_is_sent_then(desk: Desk) -> None:
    desk.type("{{$guid}}")
    desk.find(QToolButton, "previewButton").click()
    seen = desk.composer._preview.text()
    assert desk.context.render("text", "{{$guid}}").data == seen
    desk.composer.mark_sent(desk.composer.submission())
    desk.qtbot.waitUntil(lambda: desk.composer._preview.text() != seen)


def slowest_key(desk: Desk) -> float:
    """Seconds."""
    desk.edit.moveCursor(desk.edit.textCursor().MoveOperation.Start)
    slowest = 0.0
    for _ in range(4):
        began = time.perf_counter()
        QTest.keyClick(desk.edit, Qt.Key.Key_A)
        slowest = max(slowest, time.perf_counter() - began)
    return slowest


def test_a_megabyte_of_json_is_written_into_without_waiting(desk: Desk) -> None:
    desk.composer.set_content("json", "[" + '{"price": 12.5, "n": 1},\n' * 42_000 + "{}]")
    desk.qtbot.waitUntil(lambda: desk.size == "1,050,004 bytes, UTF-8", timeout=10_000)
    assert slowest_key(desk) < 1, "nothing is judged, nothing laid out, but what is in sight"
    desk.qtbot.waitUntil(lambda: desk.size == "1,050,008 bytes, UTF-8", timeout=10_000)
    assert desk.note.startswith("Not JSON")


def test_a_megabyte_in_one_line_takes_no_minutes(desk: Desk) -> None:
    desk.composer.set_content("binary-base64", "QUJD" * 250_000)
    assert slowest_key(desk) < 5, "Qt takes 20 s to find where it could be broken at a word"
    desk.composer.set_content("text", "short words")
    words = desk.edit.wordWrapMode().WrapAtWordBoundaryOrAnywhere
    assert desk.edit.wordWrapMode() == words


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.binary(max_size=20),
    st.lists(st.sampled_from(["Text", "JSON", "Binary (hex)", "Close", "Ping"]), max_size=6),
)
def test_no_way_through_the_types_loses_bytes(desk: Desk, payload: bytes, way: list[str]) -> None:
    desk.composer.set_content("binary-hex", payload.hex())
    for label in (*way, "Binary (hex)"):
        desk.choose(label)
    kind, content = desk.composer.content()
    assert kind == "binary-hex"
    assert bytes.fromhex(content) == payload
