"""Who may import whom: the contracts of pyproject.toml hold, and each of them can fail."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}
SHELLS = {"__init__", "__main__", "cli", "ui"}
CORE = sorted(
    path.stem
    for path in (ROOT / "inspector").iterdir()
    if path.suffix == ".py" or (path / "__init__.py").exists()
    if path.stem not in SHELLS
)

VIOLATIONS = [
    ("rooms", "events", "inspector.wire"),
    ("rooms", "wire", "inspector.recording"),
    ("rooms", "recording", "inspector.payloads"),
    ("rooms", "payloads", "inspector.library"),
    ("rooms", "library", "inspector.wire"),
    ("rooms", "exports", "inspector.session"),
    ("rooms", "session", "inspector.ui"),
    ("rooms", "library", "inspector.variables"),
    ("rooms", "sending", "inspector.automation"),
    ("rooms", "automation", "inspector.ui"),
    ("rooms", "ui", "inspector.cli"),
    ("session", "session", "inspector.payloads"),
    ("exports", "exports", "inspector.wire"),
    ("filtering", "filtering", "inspector.wire"),
    ("statistics", "statistics", "inspector.payloads"),
    ("demo", "demo", "inspector.wire"),
    ("events", "events", "platformdirs"),
    ("websockets", "ui", "websockets"),
    ("websockets", "wire.connection", "websockets.asyncio.client"),
    ("websockets", "wire.opening.http1", "websockets.http11"),
    ("wire", "wire.dialling.dial", "inspector.wire.opening"),
    ("wire", "wire.opening.http1", "inspector.wire.link"),
    ("wire", "wire.link", "inspector.wire.opening.http1"),
    ("wire", "wire.options", "inspector.wire.dialling"),
    ("link", "wire.link", "ssl"),
    ("link", "wire.write_queue", "socket"),
    ("storage", "session", "sqlite3"),
    *(("qt", room, "PySide6.QtCore") for room in CORE),
]


def copy_sources(folder: Path) -> Path:
    copy = shutil.copytree(
        ROOT / "inspector", folder / "inspector", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return copy


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the sources that a test may spoil."""
    return copy_sources(tmp_path)


def lint(tree: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command as lint; lint()"
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    options = ["--no-logo", *chosen]  # the cache is below `tree`, too
    return subprocess.run(
        [sys.executable, "-c", program, *options],
        cwd=tree.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def plant(tree: Path, room: str, imported: str) -> None:
    path = tree.joinpath(*room.split("."))
    module = path.with_suffix(".py")
    if not module.exists():
        module = path / "__init__.py"
    with module.open("a", encoding="utf-8") as source:
        source.write(f"\nimport {imported}\n")


def test_the_contracts_hold(tree: Path) -> None:
    result = lint(tree, *CONTRACTS)
    assert result.returncode == 0, result.stdout
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in result.stdout


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with all of `VIOLATIONS` planted."""
    tree = copy_sources(tmp_path_factory.mktemp("sources"))
    for _, room, imported in VIOLATIONS:
        plant(tree, room, imported)
    return tree


@pytest.mark.parametrize("contract", CONTRACTS)
def test_each_planted_import_breaks_its_contract(spoiled: Path, contract: str) -> None:
    result = lint(spoiled, contract)
    assert result.returncode == 1
    assert "Contracts: 0 kept, 1 broken." in result.stdout
    for id_, room, imported in VIOLATIONS:
        if id_ == contract:
            shown = imported if imported.startswith("inspector") else imported.split(".")[0]
            assert f"inspector.{room} -> {shown}" in result.stdout


def test_a_new_room_must_be_given_its_place(tree: Path) -> None:
    (tree / "attic").mkdir()
    (tree / "attic" / "__init__.py").touch()
    result = lint(tree, "rooms")
    assert result.returncode == 1
    assert "attic" in result.stdout


def test_each_contract_is_seen_to_fail() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == set(CONTRACTS)


DOCUMENTED = {
    "websockets.client": {"ClientProtocol"},
    "websockets.typing": {"Origin"},
    "websockets.uri": {"parse_uri"},
}
"""What the client's side may use of websockets: its documentation's Sans-I/O chapter has it all."""


def undocumented(source: str) -> list[str]:
    """What `source` imports of websockets beyond `DOCUMENTED`, which allows no module as a whole:
    so nothing in one can be replaced, and no private name be reached."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.startswith("websockets")]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("websockets"):
            allowed = DOCUMENTED.get(node.module or "", set())
            names = [alias.name for alias in node.names if alias.name not in allowed]
            found += [f"{node.module}.{name}" for name in names]
    return found


def test_only_documented_names_of_websockets_are_used() -> None:
    sources = [
        path
        for path in (ROOT / "inspector").rglob("*.py")
        if "demo" not in path.relative_to(ROOT).parts
    ]
    assert sources
    for path in sources:
        assert not undocumented(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(
    "line",
    [
        "import websockets.client",
        "from websockets import client",
        "from websockets.asyncio.client import connect",
        "from websockets.client import ClientProtocol, backoff",
    ],
)
def test_an_undocumented_name_would_be_found(line: str) -> None:
    assert undocumented(f"def later():\n    {line}\n")


def test_the_qt_contract_covers_the_whole_core() -> None:
    assert sorted(CONTRACTS["qt"]["source_modules"]) == [f"inspector.{room}" for room in CORE]


def test_the_core_and_the_command_line_run_without_qt() -> None:
    """The contracts read imports; this executes them, where Qt cannot be imported at all."""
    program = (
        "import importlib, pkgutil, sys\n"
        "sys.modules.update(dict.fromkeys(['PySide6', 'shiboken6', 'qasync', 'numpy']))\n"
        "import inspector\n"
        "for found in pkgutil.walk_packages(inspector.__path__, 'inspector.'):\n"
        "    if not found.name.startswith(('inspector.ui', 'inspector.__main__')):\n"
        "        importlib.import_module(found.name)\n"
        "        print(found.name)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    imported = result.stdout.split()
    assert {f"inspector.{room}" for room in (*CORE, "cli")} <= set(imported)
