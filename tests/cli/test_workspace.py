"""Where secrets come from, in their order, and who is asked where nobody knows them."""

import getpass
import io
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from inspector.cli import workspace as module
from inspector.cli.workspace import UsageError, find_secrets
from inspector.library import Environment, Workspace

STAGING = Environment(name="staging", folder="eu", secrets=("api key",))


class Keyring:
    """In place of the system's."""

    kept: ClassVar[dict[tuple[str, str, str], str]] = {}

    def get(self, workspace_id: str, environment: str, name: str) -> str | None:
        return self.kept.get((workspace_id, environment, name))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(module, "SecretStore", Keyring)
    monkeypatch.setattr(Keyring, "kept", {})
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return Workspace(tmp_path)


def test_the_command_line_then_the_keyring_then_the_process(
    found: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match=r"'api key' of the environment 'eu/staging'.* API_KEY"):
        find_secrets(found, STAGING, {})
    monkeypatch.setenv("API_KEY", "shell")
    assert find_secrets(found, STAGING, {}) == {"api key": "shell"}
    monkeypatch.setenv("api key", "process")
    assert find_secrets(found, STAGING, {}) == {"api key": "process"}
    Keyring.kept[found.id, "eu/staging", "api key"] = "keyring"
    assert find_secrets(found, STAGING, {}) == {"api key": "keyring"}
    assert find_secrets(found, STAGING, {"api key": "given"}) == {"api key": "given"}


def test_a_person_at_a_terminal_is_asked(found: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    asked: list[str] = []
    monkeypatch.setattr(getpass, "getpass", lambda prompt: asked.append(prompt) or "typed")
    assert find_secrets(found, STAGING, {}) == {"api key": "typed"}
    assert asked == ["api key (eu/staging): "]
    monkeypatch.setattr(getpass, "getpass", lambda _: "")
    with pytest.raises(UsageError, match="needs a value"):
        find_secrets(found, STAGING, {})


def test_without_an_environment_there_are_none(found: Workspace) -> None:
    assert find_secrets(found, None, {"x": "y"}) == {}
