"""A session: what crosses the wire is in the recording, and the recording's trouble is seen."""

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from inspector.demo import DemoServer
from inspector.events import Frame, ReadyState, StateChange
from inspector.recording import Recording, RecordingError, tables, writer
from inspector.session import WRITER_BEHIND, Session
from inspector.wire import ConnectionFailed, ConnectOptions, NotOpenError
from tests.support.rude_server import Peer, rude_server

MESSAGE = b"\x82\x7e\x04\x00" + bytes(1024)


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    recording = Recording.create(tmp_path / "session.wsrec")
    session = Session(recording, options=ConnectOptions(close_timeout=0.2))
    yield session
    await session.shutdown()


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)


def states(recording: Recording) -> list[tuple[int, str]]:
    recording.flush()
    return [
        (entry.connection, entry.event.ready_state.name)
        for entry in recording.entries()
        if isinstance(entry.event, StateChange)
    ]


def received(recording: Recording) -> int:
    recording.flush()
    events = [entry.event for entry in recording.entries()]
    return sum(isinstance(event, Frame) and event.opcode == 2 for event in events)


def fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Every write fails as on a full disk until the function returned is called."""
    full = True
    write = tables.write

    def write_if_there_is_room(connection: sqlite3.Connection, batches: list) -> None:
        if full:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorname = "SQLITE_FULL"
            raise error
        write(connection, batches)

    def make_room() -> None:
        nonlocal full
        full = False

    monkeypatch.setattr(tables, "write", write_if_there_is_room)
    return make_room


async def test_reconnecting_goes_on_in_the_same_recording(session: Session) -> None:
    recording = session.recording
    async with DemoServer() as server:
        session.url = server.url("/echo")
        await session.connect()
        assert session.ready_state == ReadyState.OPEN
        assert recording.title == session.url
        await session.websocket.close()
        session.url = server.url("/close")
        await session.connect()
        await session.websocket.wait_closed()
    assert session.recording is recording
    assert recording.connections == 2
    assert recording.title.endswith("/echo")
    each = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"]
    assert states(recording) == [(1, state) for state in each] + [(2, state) for state in each]


async def test_a_recording_that_was_opened_is_continued(tmp_path: Path) -> None:
    path = tmp_path / "session.wsrec"
    async with DemoServer() as server:
        for number in (1, 2):
            recording = Recording.open(path) if path.exists() else Recording.create(path)
            session = Session(recording, url=server.url("/echo"))
            await session.connect()
            assert recording.connections == number
            await session.shutdown()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


async def test_each_connection_has_its_facts_without_secrets(session: Session) -> None:
    async with DemoServer() as server:
        for protocols in ((), ("one", "two")):
            session.options = ConnectOptions(
                headers=(("Authorization", "s3cret"), ("X-Id", "7")), compression=not protocols
            )
            session.url = server.url("/echo").replace("//", "//me:s3cret@")
            session.protocols = protocols
            await session.connect()
            await session.websocket.close()
        url = server.url("/echo").replace("//", "//***@")
    facts = {"url": url, "subprotocols": "", "headers": "Authorization, X-Id"}
    assert session.recording.facts(1) == facts
    assert session.recording.facts(2) == {
        **facts,
        "subprotocols": "one, two",
        "compression": "false",
    }


async def test_options_and_subprotocols_reach_the_server() -> None:
    async with rude_server(lambda peer: peer.accept("Sec-WebSocket-Protocol: two")) as server:
        options = ConnectOptions(headers=(("X-Token", "abc"),))
        session = Session(url=server.url, protocols=("one", "two"), options=options)
        await session.connect()
        assert session.websocket.protocol == "two"
        await session.shutdown()
        assert b"\r\nX-Token: abc\r\n" in server.peers[0].request
        assert b"\r\nSec-WebSocket-Protocol: one, two\r\n" in server.peers[0].request


@pytest.mark.parametrize("url", ["", "ftp://127.0.0.1/", "ws://127.0.0.1/#here"])
async def test_a_url_that_is_none_makes_no_recording(url: str, own_folders: Path) -> None:
    session = Session(url=url)
    with pytest.raises(ValueError, match=r"\w"):
        await session.connect()
    assert session.recording is None
    assert session.ready_state == ReadyState.CLOSED
    assert not list(own_folders.rglob("*.wsrec"))
    await session.shutdown()


async def test_no_place_for_recordings_is_said_before_anything_is_sent(own_folders: Path) -> None:
    own_folders.mkdir()
    (own_folders / "data").write_text("a file where the folder should be")
    async with rude_server(Peer.accept) as server:
        session = Session(url=server.url)
        with pytest.raises(RecordingError, match="Cannot create"):
            await session.connect()
        assert session.websocket is None
        assert not server.peers


async def test_a_session_has_one_connection_at_a_time(session: Session) -> None:
    async with DemoServer() as server:
        session.url = server.url("/echo")
        await session.connect()
        with pytest.raises(RuntimeError, match="close the connection"):
            await session.connect()
        assert session.recording.connections == 1
        await session.websocket.close()


async def test_shutting_down_gives_up_an_opening(session: Session) -> None:
    async with rude_server(Peer.stay) as server:
        session.url = server.url
        connecting = asyncio.create_task(session.connect())
        await until(lambda: server.peers)
        await session.shutdown()
        with pytest.raises(ConnectionFailed):
            await connecting
    with Recording.open(session.recording.path) as recording:
        assert states(recording) == [(1, "CONNECTING"), (1, "CLOSING"), (1, "CLOSED")]


async def test_reading_pauses_while_the_recording_is_behind(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "QUEUE_LIMIT", 64 * 1024)

    async def flood(peer: Peer) -> None:
        await peer.accept(then=MESSAGE * 2000)
        await peer.read_all()

    async with rude_server(flood) as server:
        recording = session.recording
        # Somebody reads in the file, and nothing can be committed as long.
        reader = sqlite3.connect(recording.path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM meta").fetchall()
        session.url = server.url
        await session.connect()
        await until(lambda: session.websocket.reading_paused)
        assert session.websocket.reading_paused == {WRITER_BEHIND}
        assert recording.totals.frames_received < 2000
        reader.close()
        await until(lambda: recording.totals.frames_received == 2000)
        await until(lambda: not session.websocket.reading_paused)
        session.websocket.abort()
        assert received(recording) == 2000
        assert recording.totals.problems == 0


async def test_a_close_that_comes_while_the_recording_is_behind_is_read_and_recorded(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "QUEUE_LIMIT", 64 * 1024)

    async def flood(peer: Peer) -> None:
        await peer.accept(then=MESSAGE * 2000 + b"\x88\x02\x03\xe8")
        assert (await peer.read_frame())[0] == 8

    async with rude_server(flood) as server:
        recording = session.recording
        reader = sqlite3.connect(recording.path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM meta").fetchall()
        session.url = server.url
        await session.connect()
        await until(lambda: session.websocket.reading_paused)
        session.websocket.start_close()
        await asyncio.sleep(4 * session.options.close_timeout)
        assert session.ready_state == ReadyState.CLOSING
        reader.close()
        await session.websocket.wait_closed()
    assert received(recording) == 2000
    assert (session.websocket.was_clean, session.websocket.close_code) == (True, 1000)
    assert recording.totals.problems == 0


async def test_a_full_disk_closes_the_connection_and_is_a_problem(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk(peer: Peer) -> None:
        await peer.accept()
        while True:
            await peer.send(MESSAGE)
            await asyncio.sleep(0.01)

    async with rude_server(talk) as server:
        session.url = server.url
        make_room = fill_the_disk(monkeypatch)
        await session.connect()
        await asyncio.wait_for(session.websocket.wait_closed(), 5)
        problem = session.websocket.problem
        assert problem.code == "recording"
        assert "the disk is full; make room" in problem.message

        make_room()
        await session.connect()
        await until(lambda: session.recording.totals.frames_received > 3)
        assert session.ready_state == ReadyState.OPEN
        assert session.recording.failure is None
        await session.websocket.close()
        kept = states(session.recording)
        assert [connection for connection, _ in kept] == sorted(c for c, _ in kept)
        assert kept[-4:] == [(2, "CONNECTING"), (2, "OPEN"), (2, "CLOSING"), (2, "CLOSED")]
        assert received(session.recording) == session.recording.totals.messages_received


async def test_a_disk_that_fills_up_while_reading_is_paused_is_no_standstill(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "QUEUE_LIMIT", 64 * 1024)

    async def flood(peer: Peer) -> None:
        await peer.accept()
        while True:
            await peer.send(MESSAGE * 100)

    async with rude_server(flood) as server:
        session.url = server.url
        make_room = fill_the_disk(monkeypatch)
        await session.connect()
        await asyncio.wait_for(session.websocket.wait_closed(), 5)
        assert session.websocket.problem.code == "recording"
        make_room()


async def test_what_could_not_be_written_is_told_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(Recording.create(tmp_path / "session.wsrec"))
    async with DemoServer() as server:
        session.url = server.url("/echo")
        await session.connect()
        fill_the_disk(monkeypatch)
        await session.websocket.send("not kept")
        with pytest.raises(RecordingError, match=r"The last \d+ events are not in it"):
            await session.shutdown()


POSIX = pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file stays")


async def echo(session: Session, text: str) -> None:
    """Send `text` and wait for its echo; either may end the connection."""
    before = session.recording.totals.frames_received
    await session.websocket.send(text)
    await until(
        lambda: (
            session.recording.totals.frames_received > before
            or session.ready_state == ReadyState.CLOSED
        )
    )


@POSIX
async def test_where_the_file_is_gone_it_goes_on_in_a_new_one(session: Session) -> None:
    async with DemoServer() as server:
        session.url = server.url("/echo")
        await session.connect()
        await echo(session, "kept")
        gone = session.recording
        gone.flush()
        gone.path.unlink()
        while session.ready_state != ReadyState.CLOSED:
            await asyncio.sleep(0.01)
            with contextlib.suppress(NotOpenError):
                await echo(session, "late")
        assert "deleted, moved or replaced" in session.websocket.problem.message
        with pytest.raises(RecordingError, match="deleted, moved or replaced"):
            await session.connect()
        count = gone.count

        moved = await session.move_on()
        gone.abandon()
        assert session.recording is moved
        assert moved.count == count
        await session.connect()
        await echo(session, "again")
    moved.flush()
    frames = [entry.event for entry in moved.entries() if isinstance(entry.event, Frame)]
    texts = [frame.payload for frame in frames if frame.opcode == 1]
    assert texts[:2] == [b"kept", b"kept"]
    assert texts[-2:] == [b"again", b"again"]
    assert [entry.seq for entry in moved.entries()] == list(range(1, moved.count + 1))


@POSIX
async def test_at_the_end_what_has_no_file_goes_into_another_and_that_is_told(
    tmp_path: Path,
) -> None:
    session = Session(Recording.create(tmp_path / "a.wsrec"))
    async with DemoServer() as server:
        session.url = server.url("/echo")
        await session.connect()
        await echo(session, "kept")
        session.recording.flush()
        session.recording.path.unlink()
        with pytest.raises(RecordingError, match=r"Everything that was recorded is in .*\(2\)"):
            await session.shutdown()
    [path] = tmp_path.iterdir()
    with Recording.open(path) as recording:
        last = list(recording.entries())[-1].event
        assert isinstance(last, StateChange)
        assert last.ready_state == ReadyState.CLOSED
