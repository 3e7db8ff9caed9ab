"""From one workspace into another: nothing is written over, and references follow."""

from pathlib import Path

import pytest

from inspector.automation.actions import Mark, Reply
from inspector.automation.steps import ConnectStep, SendStep, SleepStep
from inspector.library import Endpoint, Environment, Folder, Named, Scenario, Workspace
from inspector.library.copying import Copied, copy_things
from inspector.library.rule import Rule
from tests.support.things import text


@pytest.fixture
def ours(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path / "ours")
    rule = Rule(name="answer", then=(Mark(), Reply(template="Auth/login")))
    workspace.endpoints.save(Endpoint(name="echo", url="ws://x/", rules=(rule,)))
    workspace.templates.save(text("Auth/login", "ours"))
    workspace.environments.save(Environment(name="staging", secrets=("key",)))
    steps = (ConnectStep(endpoint="echo"), SendStep(template="Auth/login"), SleepStep())
    workspace.scenarios.save(Scenario(name="log in", endpoint="echo", steps=steps))
    workspace.templates.save_folder(Folder(path="Auth", variables={"user": "kim"}))
    return workspace


@pytest.fixture
def theirs(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "theirs")


def everything(workspace: Workspace) -> list[Named]:
    return [thing for store in workspace.stores for thing in store.list()]


def test_an_export_is_a_workspace(ours: Workspace, theirs: Workspace) -> None:
    file = ours.templates.files()["Auth/login"]
    file.write_text("# ask Kim\n" + file.read_text())
    copied = copy_things(everything(ours), ours, theirs)
    assert copied == Copied(
        added=["template Auth/login", "endpoint echo", "environment staging", "scenario log in"]
    )
    assert everything(theirs) == everything(ours)
    assert theirs.templates.folders() == ours.templates.folders()
    assert theirs.templates.files()["Auth/login"].read_text().startswith("# ask Kim\n")
    assert theirs.id != ours.id


def test_what_is_there_already_is_not_copied_again(ours: Workspace, theirs: Workspace) -> None:
    copy_things(everything(ours), ours, theirs)
    before = theirs.signature()
    copied = copy_things(everything(ours), ours, theirs)
    assert (copied.added, copied.renamed, len(copied.unchanged)) == ([], [], 4)
    assert theirs.signature() == before


def test_nothing_is_written_over_and_references_follow(ours: Workspace, theirs: Workspace) -> None:
    theirs.templates.save(text("Auth/login", "theirs"))
    theirs.templates.save_folder(Folder(path="Auth", variables={"user": "sam"}))
    theirs.endpoints.save(Endpoint(name="echo", url="ws://theirs/"))
    copied = copy_things(everything(ours), ours, theirs)
    assert copied.renamed == [
        ("template Auth/login", "template Auth/login 2"),
        ("endpoint echo", "endpoint echo 2"),
    ]
    assert copied.folders_kept == ["folder Auth"]
    assert theirs.templates.get("Auth/login").content == "theirs"
    assert theirs.templates.get("Auth/login 2").content == "ours"
    assert theirs.templates.folders()[0].variables == {"user": "sam"}
    [rule] = theirs.endpoints.get("echo 2").rules
    assert rule.then == (Mark(), Reply(template="Auth/login 2"))
    scenario = theirs.scenarios.get("log in")
    assert scenario.endpoint == "echo 2"
    assert scenario.steps == (
        ConnectStep(endpoint="echo 2"),
        SendStep(template="Auth/login 2"),
        SleepStep(),
    )


def test_only_what_is_chosen_is_copied(ours: Workspace, theirs: Workspace) -> None:
    ours.templates.save(text("Other/x"))
    ours.templates.save_folder(Folder(path="Other", description="d"))
    assert copy_things(ours.templates.below("Auth"), ours, theirs).added == ["template Auth/login"]
    assert [folder.path for folder in theirs.templates.folders()] == ["Auth"]
    assert copy_things([], ours, theirs) == Copied()
