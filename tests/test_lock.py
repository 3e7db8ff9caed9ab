"""The lock: exact, hashed versions for each system and Python that the project supports."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCKS = {name: ROOT / "packaging" / "lock" / f"{name}.txt" for name in ("run", "test")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
TARGETS = [
    {
        "python_version": version,
        "python_full_version": f"{version}.0",
        "sys_platform": platform,
        "platform_system": system,
        "os_name": "nt" if platform == "win32" else "posix",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    for version in ("3.11", "3.12", "3.13")
    for platform, system in SYSTEMS.items()
]


def entries(name: str) -> list[tuple[Requirement, int]]:
    """The pinned requirements of a lock, each with the number of its hashes."""
    text = LOCKS[name].read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line[:1] not in ("", "#", " ")]
    return [(Requirement(re.split(r"\s--hash", line)[0]), line.count("--hash=")) for line in lines]


def pinned(name: str, target: dict[str, str]) -> dict[str, str]:
    """The versions that a lock gives to a target, by name of the distribution."""
    found: dict[str, str] = {}
    for requirement, _ in entries(name):
        if requirement.marker is None or requirement.marker.evaluate(target):
            assert requirement.name not in found, f"{requirement.name} is pinned twice"
            (pin,) = requirement.specifier
            assert pin.operator == "=="
            found[requirement.name] = pin.version
    return found


def wanted(*extras: str) -> list[Requirement]:
    lines = [*PROJECT["dependencies"]]
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    found = [Requirement(line) for line in lines]
    return [each for each in found if each.name != PROJECT["name"]]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_every_version_is_exact_and_hashed_and_no_index_is_named(name: str) -> None:
    assert "://" not in LOCKS[name].read_text(encoding="utf-8")
    assert len(entries(name)) > 10
    for requirement, hashes in entries(name):
        assert hashes, requirement
        assert len(requirement.specifier) == 1


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: f"{t['python_version']}-{t['os_name']}")
@pytest.mark.parametrize(
    ("name", "extras"), [("run", ("editable",)), ("test", ("editable", "dev"))]
)
def test_what_the_project_asks_for_is_locked_within_its_ranges(
    name: str, extras: tuple[str, ...], target: dict[str, str]
) -> None:
    versions = pinned(name, target)
    for requirement in wanted(*extras):
        if requirement.marker is None or requirement.marker.evaluate(target):
            version = versions.get(canonical(requirement.name), "")
            assert requirement.specifier.contains(version), f"{requirement}: {version or 'missing'}"


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: f"{t['python_version']}-{t['os_name']}")
def test_what_runs_is_what_was_tested(target: dict[str, str]) -> None:
    assert pinned("run", target).items() <= pinned("test", target).items()
