"""`library`, run as a process: what other tools keep, in a workspace."""

import json
from pathlib import Path

import pytest

from inspector.cli import main
from inspector.library import Workspace
from tests.support.program import run

FILES = Path(__file__).parent.parent / "library" / "imports" / "files"
CHAT = FILES / "chat.postman_collection.json"


async def test_import_writes_into_the_workspace_and_tells_what_it_left_out(tmp_path):
    words = ("--workspace", tmp_path / "mine", "--folder", "Others")
    code, out, err = await run("library", "import", CHAT, *words)
    assert (code, err) == (0, "")
    first, *lines = out.splitlines()
    assert first == f"Postman collection: 4 endpoints, 1 template, in {tmp_path / 'mine'}"
    assert "- scripts, which are never run here: Chat service" in lines
    workspace = Workspace(tmp_path / "mine")
    assert len(workspace.endpoints.list()) == 4
    assert [it.path for it in workspace.templates.list()] == ["Others/Chat service/Rooms/join"]


@pytest.mark.parametrize(("words", "folders"), [((), 2), (("--update",), 1), (("-u",), 1)])
def test_the_same_file_again(tmp_path, capsys, words, folders):
    command = ["library", "import", str(CHAT), "--workspace", str(tmp_path / "mine")]
    assert main(command) == main([*command, *words]) == 0
    paths = [it.path for it in Workspace(tmp_path / "mine").templates.list()]
    assert paths[-1] == "Chat service/Rooms/join"
    assert len(paths) == folders
    assert "names that were taken" in capsys.readouterr().out or folders == 1


async def test_export_copies_a_folder_into_another_workspace(tmp_path):
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    for file in (CHAT, FILES / "exchange.http", FILES / "staging.postman_environment.json"):
        await run("library", "import", file, "--workspace", mine)
    words = ("library", "export", "Chat service/Rooms", "-o", theirs, "--workspace", mine)
    assert await run(*words) == (0, f"2 copied to {theirs}\n", "")
    there = Workspace(theirs)
    assert [it.path for it in there.endpoints.list()] == ["Chat service/Rooms/join"]
    assert there.endpoints.folders()[0].variables["socket"] == "wss://chat.example"
    code, out, _ = await run(*words)
    assert (code, out.splitlines()) == (
        0,
        [
            f"0 copied to {theirs}",
            "- there already: template Chat service/Rooms/join, endpoint Chat service/Rooms/join",
        ],
    )
    assert (await run("library", "export", "-o", theirs, "--workspace", mine)).code == 0
    assert len(there.endpoints.list()) == 7
    assert [it.name for it in there.environments.list()] == ["Staging"]


async def test_export_of_nothing(tmp_path):
    code, out, err = await run(
        *("library", "export", "Nowhere", "-o", tmp_path / "b", "--workspace", tmp_path / "a")
    )
    assert (code, out) == (1, "")
    assert "there is nothing in the folder 'Nowhere' of" in err
    assert not (tmp_path / "b").exists()


def test_a_dry_run_writes_nothing(tmp_path, capsys):
    assert main(["library", "import", str(CHAT), "-n", "--workspace", str(tmp_path / "w")]) == 0
    assert capsys.readouterr().out.startswith("Postman collection: 4 endpoints, 1 template\n- ")
    assert not (tmp_path / "w").exists()


def test_the_window_s_workspace_is_the_default(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("inspector.cli.library.library_folder", lambda: tmp_path / "own")
    assert main(["library", "import", str(FILES / "exchange.http")]) == 0
    assert len(Workspace(tmp_path / "own").endpoints.list()) == 3


def test_nothing_to_take_is_a_failure(tmp_path, capsys):
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"info": {}, "item": [{"name": "x", "request": "http://x"}]}))
    assert main(["library", "import", str(file), "--workspace", str(tmp_path / "w")]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "Postman collection: nothing"
    assert out[1] == "- requests that are not for plain WebSockets: a/x"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["README.md"], 1, "no tool that is known here wrote it"),
        ([str(CHAT), "--folder", "a:b"], 1, "cannot hold"),
        (["not there"], 1, "No such file"),
        ([], 2, "required: FILE"),
    ],
)
def test_what_cannot_be_imported(tmp_path, monkeypatch, capsys, words, code, said):
    Path(tmp_path / "README.md").write_text("# Read me\n")
    monkeypatch.chdir(tmp_path)
    try:
        assert main(["library", "import", *words, "--workspace", "w"]) == code
    except SystemExit as ended:
        assert ended.code == code  # noqa: PT017 - argparse ends the program
    assert said in capsys.readouterr().err


def test_values_of_secrets_go_into_the_keyring(tmp_path, monkeypatch, capsys):
    kept = {}

    class Keyring:
        keeps = ""

        def set(self, *key_and_value: str) -> None:
            kept[key_and_value[1:-1]] = key_and_value[-1]

    monkeypatch.setattr("inspector.cli.library.SecretStore", Keyring)
    file = FILES / "staging.postman_environment.json"
    assert main(["library", "import", str(file), "--workspace", str(tmp_path)]) == 0
    assert kept == {("Staging", "token"): "s3cr3t-t0k3n"}
    Keyring.keeps = "no keyring"
    assert main(["library", "import", str(file), "--workspace", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "values of secrets, to be entered again (no keyring): token of Staging 2" in said
    assert "s3cr3t" not in said
