"""A scenario's run as JUnit XML, the form that Jenkins, GitLab and GitHub's readers know.

A `testsuite` with a `testcase` a step; the schema is that of Jenkins' xUnit plugin (junit-10.xsd),
which knows no number of skipped tests beside the suite's own.
"""

import re
import xml.etree.ElementTree as ET  # writes only, reads nothing
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from inspector.automation.scenario_run import ScenarioRun
from inspector.automation.step_run import StepState

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold (section 2.2)."""


def junit(
    run: ScenarioRun, begun: datetime, recording: Path, properties: Mapping[str, str] | None = None
) -> bytes:
    """The report on `run`, which began at `begun` and was recorded in `recording`, in UTF-8.

    Characters that XML cannot hold become U+FFFD.
    """
    states = [step.state for step in run.steps]
    counts = {
        "tests": str(len(states)),
        "failures": str(states.count(StepState.FAILED)),
        "errors": "0",
        "time": f"{sum(step.duration for step in run.steps):.3f}",
    }
    name = _clean(run.scenario.path)
    suites = ET.Element("testsuites", attrib={"name": name, **counts})
    stamp = begun.isoformat(timespec="seconds")
    suite = ET.SubElement(suites, "testsuite", {"name": name, "timestamp": stamp, **counts})
    suite.set("skipped", str(states.count(StepState.SKIPPED)))
    if properties:
        listed = ET.SubElement(suite, "properties")
        for key, value in properties.items():
            ET.SubElement(listed, "property", name=_clean(key), value=_clean(value))
    for step in run.steps:
        title = _clean(f"{step.number}. {step.title}")
        time = f"{step.duration:.3f}"
        case = ET.SubElement(suite, "testcase", classname=name, name=title, time=time)
        if step.state is StepState.FAILED:
            error = _clean(step.error)
            failure = ET.SubElement(case, "failure", type=str(step.step.__struct_config__.tag))
            failure.set("message", " ".join(error.split()))
            failure.text = error
        elif step.state is StepState.SKIPPED:
            ET.SubElement(case, "skipped")
    ET.SubElement(suite, "system-out").text = _clean(f"recording: {recording}\n")
    if run.rules.complaints:
        ET.SubElement(suite, "system-err").text = _clean("\n".join([*run.rules.complaints, ""]))
    ET.indent(suites)
    text = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
