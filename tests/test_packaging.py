"""What people install: the wheel holds the package with its resources and works by itself."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(ROOT)], cwd=folder, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as built:
        yield built


def files(pattern: str) -> set[str]:
    found = {path.relative_to(ROOT) for path in ROOT.glob(pattern) if path.is_file()}
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_package_and_its_resources(wheel: zipfile.ZipFile) -> None:
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    resources = {f"inspector/{name}" for name in files("resources/**/*")}
    assert "inspector/resources/icons/websocket-inspector.svg" in resources
    assert packed == files("inspector/**/*") | resources


def test_the_wheel_names_its_licence_its_version_and_its_program(wheel: zipfile.ZipFile) -> None:
    described = {Path(name).name: name for name in wheel.namelist() if ".dist-info/" in name}
    metadata = wheel.read(described["METADATA"]).decode()
    assert "\nLicense-Expression: MIT\n" in metadata
    assert "\nRequires-Python: >=3.11\n" in metadata
    assert "MIT License" in wheel.read(described["LICENSE"]).decode()
    assert (
        "websocket-inspector = inspector.__main__:main"
        in wheel.read(described["entry_points.txt"]).decode()
    )


def test_the_unpacked_wheel_draws_its_window(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    where = [sys.executable, "-c", "import inspector; print(inspector.__file__)"]
    smoke = [sys.executable, str(ROOT / "packaging" / "smoke.py")]
    for command, said in ((where, str(tmp_path)), (smoke, "works")):
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert said in done.stdout
