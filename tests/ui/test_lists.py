"""Rows of every list that a person edits are taken out: the first, a middle one, the last, the only
one. What is left is right, and nothing changes the list from within its own change."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.automation.actions import Notify
from inspector.automation.rules import RuleRunner
from inspector.automation.steps import SleepStep
from inspector.library import Scenario
from inspector.library.rule import Rule
from inspector.sending.context import Context
from inspector.session import Session
from inspector.ui.forge.draft import Draft
from inspector.ui.forge.frame_tabs import FrameTabs
from inspector.ui.forms.actions import Actions
from inspector.ui.forms.ordered_list import OrderedList
from inspector.ui.forms.sources import KnownPaths, Paths
from inspector.ui.library.shelved import Key, Shelved
from inspector.ui.library.tree import ThingTree
from inspector.ui.library.variables_table import VariablesTable
from inspector.ui.options.headers_table import HeadersTable
from inspector.ui.rules.panel import RulesPanel
from inspector.ui.scenarios.run_control import RunControl
from inspector.ui.scenarios.window import ScenarioWindow
from tests.support.app import click, find
from tests.support.model_changes import ModelChanges

PATHS = Paths(KnownPaths(None), KnownPaths(None))


class Listed(NamedTuple):
    """A list that a test works on."""

    model: QAbstractItemModel
    choose: Callable[[int], object]
    remove: Callable[[], object]
    """Take the chosen row out, as a person does."""
    rows: Callable[[], list[str]]
    """What is in it, by its owner."""
    shown: Callable[[], list[str]]
    """What is to be seen in its rows."""
    chosen: Callable[[], str]
    """What the form beside it shows, else the current row; empty for nothing."""
    widget: QWidget
    """Lives as long as this does."""


def column(model: QAbstractItemModel, number: int = 0) -> list[str]:
    return [model.index(row, number).data() for row in range(model.rowCount())]


def steps(qtbot: QtBot, names: list[str], *, by_key: bool = False) -> Listed:
    owner = QLabel()
    qtbot.addWidget(owner)
    scenario = Scenario(name="s", steps=tuple(SleepStep(note=name) for name in names))
    window = ScenarioWindow(scenario, PATHS, RunControl(lambda: pytest.fail("no run"), owner))
    window.setParent(owner, window.windowFlags())
    with qtbot.waitActive(window):
        window.show()
    listed = window.list

    def remove() -> None:
        if by_key:
            listed.setFocus()
            QTest.keyClick(listed, Qt.Key.Key_Delete)
        else:
            click(find(window, QToolButton, "removeStepButton"))

    def in_form() -> str:
        notes = list(window.findChildren(QLineEdit, "stepNoteEdit"))
        return "".join(note.text() for note in notes if note.isVisible())

    return Listed(
        listed.model(),
        lambda row: setattr(listed, "row", row),
        remove,
        lambda: [step.note for step in window.scenario().steps],
        lambda: [text.split("  ")[1] for text in column(listed.model())],
        in_form,
        owner,
    )


def steps_by_key(qtbot: QtBot, names: list[str]) -> Listed:
    return steps(qtbot, names, by_key=True)


def rules(qtbot: QtBot, names: list[str]) -> Listed:
    runner = RuleRunner(Session(), Context(), [Rule(name=name) for name in names])
    panel = RulesPanel(runner, Context(), lambda: None)
    qtbot.addWidget(panel)
    panel.show()

    def in_form() -> str:
        return panel.form.name.value() if panel.form.isVisible() else ""

    return Listed(
        panel.list.model(),
        lambda row: setattr(panel.list, "row", row),
        lambda: click(find(panel, QToolButton, "removeRuleButton")),
        lambda: [running.rule.name for running in runner.rules],
        lambda: column(panel.list.model()),
        in_form,
        panel,
    )


def headers(qtbot: QtBot, names: list[str]) -> Listed:
    table = HeadersTable("Headers", "")
    qtbot.addWidget(table)
    table.set_headers(tuple((name, "v") for name in names))
    table.show()
    return Listed(
        table.table.model(),
        lambda row: table.table.setCurrentCell(row, 1),
        lambda: click(find(table, QPushButton, "removeHeaderButton")),
        lambda: [name for name, _ in table.headers()],
        lambda: column(table.table.model()),
        lambda: item.text() if (item := table.table.item(table.table.currentRow(), 0)) else "",
        table,
    )


def variables(qtbot: QtBot, names: list[str]) -> Listed:
    table = VariablesTable(with_secrets=True)
    qtbot.addWidget(table)
    table.show_variables(dict.fromkeys(names, "v"))
    table.show()
    return Listed(
        table.table.model(),
        lambda row: table.table.setCurrentCell(row, 1),
        lambda: click(find(table, QPushButton, "removeVariableButton")),
        lambda: list(table.variables()),
        lambda: column(table.table.model()),
        lambda: item.text() if (item := table.table.item(table.table.currentRow(), 0)) else "",
        table,
    )


def things(qtbot: QtBot, names: list[str]) -> Listed:
    """The tree shows what there is: removing is another thing's part."""
    tree = ThingTree("templateTree", "Templates", "template")
    qtbot.addWidget(tree)
    there = [Shelved(Key("thing", name), name, "", "a tip", name) for name in names]
    tree.show_things(there)
    tree.show()

    def remove() -> None:
        current = tree.current()
        there[:] = [shelved for shelved in there if shelved.key != current]
        tree.show_things(there)

    return Listed(
        tree.model(),
        lambda row: tree.setCurrentItem(tree.topLevelItem(row)),
        remove,
        lambda: [shelved.name for shelved in there],
        lambda: column(tree.model()),
        lambda: key.path if (key := tree.current()) else "",
        tree,
    )


