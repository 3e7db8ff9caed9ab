"""Every declared option, in all forms that are made from its declaration.

An option that is declared is tested here without a line of its own.
"""

import argparse
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from inspector.cli.connection import add_connection_options, given_options
from inspector.library import Endpoint, Workspace
from inspector.ui.options.panel import OptionsPanel
from inspector.wire import ConnectOptions
from inspector.wire.options import OPTIONS, Option, facts, summary
from inspector.wire.options.kinds import File
from inspector.wire.options.table import table
from tests.support.options import each_option, flags, others

each = pytest.mark.parametrize("option", each_option(), ids=lambda option: option.name)


def parsed(*words: str) -> dict[str, Any]:
    parser = argparse.ArgumentParser(exit_on_error=False)
    add_connection_options(parser)
    return given_options(parser.parse_args(words))


@pytest.fixture
def panel(qtbot) -> OptionsPanel:
    panel = OptionsPanel()
    qtbot.addWidget(panel)
    return panel


@each
def test_from_the_flag_to_the_summary(option: Option, panel: OptionsPanel, tmp_path: Path) -> None:
    for value in others(option, tmp_path):
        given = parsed(*flags(option, value))
        assert given == {option.name: value}
        options = ConnectOptions(**given)

        written = tomlkit.dumps(options.to_dict())
        read = ConnectOptions.from_dict(tomllib.loads(written))
        assert list(read.to_dict()) == [option.name]
        assert read == options

        panel.set_options(read)
        assert panel.options() == options
        assert panel.error() == ""

        assert len(summary(options)) == 1
        assert panel.summary() == summary(options)[0] != ""
        assert list(facts(options)) == [option.name]
        tomlkit.dumps(facts(options))
        panel.set_options(ConnectOptions())


@each
def test_an_endpoint_keeps_it_in_its_file(option: Option, tmp_path: Path) -> None:
    store = Workspace(tmp_path).endpoints
    for number, value in enumerate(others(option, tmp_path)):
        options = ConnectOptions(**{option.name: value})
        store.save(Endpoint(name=f"e{number}", url="ws://a/", options=options.to_dict()))
        again = Workspace(tmp_path).endpoints.get(f"e{number}")
        assert ConnectOptions.from_dict(again.options) == options


@each
def test_an_edit_in_the_window_changes_it(option: Option, panel: OptionsPanel) -> None:
    changed = QSignalSpy(panel.changed)
    field = next(it for it in panel.findChildren(QWidget) if option.help in it.toolTip())
    match field:
        case QCheckBox():
            field.click()
        case QComboBox():
            field.setCurrentIndex(1 - field.currentIndex())
        case QAbstractSpinBox():
            field.stepDown()
        case QLineEdit():
            field.setText("http://a.example:8080")
        case QTableWidget():
            field.insertRow(0)
            field.setItem(0, 0, QTableWidgetItem("X-A"))
    assert changed.count()
    if not isinstance(option.kind, File):
        assert list(panel.options().to_dict()) == [option.name]
    assert panel.summary()


@each
def test_a_field_without_effect_is_greyed_and_keeps_its_value(
    option: Option, panel: OptionsPanel, tmp_path: Path
) -> None:
    if not option.needs:
        return
    needed = OPTIONS[option.needs]
    choices = {bool(value): value for value in [needed.default, *others(needed, tmp_path)]}
    assert set(choices) == {True, False}, "what is needed can be there or not"
    value = others(option, tmp_path)[0]
    field = next(it for it in panel.findChildren(QWidget) if option.help in it.toolTip())
    for is_there in (True, False, True):
        options = ConnectOptions(**{option.needs: choices[is_there], option.name: value})
        panel.set_options(options)
        assert field.isEnabled() is is_there
        assert panel.options() == options


@each
def test_a_warning_is_shown_while_it_is_not_the_default(
    option: Option, panel: OptionsPanel, tmp_path: Path
) -> None:
    said = panel.findChild(QLabel, "optionsWarning")
    assert isinstance(said, QLabel)
    assert said.text() == ""
    panel.set_options(ConnectOptions(**{option.name: others(option, tmp_path)[0]}))
    assert option.warning in said.text()
    assert bool(said.text()) == bool(option.warning)
    panel.set_options(ConnectOptions())
    assert said.text() == ""


@each
def test_a_flag_takes_it_away_again(option: Option, tmp_path: Path) -> None:
    if not option.reset_flag:
        return
    words = flags(option, others(option, tmp_path)[0])
    assert parsed(*words, option.reset_flag) == {option.name: option.default}


@each
def test_what_is_not_allowed_is_refused_in_every_form(option: Option) -> None:
    kind = option.kind
    if hasattr(kind, "most"):
        too_much = kind.type(kind.most + 1)
        said = f"{option.name} is {too_much!r}: allowed is"
        with pytest.raises(ValueError, match=said):
            ConnectOptions(**{option.name: too_much})
        with pytest.raises(argparse.ArgumentError, match=said):
            parsed(*flags(option, too_much))
        with pytest.raises(ValueError, match=said):
            ConnectOptions.from_dict({option.name: too_much})
    with pytest.raises(ValueError, match=option.name):
        ConnectOptions.from_dict({option.name: {"of": "no such type"}})
    if kind.type is not bool and kind.type is not str:
        with pytest.raises(argparse.ArgumentError):
            parsed(option.set_flags[0], "no such value")


@each
def test_people_are_told_what_it_is(option: Option, panel: OptionsPanel) -> None:
    """In the window, to a screen reader, in the help of the commands and in the README."""
    parser = argparse.ArgumentParser()
    add_connection_options(parser)
    for flag in option.set_flags:
        assert f"  {flag}" in parser.format_help() or f" {flag} " in parser.format_help()
    assert option.help[0].isupper()
    assert not option.help.endswith(".")
    assert f"| {option.label} | " in table()
    assert option.needs in ("", *OPTIONS)
    fields = [it for it in panel.findChildren(QWidget) if option.help in it.toolTip()]
    assert fields
    assert all(field.accessibleName() for field in fields)


def test_labels_and_flags_are_told_apart() -> None:
    labels = [option.label for option in OPTIONS.values()]
    assert len({*labels}) == len(labels)
