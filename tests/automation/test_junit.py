"""The report, read back as those who read such reports do."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.automation.junit import junit
from inspector.automation.scenario_run import ScenarioRun
from inspector.automation.steps import ConnectStep, SendStep, SleepStep, WaitStep
from inspector.library import Scenario
from inspector.library.rule import Rule
from inspector.sending.context import Context
from inspector.session import Session

BEGUN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def a_run(error: str = "", note: str = "") -> ScenarioRun:
    """Of four steps: two passed, the third failed if there is an error, the fourth was skipped."""
    steps = (ConnectStep(), SendStep(content="a\x00b <&>"), WaitStep(note=note), SleepStep())
    scenario = Scenario(name="sign in", folder="Exchange", steps=steps)
    run = ScenarioRun(scenario, Context(), Session())
    for step in run.steps[:3]:
        step.begin()
        step.end(error if step.number == 3 else "")
    run.steps[3].skip()
    return run


def parsed(run: ScenarioRun) -> ET.Element:
    return ET.fromstring(junit(run, BEGUN, Path("/tmp/a.wsrec"), {"environment": "staging"}))


def test_a_case_for_each_step() -> None:
    suites = parsed(a_run("it\ncame to nothing"))
    suite = suites.find("testsuite")
    assert suites.tag == "testsuites"
    assert set(suites.attrib) == {"name", "time", "tests", "failures", "errors"}, "junit-10.xsd"
    assert suite is not None
    counts = {key: suite.get(key) for key in ("name", "tests", "failures", "errors", "skipped")}
    assert counts == {
        "name": "Exchange/sign in", "tests": "4", "failures": "1", "errors": "0", "skipped": "1"
    }  # fmt: skip
    assert suite.get("timestamp") == "2026-01-02T03:04:05+00:00"
    cases = suite.findall("testcase")
    assert [case.get("name") for case in cases] == [
        "1. connect",
        "2. send text a\ufffdb <&>",
        "3. wait 10 s for a message",
        "4. sleep 1 s",
    ]
    assert {case.get("classname") for case in cases} == {"Exchange/sign in"}
    assert [[child.tag for child in case] for case in cases] == [[], [], ["failure"], ["skipped"]]
    failure = cases[2].find("failure")
    assert failure is not None
    assert failure.get("message") == "it came to nothing"
    assert failure.text == "it\ncame to nothing"
    assert failure.get("type") == "wait"
    assert all(float(case.get("time", "")) >= 0 for case in cases)
    assert suite.findtext("system-out") == "recording: /tmp/a.wsrec\n"
    found = suite.find("properties/property")
    assert found is not None
    assert found.attrib == {"name": "environment", "value": "staging"}


def test_what_rules_complain_of_is_told_beside_the_cases() -> None:
    run = a_run()
    assert parsed(run).find(".//system-err") is None
    run.rules.replace([Rule(name="loop"), Rule(name="quiet")])
    run.rules.rules[0].problem = "Stopped"
    run.rules.failure = "No rule looked at #7"
    assert parsed(run).findtext(".//system-err") == "No rule looked at #7\nrule loop: Stopped\n"


@given(st.text(st.characters(), min_size=1), st.text(st.characters()))
def test_whatever_is_told_the_report_can_be_read(error: str, note: str) -> None:
    suites = parsed(a_run(error, note))
    assert suites.find(".//failure") is not None


@pytest.mark.parametrize("error", ["\x00", "\ud800", "\ufffe", "\x0b]]>"])
def test_characters_that_xml_cannot_hold_are_replaced(error: str) -> None:
    failure = parsed(a_run(error)).find(".//failure")
    assert failure is not None
    assert failure.text is not None
    assert failure.text.startswith("\ufffd")
