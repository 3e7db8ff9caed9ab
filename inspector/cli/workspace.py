"""What a command needs of a workspace: found by a person's words, or said why it is not."""

import getpass
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import inspector.automation  # noqa: F401 - declares the steps and actions that files hold
from inspector.library import (
    Environment,
    LibraryError,
    Scenario,
    SecretStore,
    Workspace,
    library_folder,
)
from inspector.library.store import Store
from inspector.library.thing_file import to_thing
from inspector.library.toml_file import read_toml

_SCENARIOS = "scenarios"


class UsageError(Exception):
    """What was asked for is not there. Says what is, for a person."""


def find_scenario(word: str, root: Path | None) -> tuple[Workspace, Scenario]:
    """The scenario at a path of the workspace in `root` (by default the person's own), or in the
    file `word`, whose workspace is found around it. UsageError, LibraryError."""
    if root is not None and not root.is_dir():
        raise UsageError(f"there is no folder {root}")
    file = Path(word)
    if file.suffix == ".toml" and file.is_file():
        folder = _folder_of_scenarios(file.resolve())
        scenario = _read(file, folder)
        return Workspace(root or folder.parent), _with_steps(scenario)
    workspace = Workspace(root or library_folder())
    try:
        return workspace, _with_steps(workspace.scenarios.get(word))
    except LibraryError as error:
        raise UsageError(f"{error}; {_there(workspace.scenarios)}") from None


def find_environment(workspace: Workspace, name: str | None) -> Environment | None:
    """UsageError where there is none of that name."""
    if name is None:
        return None
    try:
        return workspace.environments.get(name)
    except LibraryError as error:
        raise UsageError(f"{error}; {_there(workspace.environments)}") from None


def find_secrets(
    workspace: Workspace, environment: Environment | None, given: Mapping[str, str]
) -> dict[str, str]:
    """The values of the environment's secrets, asked for where nobody knows them. UsageError where
    nobody can be asked."""
    secrets: dict[str, str] = {}
    if environment is None:
        return secrets
    store = SecretStore()
    for name in environment.secrets:
        value = given.get(name) or store.get(workspace.id, environment.path, name)
        value = value or os.environ.get(name) or os.environ.get(_shell_name(name))
        secrets[name] = value or _ask(name, environment)
    return secrets


def _ask(name: str, environment: Environment) -> str:
    if not (sys.stdin and sys.stdin.isatty()):
        raise UsageError(
            f"the secret {name!r} of the environment {environment.path!r} has no value here: set"
            f" the environment variable {_shell_name(name)}, or run it once on a terminal or in the"
            " window"
        )
    value = getpass.getpass(f"{name} ({environment.path}): ")
    if not value:
        raise UsageError(f"the secret {name!r} needs a value")
    return value


def _shell_name(name: str) -> str:
    """As a shell can have it: `api key` is `API_KEY`."""
    return re.sub(r"\W", "_", name).upper()


def _folder_of_scenarios(file: Path) -> Path:
    for folder in file.parents:
        if folder.name == _SCENARIOS:
            return folder
    raise UsageError(
        f"{file} lies in no workspace: one has a folder named {_SCENARIOS!r}; or give the scenario"
        " by its path, with --workspace"
    )


def _read(file: Path, folder: Path) -> Scenario:
    inside = file.resolve().parent.relative_to(folder)
    try:
        return to_thing(read_toml(file), Scenario, "/".join(inside.parts))
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} cannot be read: {error}") from None


def _with_steps(scenario: Scenario) -> Scenario:
    if not scenario.steps:
        raise UsageError(f"the scenario {scenario.path!r} has no steps: there is nothing to run")
    return scenario


def _there(store: Store[Scenario] | Store[Environment]) -> str:
    paths = [repr(thing.path) for thing in store.list()]
    told = f"there are: {', '.join(paths)}" if paths else f"there is no {store.noun} in it"
    broken = "".join(f"\n{file.path}: {file.error}" for file in store.broken)
    return told + broken
