"""The composer: what a person types, sees and sends."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from inspector.library import KINDS
from inspector.sending import Outgoing
from inspector.ui import theme
from tests.support.composer_desk import Desk


def test_text_is_sent_by_the_button(desk: Desk) -> None:
    desk.type("héllo")
    assert desk.size == "6 bytes, UTF-8"
    desk.qtbot.mouseClick(desk.button, Qt.MouseButton.LeftButton)
    assert desk.sent == [Outgoing("text", "héllo")]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_sends(desk: Desk, key: Qt.Key) -> None:
    desk.type("a")
    desk.qtbot.keyClick(desk.edit, key, Qt.KeyboardModifier.ControlModifier)
    assert desk.sent == [Outgoing("text", "a")]
    assert desk.edit.toPlainText() == "a"


@pytest.mark.parametrize(
    ("label", "typed", "sent"),
    [
        ("JSON", '{"a": 1}', Outgoing("text", '{"a": 1}')),
        ("Binary (hex)", "00 ff", Outgoing("binary", b"\x00\xff")),
        ("Binary (base64)", "AP8=", Outgoing("binary", b"\x00\xff")),
        ("Ping", "p", Outgoing("ping", b"p")),
        ("Pong", "", Outgoing("pong", b"")),
    ],
)
def test_every_type_that_is_typed(desk: Desk, label: str, typed: str, sent: Outgoing) -> None:
    desk.choose(label)
    desk.send(typed)
    assert desk.sent == [sent]


def test_a_mistake_in_json_has_its_place_and_stops_nobody(desk: Desk) -> None:
    desk.choose("JSON")
    desk.type('{"a": tru}')
    assert desk.note == "Not JSON: expected a value, but found 't' at line 1 column 7"
    assert desk.marked == "t"
    desk.send('{"a": true,')
    assert desk.marked == ","
    assert desk.sent == [Outgoing("text", '{"a": true,')]
    desk.type('{"😀": true}')
    assert (desk.note, desk.marked) == ("", "")


def test_a_mistake_is_marked_beyond_the_basic_plane(desk: Desk) -> None:
    desk.choose("JSON")
    desk.composer.set_content("json", '["😀😀" x]')
    assert desk.marked == "x"


def test_a_mistake_in_hex_cannot_be_sent(desk: Desk) -> None:
    desk.choose("Binary (hex)")
    desk.type("00 fg")
    assert desk.note == "'g' is not a hex digit at line 1 column 5"
    assert desk.marked == "g"
    assert not desk.button.isEnabled()
    assert desk.tip == "'g' is not a hex digit at line 1 column 5"
    desk.composer.send()
    assert desk.sent == []


def test_json_is_coloured_and_text_is_not(desk: Desk) -> None:
    desk.choose("JSON")
    desk.type('{"a": 12}')
    formats = desk.edit.document().firstBlock().layout().formats()
    colours = [part.format.foreground().color() for part in formats]
    assert theme.colours().key in colours
    assert theme.colours().number in colours
    desk.choose("Text")
    assert desk.edit.document().firstBlock().layout().formats() == []


def test_without_a_connection_the_button_says_why(desk: Desk) -> None:
    desk.composer.set_can_send(False, "Connect first")
    assert not desk.button.isEnabled()
    assert desk.tip == "Connect first"
    desk.composer.send()
    assert desk.sent == []
    assert desk.note == "Connect first"
    desk.composer.set_can_send(True)
    assert desk.button.isEnabled()
    assert desk.note == ""


def test_an_error_stays_until_the_content_changes(desk: Desk) -> None:
    desk.composer.show_error("the connection is closing")
    assert desk.note == "The connection is closing"
    desk.type("x")
    assert desk.note == ""


@pytest.mark.parametrize("content", ["a\r\nb", "tab\tnul\0", "\u2029\u00a0\ufdd0", "😀\n\n"])
@pytest.mark.parametrize("kind", [k for k in KINDS if k not in ("binary-file", "close")])
def test_content_comes_back_exactly(desk: Desk, kind: str, content: str) -> None:
    desk.composer.set_content(kind, content)
    assert desk.composer.content() == (kind, content)


def test_no_break_spaces_survive_editing(desk: Desk) -> None:
    desk.composer.set_content("text", "a\u00a0b\n")
    desk.qtbot.keyClicks(desk.edit, "!")
    assert desk.composer.content()[1].replace("!", "") == "a\u00a0b\n"


def test_set_content_can_be_undone(desk: Desk) -> None:
    desk.type("draft")
    desk.composer.set_content("text", "template\r\n")
    desk.edit.undo()
    assert desk.composer.content() == ("text", "draft")
    desk.edit.redo()
    assert desk.composer.content() == ("text", "template\r\n")


def test_up_and_down_recall_what_was_sent(desk: Desk) -> None:
    desk.send("one")
    desk.choose("JSON")
    desk.send('{"two": 2}')
    desk.choose("Text")
    desk.type("draft")
    desk.press(Qt.Key.Key_Up)
    assert desk.composer.content() == ("json", '{"two": 2}')
    desk.press(Qt.Key.Key_Up)
    assert desk.composer.content() == ("text", "one")
    desk.press(Qt.Key.Key_Up)
    assert desk.composer.content() == ("text", "one")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    assert desk.composer.content() == ("text", "draft")


def test_inside_a_text_of_several_lines_the_arrows_move_the_cursor(desk: Desk) -> None:
    desk.send("one")
    desk.composer.set_content("text", "first\nsecond")
    desk.edit.moveCursor(desk.edit.textCursor().MoveOperation.End)
    desk.press(Qt.Key.Key_Up)
    assert desk.edit.textCursor().blockNumber() == 0
    assert desk.composer.content() == ("text", "first\nsecond")
    desk.press(Qt.Key.Key_Up)
    assert desk.composer.content() == ("text", "one")
    desk.press(Qt.Key.Key_Down)
    assert desk.composer.content() == ("text", "first\nsecond")
    assert desk.edit.textCursor().atEnd()


def test_what_was_not_sent_is_not_recalled(desk: Desk) -> None:
    desk.type("never")
    desk.composer.send()
    desk.type("draft")
    desk.press(Qt.Key.Key_Up)
    assert desk.composer.content() == ("text", "draft")


def test_a_close_has_a_code_its_meaning_and_a_reason(desk: Desk) -> None:
    desk.choose("Close")
    assert desk.composer.content() == ("close", "1000")
    code = desk.find(QComboBox, "closeCodeBox")
    code.setEditText("4001")
    desk.find(QLineEdit, "closeReasonEdit").insert("bye é")
    assert desk.find(QLabel, "closeCodeMeaning").text().startswith("Private Use")
    assert desk.find(QLabel, "closeReasonBytes").text() == "6 of 123 bytes"
    assert desk.size == "8 bytes"
    desk.composer.send()
    assert desk.sent == [Outgoing("close", b"", 4001, "bye é")]
    code.setEditText("1006")
    assert desk.note.startswith("No endpoint may send 1006")
    code.setEditText("")
    assert desk.note.startswith("A close begins with its code")
    desk.find(QLineEdit, "closeReasonEdit").setText("x" * 124)
    assert not desk.button.isEnabled()


def test_a_file_is_chosen_without_a_nested_loop(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "data.bin"
    file.write_bytes(b"\x00\x01\x02")
    desk.choose("Binary (file)")
    assert desk.note == "Choose a file"
    desk.qtbot.mouseClick(desk.find(QPushButton, "browseButton"), Qt.MouseButton.LeftButton)
    dialog = desk.composer.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    assert desk.composer.content() == ("binary-file", str(file))
    assert desk.size == "3 bytes"
    desk.composer.send()
    assert desk.sent == [Outgoing("binary", file=file)]
    file.unlink()
    desk.composer.send()
    assert desk.note == f"There is no file {file}"


def test_every_type_can_be_shown_and_read_back(desk: Desk) -> None:
    for kind in KINDS:
        content = "1000 done" if kind == "close" else "00"
        desk.composer.set_content(kind, content)
        assert desk.composer.content() == (kind, content)


def test_a_large_text_is_judged_when_the_typing_pauses(desk: Desk) -> None:
    desk.composer.set_content("json", "[" + " " * 60_000)
    assert not desk.note.endswith("60002")
    desk.qtbot.waitUntil(lambda: desk.note.endswith("60002"))


def test_save_as_template_is_a_request(desk: Desk) -> None:
    with desk.qtbot.waitSignal(desk.composer.save_template_requested):
        desk.qtbot.mouseClick(
            desk.find(QPushButton, "saveTemplateButton"), Qt.MouseButton.LeftButton
        )


def test_everything_has_a_name_a_tooltip_and_a_keyboard_way(desk: Desk) -> None:
    order = [desk.find(QWidget, "payloadTypeBox"), desk.edit]
    names = "sendAsButton", "repeatButton", "saveTemplateButton", "templateMenuButton", "sendButton"
    order += [desk.find(QWidget, name) for name in names]
    order[0].setFocus()
    for widget in order[1:]:
        desk.qtbot.keyClick(desk.composer.focusWidget(), Qt.Key.Key_Tab)
        assert desk.composer.focusWidget() is widget
    for name in ("payloadTypeBox", "filePathEdit", "closeCodeBox", "closeReasonEdit"):
        widget = desk.find(QWidget, name)
        assert widget.accessibleName()
        assert widget.toolTip()


def test_light_and_dark(desk: Desk) -> None:
    desk.choose("JSON")
    desk.type("[")
    seen = set()
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        theme.choose_scheme(scheme)
        seen.add(desk.find(QLabel, "composerNote").styleSheet())
    theme.choose_scheme(Qt.ColorScheme.Unknown)
    assert len(seen) == 2
