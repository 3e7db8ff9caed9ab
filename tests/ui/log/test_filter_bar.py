"""The filter bar: what it says all together, and what it tells."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QToolButton

from inspector.filtering import parse
from inspector.ui import theme
from inspector.ui.log.filter_bar import CHOICES, FilterBar


@pytest.fixture
def bar(qtbot) -> Iterator[FilterBar]:
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.resize(900, 60)
    bar.show()
    return bar


def write(bar: FilterBar, text: str) -> None:
    bar.edit.setText(text)
    bar.edit.apply()


def note(bar: FilterBar) -> QLabel:
    return bar.findChild(QLabel, "filterNote")


def test_text_choice_and_switch_hold_together(bar):
    changed = QSignalSpy(bar.expression_changed)
    assert bar.expression is None
    write(bar, "abc | def")
    assert bar.expression == parse("abc | def")
    bar.control.click()
    assert bar.expression == parse("-type:control (abc | def)")
    bar.choice.setCurrentText("Problems")
    assert bar.expression == parse("is:problem -type:control (abc | def)")
    write(bar, "")
    assert bar.expression == parse("is:problem -type:control")
    assert changed.count() == 4


def test_clearing_is_one_change(bar):
    write(bar, "abc")
    bar.control.click()
    bar.choice.setCurrentText("Control")
    changed = QSignalSpy(bar.expression_changed)
    bar.clear()
    assert (bar.expression, bar.edit.text(), bar.choice.currentText()) == (None, "", "All")
    assert bar.control.isChecked()
    assert bar.control.isEnabled()
    assert changed.count() == 1
    bar.choice.setCurrentText("Text")
    bar.clear()
    assert bar.expression is None


def test_control_frames_have_their_own_switch_on(bar):
    assert bar.control.isChecked()
    bar.control.click()
    assert bar.expression == parse("-type:control")
    bar.choice.setCurrentText("Control")  # who asks for them gets them
    assert not bar.control.isEnabled()
    assert bar.expression == parse("type:control")


def test_every_choice_means_something(bar):
    for choice, expression in CHOICES.items():
        bar.choice.setCurrentText(choice)
        assert str(bar.expression or "") == expression


def test_what_changes_nothing_is_not_told(bar):
    changed = QSignalSpy(bar.expression_changed)
    write(bar, "   ")
    write(bar, "a")
    write(bar, " a  ")
    assert changed.count() == 1


def test_a_mistake_is_explained_and_the_filter_before_stays(bar):
    changed = QSignalSpy(bar.expression_changed)
    write(bar, "tpye:ping")
    assert note(bar).isVisible()
    assert note(bar).text().startswith("There is no key tpye:, do you mean type:?")
    assert "still holds" not in note(bar).text()
    assert note(bar).palette().windowText().color() == theme.colours().problem
    write(bar, "type:ping")
    assert not note(bar).isVisible()
    write(bar, "type:ping size:")
    assert note(bar).text().endswith("The filter before still holds.")
    assert bar.expression == parse("type:ping")
    assert changed.count() == 1


def test_a_mistake_goes_before_other_notes(bar):
    bar.show_note("Stopped at 4 %.")
    assert note(bar).text() == "Stopped at 4 %."
    write(bar, "(")
    assert "group is not closed" in note(bar).text()
    write(bar, "")
    assert note(bar).text() == "Stopped at 4 %."
    bar.show_note("")
    assert not note(bar).isVisible()


def test_the_counts_are_always_there_and_a_search_can_be_stopped(bar):
    label = bar.findChild(QLabel, "shownLabel")
    stop = bar.findChild(QToolButton, "stopSearchButton")
    bar.show_counts(12, 12_345)
    assert label.isVisible()
    assert label.text() == "12 of 12,345 shown"
    assert not stop.isVisible()
    bar.show_counts(12, 12_345, "searching 40 %")
    assert label.text() == "12 of 12,345 shown · searching 40 %"
    asked = QSignalSpy(bar.stop_requested)
    stop.click()
    assert asked.count() == 1


def test_enter_goes_to_the_log_unless_there_is_a_mistake(bar):
    left = QSignalSpy(bar.left)
    bar.edit.setText("size:x")
    QTest.keyClick(bar.edit, Qt.Key.Key_Return)
    assert left.count() == 0
    bar.edit.setText("size:1")
    QTest.keyClick(bar.edit, Qt.Key.Key_Return)
    assert left.count() == 1
    assert bar.expression == parse("size:1")


def test_escape_clears_and_then_goes_to_the_log(bar):
    left = QSignalSpy(bar.left)
    write(bar, "abc")
    QTest.keyClick(bar.edit, Qt.Key.Key_Escape)
    assert (bar.edit.text(), bar.expression, left.count()) == ("", None, 0)
    QTest.keyClick(bar.edit, Qt.Key.Key_Escape)
    assert left.count() == 1


def test_it_is_named_for_tests_and_for_those_who_do_not_see(bar):
    for kind, name in (
        (QComboBox, "filterChoice"),
        (QCheckBox, "controlFramesBox"),
        (QToolButton, "pauseButton"),
    ):
        widget = bar.findChild(kind, name)
        assert widget.toolTip()
        assert widget.accessibleName() or widget.text()
    assert bar.edit.objectName() == "filterEdit"
    assert bar.edit.accessibleName()
    assert "type:ping" in bar.edit.placeholderText()


def test_it_fits_into_a_narrow_window(bar):
    write(bar, "tpye:ping")
    assert bar.minimumSizeHint().width() < 480
