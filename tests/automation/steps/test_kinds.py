"""Every kind of step and action has all its parts. One that is not registered cannot be read, one
that lacks a part fails here, and neither can pass silently in a run."""

import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

from inspector.automation import actions, steps
from inspector.automation.actions import ACTIONS, Action
from inspector.automation.actions.action import actions_of
from inspector.automation.scenario_run import ScenarioRun, StepState
from inspector.automation.steps import STEPS, SetStep, Step
from inspector.automation.steps.step import steps_of
from inspector.library import Scenario
from inspector.library.rule import AnyAction, Rule
from inspector.library.scenario import AnyStep
from inspector.library.thing_file import to_table, to_thing
from inspector.sending.context import Context
from inspector.session import Session

KINDS = (*STEPS, *ACTIONS)


def declared_in(package: ModuleType, base: type) -> dict[str, list[type]]:
    """The kinds of `base` in each file of the package, by the file's name."""
    found = {}
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"{package.__name__}.{module.name}")
        found[module.name] = [
            kind
            for _, kind in inspect.getmembers(loaded, inspect.isclass)
            if issubclass(kind, base) and kind is not base and kind.__module__ == loaded.__name__
        ]
    return found


@pytest.mark.parametrize(
    ("package", "base", "registered"), [(steps, Step, STEPS), (actions, Action, ACTIONS)]
)
def test_each_file_declares_one_kind_which_is_registered(
    package: ModuleType, base: type, registered: tuple[type, ...]
) -> None:
    found = declared_in(package, base)
    assert found.pop(base.__name__.lower()) == []
    assert {name: len(kinds) for name, kinds in found.items()} == dict.fromkeys(found, 1)
    assert {kind for [kind] in found.values()} == set(registered)
    assert len(set(registered)) == len(registered)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_says_what_it_is_and_does(kind: type[Step] | type[Action]) -> None:
    base, does = (Step, "run") if issubclass(kind, Step) else (Action, "fire")
    assert kind.title
    assert kind.tip
    assert getattr(kind, does) is not getattr(base, does), "it does nothing"
    assert kind.words is not base.words, "it is not told"
    assert kind.new().words()
    assert kind.__struct_config__.tag_field == "do"


@pytest.mark.parametrize("kinds", [STEPS, ACTIONS], ids=["steps", "actions"])
def test_each_kind_has_a_name_of_its_own(kinds: tuple[type[Step] | type[Action], ...]) -> None:
    assert len({kind.__struct_config__.tag for kind in kinds}) == len(kinds)
    assert len({kind.title for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("kind", STEPS, ids=lambda kind: kind.__name__)
def test_each_kind_comes_back_from_a_file(kind: type[Step]) -> None:
    named = {"name": ""} if kind is SetStep else {}
    scenario = Scenario(name="a", steps=(kind.new(),))
    table = to_table(scenario)
    assert to_thing(table, Scenario, "") == scenario
    assert table["steps"] == ({"do": kind.__struct_config__.tag, **named},), "defaults are left out"


class Forgotten(Step, frozen=True, kw_only=True, tag="forgotten"):
    """Somebody wrote its fields, and nothing else."""

    def words(self) -> str:
        return "do nothing"


class ForgottenAction(Action, frozen=True, kw_only=True, tag="forgotten"):
    pass


async def test_a_step_that_does_nothing_fails_loudly() -> None:
    run = ScenarioRun(Scenario(name="a", steps=(Forgotten(),)), Context(), Session())
    with pytest.raises(NotImplementedError):
        await run.run()
    assert run.steps[0].state is StepState.FAILED
    assert not run.passed


def test_what_was_never_declared_is_no_step_and_no_action() -> None:
    class Stranger(AnyStep, AnyAction):
        pass

    with pytest.raises(TypeError, match="no step"):
        steps_of([Forgotten(), Stranger()])
    with pytest.raises(TypeError, match="no action"):
        actions_of([ForgottenAction(), Stranger()])


def test_a_kind_that_is_not_registered_is_not_read() -> None:
    table = to_table(Scenario(name="a", steps=(Forgotten(),)))
    with pytest.raises(
        ValueError, match=r"in step 1 .forgotten.: 'do' is 'forgotten': one of conn"
    ):
        to_thing(table, Scenario, "")
    rule = Rule(name="r", then=(ForgottenAction(),))
    with pytest.raises(NotImplementedError):
        actions_of(rule.then)[0].words()
