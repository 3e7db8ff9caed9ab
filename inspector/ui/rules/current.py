"""The rules of a tab as they are now."""

from msgspec.structs import replace

from inspector.automation.rules import RuleRunner
from inspector.library.rule import Rule


def current_rules(runner: RuleRunner) -> tuple[Rule, ...]:
    """What `runner` goes by, with what was switched since."""
    return tuple(replace(running.rule, enabled=running.enabled) for running in runner.rules)
