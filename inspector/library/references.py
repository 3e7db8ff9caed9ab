"""What rules and scenarios refer to by path."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec

from inspector.library.endpoint import Endpoint
from inspector.library.named import Named
from inspector.library.rule import AnyAction, Reply, Rule
from inspector.library.scenario import AnyStep, ConnectStep, Scenario, SendStep

T = TypeVar("T", bound=Named)


NewPath = Callable[[str], str]
"""What is to be referred to in place of a path."""


def by(paths: Mapping[str, str]) -> NewPath:
    """Those that have another one, by the old one."""
    return lambda path: paths.get(path, path)


class NewPaths:
    """What becomes of references to templates and endpoints."""

    def __init__(self, templates: NewPath, endpoints: NewPath) -> None:
        self._template = templates
        self._endpoint = endpoints

    def applied(self, thing: T) -> T:
        """`thing` with its references followed."""
        if isinstance(thing, Endpoint):
            rules = tuple(self._rule(rule) for rule in thing.rules)
            return msgspec.structs.replace(thing, rules=rules)
        if isinstance(thing, Scenario):
            return msgspec.structs.replace(
                thing,
                endpoint=self._endpoint(thing.endpoint),
                steps=tuple(self._step(step) for step in thing.steps),
            )
        return thing

    def _rule(self, rule: Rule) -> Rule:
        return msgspec.structs.replace(rule, then=tuple(self._action(it) for it in rule.then))

    def _action(self, action: AnyAction) -> AnyAction:
        if isinstance(action, Reply):
            return msgspec.structs.replace(action, template=self._template(action.template))
        return action

    def _step(self, step: AnyStep) -> AnyStep:
        if isinstance(step, ConnectStep):
            return msgspec.structs.replace(step, endpoint=self._endpoint(step.endpoint))
        if isinstance(step, SendStep):
            return msgspec.structs.replace(step, template=self._template(step.template))
        return step
