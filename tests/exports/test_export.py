"""Exporting: a whole file or none, with progress, in bounded memory."""

import importlib
import io
import json
import os
import stat
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings

from inspector.events import Frame
from inspector.exports import FORMATS, ExportCancelledError, ExportError, export, jsonl, text
from inspector.recording import Recording
from tests.support.entries import entries_of, frame
from tests.support.recordings import batches

export_module = importlib.import_module("inspector.exports.export")


@pytest.fixture
def recording(tmp_path: Path):
    with Recording.create(tmp_path / "session.wsrec") as recording:
        recording.append(1, [frame(1, b"one"), frame(2, b"two"), frame(1, b"three")])
        recording.flush()
        yield recording


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if "wsrec" not in path.name}


def test_formats_are_listed_by_their_names():
    assert {name: format_.extension for name, format_ in FORMATS.items()} == {
        "jsonl": ".jsonl",
        "text": ".txt",
    }


def test_to_a_file(recording, tmp_path):
    target = tmp_path / "out.jsonl"
    target.write_text("what was there before")
    export(recording, "jsonl", target)
    lines = target.read_text("utf-8").splitlines()
    assert [json.loads(line)["seq"] for line in lines] == [1, 2, 3]
    assert names(tmp_path) == {"out.jsonl"}
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_to_a_stream(recording):
    out = io.BytesIO()
    export(recording, "text", out)
    assert out.getvalue().count(b"received") == 3
    assert not out.closed


def test_notes_are_read_some_at_a_time(recording, monkeypatch):
    monkeypatch.setattr(export_module, "_NOTES_AT_ONCE", 2)
    recording.append(1, [frame(9)] * 4)
    for seq in range(1, 8):
        recording.comment(seq, f"note {seq}")
    recording.flush()
    out = io.BytesIO()
    export(recording, "jsonl", out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["comment"] for line in lines if line["kind"] == "note"] == [
        f"note {seq}" for seq in range(1, 8)
    ]
    assert [line["seq"] for line in lines] == sorted([*range(1, 8)] * 2)


def test_progress_ends_with_everything(recording):
    steps = []
    export(recording, "jsonl", io.BytesIO(), progress=lambda *step: steps.append(step))
    assert steps[0] == (1, 3)
    assert steps[-1] == (3, 3)


def test_progress_is_told_only_so_often(recording, monkeypatch):
    monkeypatch.setattr("time.monotonic", lambda: 5.0)
    steps = []
    export(recording, "jsonl", io.BytesIO(), progress=lambda *step: steps.append(step))
    assert steps == [(1, 3), (3, 3)]


def test_only_what_was_there_at_the_start(recording):
    def append_more(done: int, total: int) -> None:
        recording.append(1, [frame(1, b"late")])
        recording.flush()

    out = io.BytesIO()
    export(recording, "jsonl", out, progress=append_more)
    assert out.getvalue().count(b"\n") == 3


def test_cancelling_leaves_nothing_and_keeps_what_was_there(recording, tmp_path):
    target = tmp_path / "out.jsonl"
    with pytest.raises(ExportCancelledError):
        export(recording, "jsonl", target, cancelled=lambda: True)
    assert names(tmp_path) == set()
    target.write_text("before")
    with pytest.raises(ExportCancelledError):
        export(recording, "jsonl", target, cancelled=lambda: True)
    assert target.read_text() == "before"
    assert names(tmp_path) == {"out.jsonl"}


def test_failing_leaves_nothing(recording, tmp_path):
    def disk_full(done: int, total: int) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "out.jsonl"
    with pytest.raises(ExportError, match="jsonl: No space left on device"):
        export(recording, "jsonl", target, progress=disk_full)
    assert names(tmp_path) == set()


@pytest.mark.parametrize("link", [None, os.symlink, os.link])
def test_the_recording_is_never_its_own_target(recording, tmp_path, link):
    target = recording.path
    if link is not None:
        target = tmp_path / "another.wsrec"
        link(recording.path, target)
    with pytest.raises(ExportError, match=rf"{target.name} is the recording itself\. Choose"):
        export(recording, "jsonl", target)
    assert sum(1 for _ in recording.entries()) == 3
    with Recording.open(recording.path) as again:
        assert again.count == 3


def test_a_folder_is_no_place_for_a_file(recording, tmp_path):
    with pytest.raises(ExportError, match="Is a directory"):
        export(recording, "jsonl", tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="devices and links are POSIX's")
def test_devices_and_links_stay_what_they_are(recording, tmp_path):
    export(recording, "jsonl", Path(os.devnull))
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    target, link = tmp_path / "target", tmp_path / "link"
    target.touch()
    link.symlink_to(target)
    export(recording, "jsonl", link)
    assert link.is_symlink()
    assert target.stat().st_size > 0


def test_an_unknown_format(recording):
    with pytest.raises(KeyError, match="pdf"):
        export(recording, "pdf", io.BytesIO())


def test_memory_does_not_grow_with_the_recording(recording, tmp_path):
    for _ in range(48):
        recording.append(1, [frame(2, bytes(2**20))])
        recording.flush()
    tracemalloc.start()
    try:
        export(recording, "jsonl", tmp_path / "out.jsonl")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (tmp_path / "out.jsonl").stat().st_size > 48 * 2**20
    assert peak < 16 * 2**20


@given(batches)
@settings(max_examples=60)
def test_whatever_is_recorded_can_be_written(appended):
    entries = entries_of(appended)
    out = io.BytesIO()
    jsonl.write(entries, out)
    objects = [json.loads(line) for line in out.getvalue().decode().splitlines()]
    assert [fields["seq"] for fields in objects] == [entry.seq for entry in entries]
    assert [fields["message"] for fields in objects if fields["kind"] == "frame"] == [
        entry.message for entry in entries if isinstance(entry.event, Frame)
    ]
    out = io.BytesIO()
    text.write(entries, out)
    headlines = [line for line in out.getvalue().decode().split("\n") if line[:1] in set("12")]
    assert len(headlines) == len(entries)
