"""References are written anew only where they would lead elsewhere, or nowhere."""

import pytest

from inspector.automation.actions import Ping, Reply
from inspector.automation.steps import ConnectStep, SendStep, SleepStep
from inspector.library import Endpoint, Scenario
from inspector.library.following import Following
from inspector.library.rule import Rule
from tests.support.things import text

TEMPLATES = [text("Auth/sign in"), text("Auth/sign out"), text("EU/sign out"), text("hello")]


def referring(*templates: str) -> Endpoint:
    then = (Ping(), *(Reply(template=template) for template in templates))
    return Endpoint(name="feed", url="", rules=(Rule(name="answer", then=then),))


@pytest.mark.parametrize(
    ("paths", "before", "after"),
    [
        ({"Auth/sign in": "Auth/log in"}, ["Auth/sign in", "hello"], ["Auth/log in", "hello"]),
        ({"Auth/sign in": "Auth/log in"}, ["sign in", "Old/sign in"], ["Auth/log in"] * 2),
        # It is found by its last name.
        ({"Auth/sign in": "EU/sign in"}, ["Auth/sign in"], ["Auth/sign in"]),
        # There are two of that name, so that it would not be.
        ({"Auth/sign out": "sign out"}, ["Auth/sign out"], ["sign out"]),
        ({"Auth/sign in": "x", "EU/sign out": "y"}, ["EU/sign out", "sign in"], ["y", "x"]),
        # Nobody knows which one was meant, or any.
        ({"Auth/sign out": "x"}, ["sign out", "gone", ""], ["sign out", "gone", ""]),
    ],
)
def test_references_to_templates(
    paths: dict[str, str], before: list[str], after: list[str]
) -> None:
    following = Following("template", TEMPLATES, paths)
    assert following.applied(referring(*before)) == referring(*after)


def test_references_of_scenarios() -> None:
    feed, other = Endpoint(name="feed", url=""), Endpoint(name="other", url="")
    following = Following("endpoint", [feed, other], {"feed": "EU/prices"})
    steps = (ConnectStep(), ConnectStep(endpoint="feed"), SendStep(template="feed"), SleepStep())
    scenario = Scenario(name="s", endpoint="feed", steps=steps)
    now = following.applied(scenario)
    assert now.endpoint == "EU/prices"
    assert now.steps == (steps[0], ConnectStep(endpoint="EU/prices"), *steps[2:])
