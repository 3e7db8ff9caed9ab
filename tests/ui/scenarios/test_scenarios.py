"""Scenarios from the window: edited as forms, run against a real server, watched in a tab."""

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

from inspector.automation.actions import Reply, SetVariable
from inspector.automation.scenario_run import StepState
from inspector.automation.steps import STEPS as ALL_KINDS
from inspector.automation.steps import (
    AssertStep,
    CloseStep,
    ConnectStep,
    SendStep,
    SetStep,
    SleepStep,
    WaitCloseStep,
    WaitStep,
)
from inspector.demo import DemoServer
from inspector.events import ReadyState
from inspector.library import Endpoint, Environment, Scenario, Template
from inspector.library.match import Match
from inspector.library.rule import Rule
from inspector.library.scenario import AnyStep
from inspector.library.send_as import Repeat
from inspector.ui.forms.sources import KnownPaths, Paths
from inspector.ui.main_window import MainWindow
from inspector.ui.scenarios.step_form import StepForm
from inspector.ui.scenarios.step_list import StepList
from inspector.ui.scenarios.window import ScenarioWindow
from tests.support.app import back, click, dialog, find, retype, running_window, until

STEPS: tuple[AnyStep, ...] = (
    ConnectStep(endpoint="Demo/echo", note="begin"),
    SendStep(template="hello"),
    SendStep(kind="binary-hex", content="00 ff", repeat=Repeat(interval=0.5, count=3)),
    WaitStep(
        match=Match(type="any", json_path="$.id", equals=7),
        timeout=0.5,
        take=(SetVariable(name="token", json_path="$.token"),),
    ),
    AssertStep(match=Match(contains="ok")),
    AssertStep(variable="token", equals=False),
    SetStep(name="channel", value="42"),
    SleepStep(seconds=0),
    CloseStep(code=65535, reason="enough"),
    WaitStep(fail=Match(json_path="$.event", equals="error")),
    WaitCloseStep(),
    WaitCloseStep(code=0, reason="^late", timeout=3),
)


def test_every_step_is_given_back_as_it_was(qtbot) -> None:
    form = StepForm(Paths(KnownPaths(None), KnownPaths(None)))
    qtbot.addWidget(form)
    for step in (*STEPS, *STEPS[::-1], *(kind.new() for kind in ALL_KINDS)):
        form.set_value(step)
        assert form.value() == step
    assert {type(step) for step in STEPS} == set(ALL_KINDS), "a kind was forgotten here"


def test_what_stands_beside_a_template_does_not_count(qtbot) -> None:
    form = StepForm(Paths(KnownPaths(None), KnownPaths(None)))
    qtbot.addWidget(form)
    form.set_value(SendStep(template="hello"))
    content = form.findChild(QPlainTextEdit, "stepContentEdit")
    assert not content.isEnabled()
    form.findChild(QLineEdit, "stepTemplateEdit").setText("")
    assert content.isEnabled()
    form.set_value(SendStep(template="again"))
    assert not content.isEnabled()


async def opened(window: MainWindow, url: str, *steps: AnyStep) -> ScenarioWindow:
    workspace = window.library.workspace
    workspace.endpoints.save(Endpoint(name="exchange", url=url))
    workspace.templates.save(
        Template(name="sign in", kind="json", content='{"op":"sign-in","key":"{{key}}","id":1}')
    )
    workspace.environments.save(
        Environment(name="staging", colour="green", variables={"key": "demo-key"})
    )
    workspace.scenarios.save(Scenario(name="smoke", endpoint="exchange", steps=steps))
    await window.keeper.refresh()
    await window.keeper.take("scenario", "smoke")
    await until(lambda: window.scenarios.windows, "its window")
    [scenario] = window.scenarios.windows
    box = find(scenario, QComboBox, "scenarioEnvironmentBox")
    await until(lambda: box.findText("staging") > 0, "the environments")
    return scenario


def states(scenario: ScenarioWindow) -> list[StepState]:
    return [step.state for step in scenario.control.steps]


async def over(scenario: ScenarioWindow) -> None:
    await until(lambda: scenario.control.steps and not scenario.control.is_going, "the end")


SIGN_IN = (
    ConnectStep(),
    SendStep(template="sign in"),
    WaitStep(match=Match(json_path="$.id", equals=1), timeout=3),
    AssertStep(match=Match(json_path="$.event", equals="signed-in")),
    CloseStep(),
)


