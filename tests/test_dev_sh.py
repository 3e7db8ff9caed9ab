"""packaging/dev.sh: what it starts, with a Python that only tells how it was called."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

PYTHON = """#!/bin/sh
case "$1 $2" in
"-V ") echo Python 3.11.7 ;;
"-c "*) exit 0 ;;
"-m pip") shift 3 && echo "pip $*" >>installed ;;
*) echo "python $*" ;;
esac
"""
NO_APT = "#!/bin/sh\nexit 1\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A source tree with a virtual environment of these programs."""
    (tmp_path / "packaging").mkdir()
    shutil.copy(ROOT / "packaging" / "dev.sh", tmp_path / "packaging")
    shutil.copytree(ROOT / "packaging" / "lock", tmp_path / "packaging" / "lock")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for venv in (".venv", ".venv-latest"):
        programs = tmp_path / venv / "bin"
        programs.mkdir(parents=True)
        (programs / "pip").write_text(f"#!{programs}/python\n")
        for name, text in (("python", PYTHON), ("apt-get", NO_APT)):
            (programs / name).write_text(text)
            (programs / name).chmod(0o755)
    return tmp_path


def dev_sh(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("HOME",) if name in os.environ}
    path = f"{project / '.venv' / 'bin'}:/usr/bin:/bin"
    return subprocess.run(
        ["/bin/sh", str(project / "packaging" / "dev.sh"), *words],
        env={**kept, "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script for sh")


@pytest.mark.parametrize(
    ("words", "started"),
    [
        ([], ["--demo"]),
        (["--theme", "dark"], ["--demo", "--theme", "dark"]),
        (["ws://127.0.0.1:1/"], ["ws://127.0.0.1:1/"]),
        (["--theme", "dark", "wss://host/"], ["--theme", "dark", "wss://host/"]),
        (["record", "ws://host/", "-o", "a b"], ["record", "ws://host/", "-o", "a b"]),
        (["export", "--help"], ["export", "--help"]),
    ],
)
def test_run_gives_arguments_to_the_application(
    project: Path, words: list[str], started: list[str]
) -> None:
    done = dev_sh(project, "run", *words, DISPLAY=":0")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"python -m inspector {' '.join(started)}\n"


@pytest.mark.parametrize(
    "words",
    [["record", "ws://host/"], ["--screenshot", "a.png"], ["ws://host/", "--screenshot=a.png"],
     ["--version"], ["run", "scenario"]],
)  # fmt: skip
def test_no_display_is_needed_where_no_window_opens_on_one(project: Path, words: list[str]) -> None:
    done = dev_sh(project, "run", *words)
    assert done.returncode == 0, done.stderr
    assert "python -m inspector " in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("words", [[], ["ws://host/"], ["--theme", "dark"]])
def test_a_window_without_a_display_is_refused_with_a_remedy(
    project: Path, words: list[str]
) -> None:
    done = dev_sh(project, "run", *words)
    assert done.returncode == 1
    assert "no display" in done.stderr
    assert "--screenshot" in done.stderr


def test_the_lock_is_installed_once_and_again_when_it_changes(project: Path) -> None:
    installed = project / "installed"
    for _ in range(2):
        assert dev_sh(project, "run", "export").returncode == 0
    assert installed.read_text().splitlines() == [
        "pip -q --disable-pip-version-check --require-hashes -r packaging/lock/run.txt",
        "pip -q --disable-pip-version-check --no-deps --no-build-isolation -e .",
    ]
    with (project / "packaging" / "lock" / "run.txt").open("a") as lock:
        lock.write("# another version\n")
    assert dev_sh(project, "run", "export").returncode == 0
    assert len(installed.read_text().splitlines()) == 4


def test_usage(project: Path) -> None:
    done = dev_sh(project, "play")
    assert done.returncode == 1
    assert "usage: " in done.stderr
