"""What rules and scenarios refer to by path."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from inspector.library.endpoint import Endpoint
from inspector.library.named import Named
from inspector.library.rule import AnyAction, Reply, Rule
from inspector.library.scenario import AnyStep, ConnectStep, Scenario, SendStep

T = TypeVar("T", bound=Named)


class NewPaths:
    """Things that have another path now, the old one as key: templates, endpoints."""

    def __init__(self, templates: Mapping[str, str], endpoints: Mapping[str, str]) -> None:
        self._templates = templates
        self._endpoints = endpoints

    def applied(self, thing: T) -> T:
        """`thing` with its references followed."""
        if isinstance(thing, Endpoint):
            rules = tuple(self._rule(rule) for rule in thing.rules)
            return msgspec.structs.replace(thing, rules=rules)
        if isinstance(thing, Scenario):
            return msgspec.structs.replace(
                thing,
                endpoint=self._endpoints.get(thing.endpoint, thing.endpoint),
                steps=tuple(self._step(step) for step in thing.steps),
            )
        return thing

    def _rule(self, rule: Rule) -> Rule:
        return msgspec.structs.replace(rule, then=tuple(self._action(it) for it in rule.then))

    def _action(self, action: AnyAction) -> AnyAction:
        if isinstance(action, Reply):
            template = self._templates.get(action.template, action.template)
            return msgspec.structs.replace(action, template=template)
        return action

    def _step(self, step: AnyStep) -> AnyStep:
        if isinstance(step, ConnectStep):
            endpoint = self._endpoints.get(step.endpoint, step.endpoint)
            return msgspec.structs.replace(step, endpoint=endpoint)
        if isinstance(step, SendStep):
            template = self._templates.get(step.template, step.template)
            return msgspec.structs.replace(step, template=template)
        return step
