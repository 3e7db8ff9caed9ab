"""Workspaces made for a test."""

from pathlib import Path

from inspector.library import Endpoint, Environment, Scenario, Template, Workspace

Thing = Endpoint | Environment | Scenario | Template


def workspace(root: Path, *things: Thing) -> Workspace:
    """One at `root` with `things` in it."""
    made = Workspace(root)
    for thing in things:
        match thing:
            case Endpoint():
                made.endpoints.save(thing)
            case Environment():
                made.environments.save(thing)
            case Scenario():
                made.scenarios.save(thing)
            case Template():
                made.templates.save(thing)
    return made
