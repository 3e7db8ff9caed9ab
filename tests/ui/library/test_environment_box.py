"""The chooser of environments: one click, a colour, a menu."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from inspector.library import Environment
from inspector.ui import theme
from inspector.ui.library.environment_box import EnvironmentBox

STAGING = Environment(name="staging", colour="green", description="Free <b>for</b> all")
PRODUCTION = Environment(name="production", folder="EU", colour="red")


@pytest.fixture
def chooser(qtbot) -> EnvironmentBox:
    chooser = EnvironmentBox()
    qtbot.addWidget(chooser)
    chooser.show_environments([STAGING, PRODUCTION])
    chooser.show()
    return chooser


def band(chooser: EnvironmentBox) -> str:
    palette = chooser.findChild(QWidget, "environmentBand").palette()
    return palette.color(palette.ColorRole.Window).name()


def texts(chooser: EnvironmentBox) -> list[str]:
    return [chooser.box.itemText(index) for index in range(chooser.box.count())]


def test_none_is_chosen_at_first(chooser: EnvironmentBox) -> None:
    assert texts(chooser) == ["No environment", "staging", "EU/production"]
    assert chooser.current is None
    assert band(chooser) == theme.colours().border.name()


def test_a_choice_is_told_and_shown_in_its_colour(chooser: EnvironmentBox) -> None:
    chosen = QSignalSpy(chooser.chosen)
    for index in (2, 0):
        chooser.box.setCurrentIndex(index)
        chooser.box.activated.emit(index)
    assert [chosen.at(i)[0] for i in range(2)] == ["EU/production", None]
    chooser.current = "EU/production"
    assert band(chooser) == theme.named("red").name()
    chooser.current = "staging"
    assert band(chooser) == theme.named("green").name()
    assert "&lt;b&gt;" in chooser.box.toolTip()
    assert chosen.count() == 2, "what is shown was chosen by nobody"


def test_the_choice_stays_when_others_come(chooser: EnvironmentBox) -> None:
    chooser.current = "staging"
    chooser.show_environments([Environment(name="a"), STAGING])
    assert chooser.current == "staging"


def test_one_whose_file_is_gone_is_shown_while_it_holds(chooser: EnvironmentBox) -> None:
    """Nobody must take a tab that still has it for one that has none."""
    chooser.current = "staging"
    chooser.show_environments([PRODUCTION])
    assert chooser.current == "staging"
    assert texts(chooser) == ["No environment", "EU/production", "staging (as it was)"]
    assert "gone" in chooser.box.toolTip()
    assert not chooser.findChild(QAction, "editEnvironmentAction").isEnabled()
    chooser.show_environments([STAGING, PRODUCTION])
    assert texts(chooser) == ["No environment", "staging", "EU/production"]
    assert chooser.current == "staging"
    chooser.current = "gone"
    chooser.current = None
    assert (chooser.current, texts(chooser)[-1]) == (None, "EU/production")


def test_the_menu_asks(chooser: EnvironmentBox) -> None:
    asked = QSignalSpy(chooser.asked)
    button = chooser.findChild(QToolButton, "environmentMenuButton")
    menu = chooser.findChild(QMenu)
    button.click()
    assert menu.isVisible()
    assert [a.text() for a in menu.actions() if a.isEnabled()] == ["New environment…"]
    chooser.current = "staging"
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert [asked.at(i)[0] for i in range(4)] == ["edit", "new", "duplicate", "delete"]
