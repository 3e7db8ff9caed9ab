"""Send as, and how often: chosen with the keyboard, told in words, kept with a template."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from inspector.library.match import Match
from inspector.library.send_as import Repeat, SendAs
from inspector.ui.details.controls import Segments
from tests.support.composer_desk import Desk


def open_panel(desk: Desk, name: str) -> QWidget:
    button = desk.find(QPushButton, f"{name}Button")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Down)
    popup = desk.find(QWidget, f"{name}Popup")
    assert popup.isVisible()
    return popup


def fill(desk: Desk, name: str, typed: str) -> None:
    spin = desk.find(QAbstractSpinBox, name)
    spin.selectAll()
    QTest.keyClicks(spin, typed)


def test_fragments_are_chosen_and_told(desk: Desk) -> None:
    desk.type("x" * 3000)
    popup = open_panel(desk, "sendAs")
    QTest.keyClick(desk.find(QComboBox, "sendAsModeBox"), Qt.Key.Key_Down)
    fill(desk, "sendPauseBox", "0.2")
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert desk.composer.submission().send_as == SendAs(mode="fragments", pause=0.2)
    told = desk.find(QLabel, "composerChoices")
    assert told.isVisible()
    assert told.text() == "3 fragments of 1,024 B, 0.2 s apart"
    assert desk.find(QPushButton, "sendAsButton").accessibleDescription() == (
        "3 fragments of 1,024 B, 0.2 s apart"
    )
    desk.choose("Ping")
    assert not desk.find(QPushButton, "sendAsButton").isEnabled()
    assert desk.composer.submission().send_as == SendAs()
    assert not told.isVisible()


def test_every_way_of_cutting(desk: Desk) -> None:
    desk.type("a;b;c")
    open_panel(desk, "sendAs")
    mode, by = desk.find(QComboBox, "sendAsModeBox"), desk.find(QComboBox, "fragmentByBox")
    mode.setCurrentIndex(1)
    by.setCurrentIndex(1)
    fill(desk, "fragmentCountBox", "5")
    assert desk.composer.submission().send_as == SendAs(mode="fragments", by="count", count=5)
    by.setCurrentIndex(2)
    desk.find(QLineEdit, "fragmentMarkEdit").setText("")
    assert desk.note == "Say by which mark the content is cut"
    assert not desk.button.isEnabled()
    desk.find(QLineEdit, "fragmentMarkEdit").setText(";")
    desk.find(QCheckBox, "pingBetweenBox").setChecked(True)
    assert desk.find(QLabel, "composerChoices").text() == "3 fragments cut at ;, a ping between"
    mode.setCurrentIndex(2)
    assert desk.composer.submission().send_as == SendAs(mode="lines")
    assert not by.isEnabled()


def test_a_repetition_is_chosen_and_told(desk: Desk) -> None:
    open_panel(desk, "repeat")
    QTest.keyClick(desk.find(QCheckBox, "repeatBox"), Qt.Key.Key_Space)
    fill(desk, "intervalBox", "15")
    fill(desk, "jitterBox", "0.5")
    desk.find(QCheckBox, "limitedBox").setChecked(True)
    desk.find(QCheckBox, "untilBox").setChecked(True)
    desk.find(QLineEdit, "matchPathEdit").setText("$.n")
    desk.find(QLineEdit, "matchEqualsEdit").setText("7")
    expected = Repeat(interval=15, jitter=0.5, count=10, until=Match(json_path="$.n", equals=7))
    assert desk.composer.submission().repeat == expected
    assert desk.find(QLabel, "composerChoices").text() == (
        "every 15 s ± 0.5 s, 10 times, until a message whose $.n is 7"
    )
    button = desk.find(QPushButton, "repeatButton")
    desk.qtbot.waitUntil(lambda: button.text() == "Every 15 s")
    desk.choose("Close")
    assert desk.composer.submission().repeat is None


def test_choices_come_back_and_what_is_off_keeps_what_it_said(desk: Desk) -> None:
    send_as = SendAs(mode="fragments", by="marks", mark="#", pause=1.5, ping_between=True)
    repeat = Repeat(interval=0.001, count=3, until=Match(type="text", regex="a+", equals="7"))
    desk.composer._choices.choose(send_as, repeat)
    assert desk.composer.submission()[2:4] == (send_as, repeat)
    open_panel(desk, "repeat")
    desk.find(QCheckBox, "repeatBox").setChecked(False)
    assert desk.composer.submission().repeat is None
    desk.find(QCheckBox, "repeatBox").setChecked(True)
    assert desk.composer.submission().repeat == repeat


def test_the_panels_have_names_and_tooltips(desk: Desk) -> None:
    for name in ("sendAs", "repeat"):
        popup = open_panel(desk, name)
        fields = [
            widget
            for kind in (QComboBox, QAbstractSpinBox, QCheckBox, QLineEdit)
            for widget in popup.findChildren(kind)
            if not widget.objectName().startswith("qt_")
        ]
        QTest.keyClick(popup, Qt.Key.Key_Escape)
        assert len(fields) >= 5
        for field in fields:
            assert field.objectName()
            assert field.accessibleName(), field.objectName()
            assert field.toolTip(), field.objectName()


def test_everything_fits_into_900_by_130(desk: Desk) -> None:
    pages = {"Message": "", "Frame forge": "", "Rules": ""}
    desk.composer.add_switch(Segments(pages, "pages", "Pages"))
    desk.composer._choices.choose(SendAs(mode="fragments", pause=0.2), Repeat(jitter=0.1))
    desk.composer.set_content("json", '{"a": {{$randomInt}}}')
    desk.composer.keep_template(desk.composer.template("a template of a long name", "Exchange"))
    desk.composer.resize(900, 130)
    assert desk.composer.minimumSizeHint().width() <= 860
    assert desk.composer.size().toTuple() == (900, 130)
    assert desk.edit.viewport().height() >= 3 * desk.edit.fontMetrics().lineSpacing()
