"""Colours that can be read, icons that are there, and the change between light and dark."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QCheckBox, QStyle, QStyleOptionButton, QToolButton
from pytestqt.qtbot import QtBot

import inspector.ui
from inspector.library.colour import Colour
from inspector.ui import theme

SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
SURFACES = {"window", "base", "alternate", "raised", "border", "selection"}


@pytest.fixture(autouse=True)
def system_again() -> Iterator[None]:
    yield
    theme.choose_scheme(Qt.ColorScheme.Unknown)


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", SCHEMES)
def test_everything_written_can_be_read(name: str) -> None:
    theme.choose_scheme(SCHEMES[name])
    c = theme.colours()
    names = {field.name for field in dataclasses.fields(c)} - SURFACES
    written = {ink: getattr(c, ink) for ink in names if not ink.startswith("on_")}
    for ground in (c.base, c.alternate, c.window):
        faint = {ink: round(contrast(colour, ground), 2) for ink, colour in written.items()}
        assert not {ink: ratio for ink, ratio in faint.items() if ratio < 4.5}, ground.name()
    assert contrast(c.on_accent, c.accent) >= 4.5
    assert contrast(c.on_selection, c.selection) >= 4.5


@pytest.mark.parametrize("name", SCHEMES)
def test_the_colours_that_have_names_can_be_read(name: str) -> None:
    theme.choose_scheme(SCHEMES[name])
    for colour in get_args(Colour):
        for ground in (theme.colours().base, theme.colours().window):
            assert contrast(theme.named(colour), ground) >= 4.5, colour


def test_choosing_a_scheme_changes_the_application_and_tells() -> None:
    theme.choose_scheme(Qt.ColorScheme.Light)
    changed = QSignalSpy(theme.notifier().changed)
    for times, scheme in ((0, "light"), (1, "dark"), (1, "dark"), (2, "light")):
        theme.choose_scheme(SCHEMES[scheme])
        assert changed.count() == times
        assert QApplication.palette().color(QPalette.ColorRole.Base) == theme.colours().base


def test_the_system_decides_until_somebody_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    hints = QApplication.styleHints()
    theme.choose_scheme(Qt.ColorScheme.Unknown)
    assert theme.is_dark() == (hints.colorScheme() == Qt.ColorScheme.Dark)
    theme.choose_scheme(Qt.ColorScheme.Dark)
    assert theme.is_dark()


def test_every_icon_that_is_asked_for_is_there() -> None:
    """Every `theme.icon("name"` of the package, and every file in the folder, can be drawn."""
    source = "".join(
        path.read_text("utf-8") for path in Path(inspector.ui.__path__[0]).rglob("*.py")
    )
    asked = set(re.findall(r'theme\.icon\(\s*"([\w-]+)"', source))
    there = {path.stem for path in theme.resource("icons").glob("*.svg")}
    assert asked
    assert asked <= there
    for name in there:
        assert not theme.icon(name).pixmap(16).toImage().isNull()


def test_icons_have_the_colour_they_are_asked_for() -> None:
    image = theme.icon("close", QColor("#ff0000")).pixmap(16).toImage()
    inked = {
        image.pixelColor(x, y).rgb()
        for x in range(16)
        for y in range(16)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inked == {QColor("#ff0000").rgb()}
    faded = theme.icon("close").pixmap(16, QIcon.Mode.Disabled).toImage()
    assert faded != theme.icon("close").pixmap(16).toImage()


def test_payloads_have_a_font_of_one_width() -> None:
    assert theme.fixed_font() is theme.fixed_font()
    assert theme.fixed_font().styleHint() == theme.fixed_font().StyleHint.Monospace
    assert not theme.application_icon().isNull()


@pytest.mark.parametrize("element", ["SE_CheckBoxContents", "SE_CheckBoxIndicator"])
def test_a_check_box_with_the_focus_has_its_words_where_they_were(
    qtbot: QtBot, element: str
) -> None:
    box = QCheckBox("&Repeat")
    qtbot.addWidget(box)
    theme.dress(box)
    box.show()
    option = QStyleOptionButton()
    places = []
    for focus in (QStyle.StateFlag.State_None, QStyle.StateFlag.State_HasFocus):
        box.initStyleOption(option)
        option.state = QStyle.StateFlag.State_Enabled | focus
        part = QStyle.SubElement[element]
        places.append(box.style().subElementRect(part, option, box))
    assert places[0] == places[1]


def test_a_tool_button_with_the_focus_is_seen_and_no_larger(qtbot: QtBot) -> None:
    button = QToolButton(autoRaise=True, text="Hex")
    qtbot.addWidget(button)
    theme.dress(button)
    button.show()
    size = button.sizeHint()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    middle = QPoint(0, button.height() // 2)
    assert button.grab().toImage().pixelColor(middle) == theme.colours().accent
    assert button.sizeHint().height() == size.height()
    assert button.sizeHint().width() - size.width() in (0, 1)