async def test_a_scenario_runs_in_a_tab_and_leads_to_its_messages(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        scenario = await opened(window, server.url("/exchange"), *SIGN_IN)
        find(scenario, QComboBox, "scenarioEnvironmentBox").setCurrentText("staging")
        click(find(scenario, QPushButton, "runScenarioButton"))
        await over(scenario)
        assert states(scenario) == [StepState.PASSED] * 5
        assert "5 of 5 steps passed" in find(scenario, QLabel, "scenarioResult").text()
        listed = find(scenario, StepList, "stepList")
        assert listed.item(2).text(1).endswith("ms")

        tab = scenario.control.tab
        assert tab is window.tabs.current
        assert tab.environment.name == "staging"
        assert tab.session.ready_state == ReadyState.CLOSED
        listed.row = 2
        click(find(scenario, QPushButton, "showMessageButton"))
        shown = tab.session.recording.entry(tab.log.current_seq).event
        assert json.loads(shown.payload)["event"] == "signed-in"

        click(find(scenario, QPushButton, "runScenarioButton"))
        await over(scenario)
        assert tab.session.recording.connections == 2, "the next run goes on in the same tab"


async def test_waiting_for_the_close_is_filled_in_run_and_told(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        url = server.url("/close?code=4321&reason=late")
        scenario = await opened(window, url, ConnectStep(), WaitCloseStep(code=4321))
        listed = find(scenario, StepList, "stepList")
        listed.row = 1
        spin = find(scenario, QSpinBox, "stepCodeSpin")
        assert spin.value() == 4321
        retype(find(scenario, QLineEdit, "stepReasonEdit"), "^(early")
        assert "pattern" in find(scenario, QLineEdit, "stepReasonEdit").accessibleDescription()
        retype(find(scenario, QLineEdit, "stepReasonEdit"), "^early")
        click(find(scenario, QPushButton, "runScenarioButton"))
        await over(scenario)
        assert states(scenario) == [StepState.PASSED, StepState.FAILED]
        assert "'late', in which /^early/" in find(scenario, QLabel, "stepError").text()
        retype(find(scenario, QLineEdit, "stepReasonEdit"), "^late$")
        click(find(scenario, QPushButton, "runScenarioButton"))
        await over(scenario)
        assert states(scenario) == [StepState.PASSED] * 2
        listed.row = 1
        click(find(scenario, QPushButton, "showMessageButton"))
        tab = scenario.control.tab
        shown = tab.session.recording.entry(tab.log.current_seq).event
        assert shown.payload == b"\x10\xe1late", "it leads to the Close frame"
        scenario.show_scenario(scenario.kept)


async def test_step_by_step_and_what_fails_is_shown(tmp_path: Path) -> None:
    steps = (*SIGN_IN[:3], AssertStep(variable="missing", equals=1), CloseStep())
    async with DemoServer() as server, running_window(tmp_path) as window:
        scenario = await opened(window, server.url("/exchange"), *steps)
        scenario.choose_environment("staging")
        button = find(scenario, QPushButton, "stepScenarioButton")
        for number in range(1, 4):
            click(button)
            await until(
                lambda n=number: (
                    states(scenario).count(StepState.PASSED) == n and not scenario.control.is_busy
                ),
                f"step {number}",
            )
            scenario.refresh()
            assert scenario.control.tab.session.ready_state == ReadyState.OPEN
            assert not find(scenario, QToolButton, "addStepButton").isEnabled()
        click(button)
        await over(scenario)
        assert states(scenario)[3:] == [StepState.FAILED, StepState.SKIPPED]
        assert find(scenario, StepList, "stepList").row == 3
        assert "missing" in find(scenario, QLabel, "stepError").text()
        assert find(scenario, StepList, "stepList").item(4).text(1) == "skipped"


async def test_a_run_is_stopped_and_ends_with_its_tab(tmp_path: Path) -> None:
    steps = (ConnectStep(), SleepStep(seconds=60), CloseStep())
    async with DemoServer() as server, running_window(tmp_path) as window:
        scenario = await opened(window, server.url("/echo"), *steps)
        for number in range(2):
            click(find(scenario, QPushButton, "runScenarioButton"))
            await until(lambda: states(scenario)[1:2] == [StepState.RUNNING], "asleep")
            scenario.refresh()
            if number:
                window.close_tab(scenario.control.tab)
            else:
                click(find(scenario, QPushButton, "stopScenarioButton"))
            await over(scenario)
            assert states(scenario)[1:] == [StepState.FAILED, StepState.SKIPPED]
        await until(lambda: scenario.control.tab is None, "no tab any more")


async def test_steps_are_added_filled_in_moved_and_saved(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        scenario = await opened(window, server.url("/echo"))
        menu = find(scenario, QToolButton, "addStepButton").menu()
        for title in ("Connect", "Send", "Sleep"):
            next(action for action in menu.actions() if action.text() == title).trigger()
        listed = find(scenario, StepList, "stepList")
        listed.row = 1
        content = scenario.form.findChild(QPlainTextEdit, "stepContentEdit")
        await until(content.isVisible, "the form")
        content.setPlainText("hello")
        listed.row = 0
        retype(find(scenario, QLineEdit, "stepNoteEdit"), "go")
        listed.row = 2
        listed.setFocus()
        QTest.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        want = (ConnectStep(note="go"), SleepStep(), SendStep(content="hello"))
        assert scenario.scenario().steps == want
        assert scenario.isWindowModified()
        click(find(scenario, QPushButton, "saveScenarioButton"))
        store = window.library.workspace.scenarios
        await until(lambda: store.get("smoke").steps == want, "the file")
        await until(lambda: not scenario.isWindowModified(), "nothing left to save")
        click(find(scenario, QToolButton, "removeStepButton"))
        click(find(scenario, QToolButton, "copyStepButton"))
        assert scenario.scenario().steps == (want[0], want[2], want[2])
        scenario.show_scenario(store.get("smoke"))


async def test_a_new_scenario_begins_with_what_the_tab_sent(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = window.connect_to(server.url("/echo"))
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        secret = Environment(name="staging", secrets=("word",))
        tab.context.context.choose(secret, {"word": "secret"})
        tab.rules.runner.replace([Rule(name="again", then=(Reply(template="again"),))])
        window.library.workspace.templates.save(
            Template(name="again", kind="text", content="again")
        )
        await tab.session.websocket.send("hello secret")
        await until(lambda: tab.rules.runner.has_sent(b"again"), "the rule")
        await until(lambda: tab.session.recording.totals.messages_received > 1, "the echoes")
        tab.rules.runner.stop()
        window.commands["new_scenario"].trigger()
        box = await dialog(window, QDialog)
        QTest.keyClick(box, Qt.Key.Key_Return)
        await back(window, box)
        await until(lambda: window.scenarios.windows, "its window")
        [scenario] = window.scenarios.windows
        assert scenario.scenario().steps == (
            ConnectStep(),
            SendStep(content="hello {{word}}"),
            WaitStep(),
            CloseStep(),
        ), "neither secrets nor what rules will send again"
        assert window.library.workspace.scenarios.get("New scenario") == scenario.scenario()


async def test_what_somebody_else_writes_is_shown_where_nothing_was_edited(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        scenario = await opened(window, server.url("/echo"), SleepStep(seconds=1))
        store = window.library.workspace.scenarios
        theirs = Scenario(name="smoke", endpoint="exchange", steps=(SleepStep(seconds=2),))
        store.save(theirs, replace=True)
        await window.keeper.refresh()
        await until(lambda: scenario.scenario() == theirs, "their steps")
        await window.keeper.take("scenario", "smoke")
        assert window.scenarios.windows == [scenario], "one window a scenario"


async def test_a_window_that_was_not_edited_is_closed_without_a_word(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        scenario = await opened(window, server.url("/echo"), SleepStep())
        scenario.close()
        await until(lambda: not window.scenarios.windows, "the window gone")


async def test_a_scenario_without_its_endpoint_says_so(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        scenario = await opened(window, server.url("/echo"), ConnectStep(endpoint="gone"))
        edit = find(scenario, QLineEdit, "stepEndpointEdit")
        await until(lambda: "no endpoint “gone”" in edit.accessibleDescription(), "the sign")
        click(find(scenario, QPushButton, "runScenarioButton"))
        await until(lambda: scenario.findChildren(QWidget, "qt_msgbox_label"), "why not")
        [label] = scenario.findChildren(QLabel, "qt_msgbox_label")
        assert "gone" in label.text()
        label.window().accept()
        assert not scenario.control.is_going


async def test_conditions_may_have_variables_that_are_there_only_in_the_run(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        scenario = await opened(window, server.url("/echo"), WaitStep())
        retype(find(scenario, QLineEdit, "matchEqualsEdit"), "{{channel}}")
        step = scenario.scenario().steps[0]
        problem = scenario.findChild(QLabel, "matchProblem").text()
        scenario.show_scenario(scenario.kept)
        assert (step, problem) == (WaitStep(match=Match(equals="{{channel}}")), "")