LISTS = (steps, steps_by_key, rules, headers, variables, things)


@pytest.fixture(params=LISTS, ids=lambda make: make.__name__)
def make(request: pytest.FixtureRequest) -> Iterator[Callable[[QtBot, list[str]], Listed]]:
    return request.param


@pytest.mark.parametrize(
    ("names", "row", "left"),
    [
        (["a", "b", "c"], 0, ["b", "c"]),
        (["a", "b", "c"], 1, ["a", "c"]),
        (["a", "b", "c"], 2, ["a", "b"]),
        (["a"], 0, []),
    ],
    ids=["first", "middle", "last", "only"],
)
def test_a_row_is_taken_out(
    make: Callable[[QtBot, list[str]], Listed],
    qtbot: QtBot,
    names: list[str],
    row: int,
    left: list[str],
) -> None:
    listed = make(qtbot, names)
    changes = ModelChanges(listed.model)
    listed.choose(row)
    listed.remove()
    assert (listed.rows(), listed.shown()) == (left, left)
    assert listed.chosen() == (left[min(row, len(left) - 1)] if left else "")
    assert changes.nested == []


def test_all_rows_are_taken_out_from_the_end(
    make: Callable[[QtBot, list[str]], Listed], qtbot: QtBot
) -> None:
    listed = make(qtbot, ["a", "b", "c"])
    changes = ModelChanges(listed.model)
    listed.choose(2)
    for left in (["a", "b"], ["a"], []):
        listed.remove()
        assert (listed.rows(), listed.shown(), listed.chosen()) == (left, left, "".join(left[-1:]))
    assert changes.nested == []


def test_the_list_tells_once_and_when_it_is_done_that_another_row_is_chosen(qtbot: QtBot) -> None:
    listed = OrderedList("list", "A list", ["Name"])
    qtbot.addWidget(listed)
    told: list[tuple[int, int]] = []
    listed.row_changed.connect(lambda: told.append((listed.topLevelItemCount(), listed.row)))
    listed.set_count(5)
    listed.row = 4
    listed.row = 4
    listed.set_count(2)
    listed.set_count(3)
    listed.row = 0
    listed.set_count(2)
    listed.set_count(0)
    assert told == [(5, 4), (2, 1), (3, 0), (0, -1)]
    QTest.keyClick(listed, Qt.Key.Key_Down)
    assert len(told) == 4
    listed.set_count(2)
    listed.row = 0
    QTest.keyClick(listed, Qt.Key.Key_Down)
    assert told[4:] == [(2, 0), (2, 1)]


def test_a_choice_changes_no_row_of_its_list(qtbot: QtBot) -> None:
    """Also where something was typed that is still to be taken in."""
    runner = RuleRunner(Session(), Context(), [Rule(name="a", then=(Notify(),)), Rule(name="b")])
    panel = RulesPanel(runner, Context(), lambda: None)
    qtbot.addWidget(panel)
    panel.show()
    changed = QSignalSpy(panel.list.model().dataChanged)
    panel.form.name.set_value("other")
    panel.list.row = 1
    assert (changed.count(), [it.rule.name for it in runner.rules]) == (0, ["other", "b"])
    panel.refresh()
    assert column(panel.list.model()) == ["other", "b"]


@pytest.mark.parametrize(("place", "chosen"), [(0, "ping"), (1, "pong"), (2, "ping")])
def test_a_forged_frame_is_taken_out(qtbot: QtBot, place: int, chosen: str) -> None:
    """There is always one: the last one that is left cannot be."""
    tabs = FrameTabs()
    qtbot.addWidget(tabs)
    tabs.show()
    tabs.set_drafts([Draft(opcode=1), Draft(opcode=9), Draft(opcode=10)])
    tabs.bar.setCurrentIndex(place)
    told: list[tuple[str, int]] = []
    tabs.chosen.connect(lambda draft: told.append((draft.name, tabs.bar.count())))
    click(tabs.remove)
    assert told == [(chosen, 2)]
    assert tabs.drafts[tabs.bar.currentIndex()].name == chosen
    click(tabs.remove)
    assert not tabs.remove.isEnabled()
    assert [tabs.bar.tabText(it) for it in range(tabs.bar.count())] == [f"1 {tabs.drafts[0].name}"]


@pytest.mark.parametrize("place", range(3))
def test_an_action_is_taken_out(qtbot: QtBot, place: int) -> None:
    actions = Actions(PATHS)
    qtbot.addWidget(actions)
    given = tuple(Notify(text=text) for text in "abc")
    actions.set_value(given)
    actions.show()
    left = list(given)
    while left:
        at = min(place, len(left) - 1)
        buttons = [
            button
            for button in actions.findChildren(QToolButton, "removeActionButton")
            if button.isVisible()
        ]
        click(sorted(buttons, key=lambda it: it.mapTo(actions, it.pos()).y())[at])
        del left[at]
        assert actions.value() == tuple(left)
        QApplication.sendPostedEvents()
        actions.layout().activate()
