"""A workspace: what makes it one, and when it changed."""

import uuid
from pathlib import Path

import pytest

from inspector.library import Endpoint, Environment, LibraryError, Scenario, Workspace
from tests.support.things import text


def test_a_workspace_is_made_by_the_first_thing_that_is_saved(tmp_path: Path) -> None:
    root = tmp_path / "ours"
    workspace = Workspace(root)
    before = workspace.id
    assert (workspace.name, workspace.endpoints.list(), root.exists()) == ("ours", [], False)
    workspace.endpoints.save(Endpoint(name="echo", url="ws://x/"))
    workspace.templates.save(text("Auth/login"))
    workspace.environments.save(Environment(name="staging"))
    workspace.scenarios.save(Scenario(name="log in"))
    assert sorted(path.relative_to(root).as_posix() for path in root.rglob("*.toml")) == [
        "endpoints/echo.toml",
        "environments/staging.toml",
        "scenarios/log-in.toml",
        "templates/Auth/login.toml",
        "workspace.toml",
    ]
    assert (root / "workspace.toml").read_text() == f'format = 1\nid = "{before}"\n'
    assert Workspace(root).id == before == workspace.id
    assert uuid.UUID(before).version == 4


def test_a_folder_makes_a_workspace_too(tmp_path: Path) -> None:
    Workspace(tmp_path).templates.make_folder("Auth")
    assert (tmp_path / "workspace.toml").exists()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("<<<<<<< a\nformat = 1\n=======\n>>>>>>> b\n", "a merge left both versions"),
        ("format = 2\n", "made by a newer version"),
        ('format = 1\nid = "../../etc"\n', "badly formed"),
        ("format = 1\n", "badly formed"),
    ],
)
def test_a_broken_workspace_file_is_said_and_left_alone(
    tmp_path: Path, content: str, problem: str
) -> None:
    file = tmp_path / "workspace.toml"
    file.write_text(content)
    workspace = Workspace(tmp_path)
    assert uuid.UUID(workspace.id)
    [broken] = workspace.broken
    assert broken.path == file
    assert problem in broken.error
    workspace.templates.save(text("a"))
    assert file.read_text() == content


def test_its_id_is_that_of_its_file_now(tmp_path: Path) -> None:
    """Somebody may repair that, or go to another branch, while the window is open."""
    workspace = Workspace(tmp_path)
    made = workspace.id
    file = tmp_path / "workspace.toml"
    for content, expected in (
        ("<<<<<<< a\n=======\n>>>>>>> b\n", made),
        (f'format = 1\nid = "{uuid.UUID(int=7)}"\n', str(uuid.UUID(int=7))),
    ):
        file.write_text(content)
        assert workspace.id == expected
    assert workspace.broken == []


def test_what_is_kept_elsewhere_is_kept_under_an_id_that_lasts(tmp_path: Path) -> None:
    """Environments may have been written by hand, or come without the workspace's own file."""
    assert Workspace(tmp_path / "new").lasting_id == Workspace(tmp_path / "new").id
    (tmp_path / "file").write_text("")
    assert uuid.UUID(Workspace(tmp_path / "file").lasting_id), "nothing can be written there"


def test_nothing_is_saved_where_the_workspace_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="was not written"):
        Workspace(tmp_path / "file").templates.save(text("a"))


def test_the_signature_tells_of_any_change(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    signatures = [workspace.signature()]

    def changed() -> bool:
        signatures.append(workspace.signature())
        assert signatures[-1] == workspace.signature()
        return signatures[-1] not in signatures[:-1]

    workspace.templates.save(text("A/a", "1"))
    assert changed()
    file = tmp_path / "templates" / "A" / "a.toml"
    file.write_text(file.read_text() + "# more\n")
    assert changed()
    file.rename(file.with_name("b.toml"))
    assert changed()
    (tmp_path / "environments").mkdir()
    assert not changed(), "nothing to show"
    (tmp_path / "environments" / "broken.toml").write_text("x")
    assert changed()
    (tmp_path / "scenarios" / "New").mkdir(parents=True)
    assert changed()
    (tmp_path / "README.md").write_text("x")
    assert not changed()
    file.with_name("b.toml").unlink()
    assert changed()
