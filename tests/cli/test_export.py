"""`export`, run as a process, and what it does when it cannot."""

import asyncio
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.cli import main
from inspector.cli.terminal import bar
from inspector.recording import Recording
from tests.support import version_1
from tests.support.entries import REQUEST, RESPONSE, entries, frame
from tests.support.program import run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "session.wsrec"
    with Recording.create(path) as recording:
        recording.append(1, [REQUEST, RESPONSE, *(frame(1, b"x" * 100) for _ in range(3000))])
    return path


async def test_standard_output_is_the_default(file):
    code, out, err = await run("export", file)
    assert (code, err) == (0, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, 3003))
    assert lines[-1]["text"] == "x" * 100


async def test_a_file_and_the_other_format(file, tmp_path):
    out = tmp_path / "session.txt"
    assert await run("export", file, "-f", "text", "-o", out) == (0, "", "")
    assert "#3002  ↓ received text, 100 bytes\n    xxxxx" in out.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["session.txt", "session.wsrec"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pipe")
async def test_a_reader_who_has_seen_enough_ends_it_quietly(file):
    """`export FILE | head -1`"""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "inspector", "export", file),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        limit=1024,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(await process.stdout.readline())["seq"] == 1
    process._transport.get_pipe_transport(1).close()
    assert await process.stderr.read() == b""
    assert await process.wait() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full and a POSIX shell")
@pytest.mark.parametrize(
    ("redirect", "said"),
    [
        (">/dev/full", "Cannot write to standard output: No space left on device."),
        (">&-", "There is no standard output to write to: it was closed."),
        (">/dev/full 2>&-", None),
    ],
)
async def test_output_that_is_lost_is_a_failure(file, redirect, said):
    err = f"websocket-inspector: {said}\n" if said else ""
    assert await run("export", file, redirect=redirect) == (1, "", err)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full and a POSIX shell")
async def test_output_that_is_lost_at_the_very_end_is_one_too(tmp_path):
    """What fits into the buffer is written only when it is flushed."""
    with Recording.create(tmp_path / "small.wsrec") as recording:
        recording.append(1, [frame(1, b"x")])
    outcome = await run("export", recording.path, redirect=">/dev/full")
    assert (outcome.code, outcome.err.count("\n")) == (1, 1)


def test_not_a_recording(tmp_path, capsys):
    path = tmp_path / "notes.txt"
    path.write_text("no recording")
    assert main(["export", str(path)]) == 1
    said = capsys.readouterr()
    assert (said.out, str(path) in said.err) == ("", True)


def test_an_old_recording_is_upgraded_with_progress(tmp_path, monkeypatch, capsys):
    path, out = tmp_path / "old.wsrec", tmp_path / "out.txt"
    version_1.make(path, entries(frame(1, b"old"), frame(1, b"older")))
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", terminal)
    assert main(["export", str(path), "-f", "text", "-o", str(out)]) == 0
    assert terminal.getvalue().startswith(f"\rupgrading {bar(1, 2)}\n\rexporting [")
    assert "older" in out.read_text()
    assert capsys.readouterr().out == ""


def test_a_place_that_is_not_there(file, tmp_path, capsys):
    target = tmp_path / "no" / "x.jsonl"
    assert main(["export", str(file), "-o", str(target)]) == 1
    assert f"Cannot write {target}: No such file or directory" in capsys.readouterr().err


def test_the_recording_itself_is_no_target(file, capsys):
    before = file.read_bytes()
    assert main(["export", str(file), "-o", str(file)]) == 1
    assert "session.wsrec is the recording itself" in capsys.readouterr().err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["gone.wsrec"], "there is no file gone.wsrec"),
        (["session.wsrec", "-f", "pdf"], "invalid choice: 'pdf'"),
        ([], "required: FILE.wsrec"),
    ],
)
def test_wrong_usage(file, monkeypatch, capsys, words, complaint):
    monkeypatch.chdir(file.parent)
    with pytest.raises(SystemExit) as ended:
        main(["export", *words])
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err
