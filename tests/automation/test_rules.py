"""Rules on real connections: what a server sends makes them act, within bounds."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from inspector.automation import inbox as inbox_module
from inspector.automation import rules as module
from inspector.automation.actions import (
    CloseConnection,
    Mark,
    Notify,
    Pause,
    Ping,
    Reply,
    SetVariable,
    Stop,
)
from inspector.automation.rules import RULES_BEHIND, RuleRunner
from inspector.events import Direction, Frame, ReadyState
from inspector.library import Environment, Template
from inspector.library.match import Match
from inspector.library.rule import AnyAction, Rule
from inspector.recording import Recording
from inspector.sending.context import Context
from inspector.session import Session
from inspector.wire import ConnectOptions, WebSocket
from tests.support.aiohttp_server import aiohttp_server
from tests.support.rude_server import Peer, rude_server
from tests.support.workspaces import workspace

TEMPLATES = (
    Template(name="thanks", folder="Replies", kind="text", content="thanks for {{word}}"),
    Template(name="again", folder="Replies", kind="text", content="again"),
    Template(name="broken", folder="Replies", kind="text", content="{{nobody}}"),
)


class Bench:
    """A session with rules, connected to whatever a test likes."""

    def __init__(self, recording: Recording, context: Context) -> None:
        self.session = Session(recording, options=ConnectOptions(close_timeout=1))
        self.recording = recording
        self.context = context
        self.rules = RuleRunner(self.session, context)

    async def connect(self, url: str, *rules: Rule) -> WebSocket:
        self.rules.replace(rules)
        self.rules.start()
        self.session.url = url
        await self.session.connect()
        assert self.session.websocket is not None
        return self.session.websocket

    @contextlib.asynccontextmanager
    async def echo(self, *rules: Rule) -> AsyncIterator[WebSocket]:
        """A connection to a server that echoes."""
        async with aiohttp_server() as server:
            websocket = await self.connect(server.url, *rules)
            yield websocket
            await websocket.close()

    def texts(self, direction: Direction) -> list[str]:
        return [
            event.payload.decode()
            for entry in self.recording.entries()
            if isinstance(event := entry.event, Frame)
            and event.opcode == 1
            and event.direction == direction
        ]

    @property
    def sent(self) -> list[str]:
        return self.texts(Direction.SENT)

    def problems(self) -> list[str]:
        return [running.problem for running in self.rules.rules]


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    recording = Recording.create(tmp_path / "rules.wsrec")
    bench = Bench(recording, Context(workspace(tmp_path / "ws", *TEMPLATES)))
    yield bench
    await bench.rules.aclose()
    if bench.session.websocket is not None:
        await bench.session.websocket.close()
    recording.close()  # not in a thread: a server of aiohttp ends those of the loop


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.002)


def rule(name: str, when: Match, *then: AnyAction, limit: int = 50) -> Rule:
    return Rule(name=name, when=when, then=then, limit=limit)


def server_says(*frames: bytes) -> contextlib.AbstractAsyncContextManager:
    """A server that sends `frames` at once, then takes what comes."""

    async def talk(peer: Peer) -> None:
        await peer.accept(then=b"".join(frames))
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while (frame := await peer.read_frame())[0] != 8:
                pass
            await peer.send(b"\x88\x02" + frame[1][:2])
        peer.close()

    return rude_server(talk)


def text(payload: str) -> bytes:
    return b"\x81" + bytes([len(payload)]) + payload.encode()


async def test_the_very_first_message_is_answered_with_what_it_says(bench: Bench) -> None:
    greet = rule(
        "greet",
        Match(regex="^hello (?P<who>.*)"),
        SetVariable(name="word", group="who"),
        Reply(template="Replies/thanks"),
        Mark(colour="green"),
    )
    async with server_says(text("hello you"), text("other"), text("hello all")) as server:
        await bench.connect(server.url, greet)
        await until(lambda: len(bench.sent) == 2)
        assert bench.sent == ["thanks for you", "thanks for all"]
        assert bench.rules.has_sent(b"thanks for all")
        assert not bench.rules.has_sent(b"hello all")
        assert bench.context.session == {"word": "all"}
        (running,) = bench.rules.rules
        marked = {seq: note.colour for seq, note in bench.recording.notes().items()}
        assert (running.fired, running.last_seq, running.problem) == (2, max(marked), "")
        assert sorted(marked.values()) == ["green", "green"]


async def test_rules_come_in_their_order_and_a_variable_is_there_for_the_next(bench: Bench) -> None:
    first = rule("first", Match(json_path="$.id"), SetVariable(name="id", json_path="$.id"))
    second = rule("second", Match(json_path="$.id", equals="{{id}}"), SetVariable(name="seen"))
    async with server_says(text('{"id": 7}')) as server:
        await bench.connect(server.url, second, first)
        await until(lambda: bench.context.session)
        assert bench.context.session == {"id": 7}
        assert "id" in bench.problems()[0]
    await until(lambda: bench.session.ready_state == ReadyState.CLOSED)
    async with server_says(text('{"id": 8}')) as server:
        await bench.connect(server.url, first, second)
        await until(lambda: "seen" in bench.context.session)
        assert bench.problems() == ["", ""]


async def test_every_kind_of_action(bench: Bench) -> None:
    told: list[tuple[str, str]] = []
    stops: list[None] = []
    bench.rules.on_notify = lambda words, message: told.append((words, message.text))
    bench.rules.on_stop = lambda: stops.append(None)
    bench.context.set("word", "you")
    everything = rule(
        "everything",
        Match(contains="go"),
        Notify(text="hear {{word}}"),
        Ping(payload="p"),
        Pause(),
        Stop(),
        CloseConnection(code=4001, reason="enough of {{word}}"),
    )
    async with server_says(text("go"), text("go")) as server:
        after = rule("after", Match(), SetVariable(name="never"))
        websocket = await bench.connect(server.url, everything, after)
        await websocket.wait_closed()
    assert "never" not in bench.context.session
    assert told == [("hear you", "go")]
    assert stops == [None]
    assert bench.rules.stopped
    frames = [e.event for e in bench.recording.entries() if isinstance(e.event, Frame)]
    sent = [(f.type, f.payload) for f in frames if f.direction == Direction.SENT]
    assert sent == [("ping", b"p"), ("close", b"\x0f\xa1enough of you")]


async def test_a_rule_holds_the_sender(bench: Bench) -> None:
    async with server_says(text("go")) as server:
        websocket = await bench.connect(server.url, rule("hold", Match(), Pause()))
        await until(lambda: websocket.reading_paused)
        assert websocket.reading_paused == {"user"}


async def test_a_rule_that_answers_its_own_echo_is_stopped(bench: Bench) -> None:
    loop = rule("loop", Match(contains="again"), Reply(template="again"), limit=20)
    count = rule("count", Match(type="text"), SetVariable(name="last"))
    async with bench.echo(loop, count) as websocket:
        await websocket.send("again")
        await until(lambda: bench.rules.rules[0].stopped)
        running, counting = bench.rules.rules
        assert running.fired == 20
        assert "fired more than 20 times in 10 s" in running.problem
        await until(lambda: counting.fired == 21)
        assert len(bench.sent) == 21
        assert not counting.stopped

        bench.rules.switch(0, on=True)
        assert (running.stopped, running.problem) == (False, "")
        await websocket.send("again")
        await until(lambda: bench.rules.rules[0].stopped)
        assert running.fired == 40


async def test_two_rules_that_call_each_other_are_both_bounded(bench: Bench) -> None:
    ping = rule("ping", Match(equals="again"), Reply(template="thanks"), limit=5)
    pong = rule("pong", Match(contains="thanks"), Reply(template="again"), limit=8)
    bench.context.set("word", "it")
    async with bench.echo(ping, pong) as websocket:
        await websocket.send("again")
        await until(lambda: bench.rules.rules[0].stopped)
        assert [running.fired for running in bench.rules.rules] == [5, 5]
        await websocket.send("thanks")
        await websocket.send("thanks")
        await until(lambda: bench.rules.rules[1].fired == 7)


async def test_an_action_that_fails_is_told_and_stops_nothing_else(bench: Bench) -> None:
    failing = rule(
        "failing",
        Match(contains="go"),
        Reply(template="Replies/missing"),
        Reply(template="Replies/broken"),
        SetVariable(name="x", json_path="$.x"),
        SetVariable(name="done", value=True),
    )
    working = rule("working", Match(contains="go"), SetVariable(name="other", value=1))
    bad = rule("bad", Match(regex="("), SetVariable(name="never"))
    async with server_says(text("go")) as server:
        await bench.connect(server.url, bad, failing, working)
        await until(lambda: "other" in bench.context.session)
    assert bench.context.session == {"done": True, "other": 1}
    assert "Replies/missing" in bench.problems()[1]
    assert "pattern is not right" in bench.problems()[0]
    assert bench.problems()[2] == ""


async def test_secrets_are_masked_in_what_is_told(bench: Bench, tmp_path: Path) -> None:
    from inspector.library import Environment

    bench.context.choose(Environment(name="e", secrets=("key",)), {"key": "hunter2"})
    told: list[str] = []
    bench.rules.on_notify = lambda words, _: told.append(words)
    notify = rule(
        "notify", Match(), Notify(text="key {{key}}"), Ping(payload="{{key}}" + "x" * 125)
    )
    async with server_says(text("a")) as server:
        await bench.connect(server.url, notify)
        await until(lambda: told)
    assert told == ["key ••••"]
    assert "hunter2" not in bench.problems()[0]
    assert bench.problems()[0]


async def test_rules_are_switched_and_replaced_while_they_work(bench: Bench) -> None:
    count = rule("count", Match(), SetVariable(name="last"), Notify(text="{{last}}"))
    heard: list[str] = []
    bench.rules.on_notify = lambda said, _: heard.append(said)
    async with bench.echo(count) as websocket:
        running = bench.rules.rules[0]
        await websocket.send("1")
        await until(lambda: running.fired == 1)
        bench.rules.switch(0, on=False)
        await websocket.send("2")
        await until(lambda: bench.texts(Direction.RECEIVED) == ["1", "2"])
        bench.rules.switch(0, on=True)
        await websocket.send("3")
        await until(lambda: running.fired == 2)
        assert bench.context.session["last"] == "3"

        other = rule("other", Match(), SetVariable(name="more"))
        bench.rules.replace([other, count])
        assert bench.rules.rules[1] is running
        await websocket.send("4")
        await until(lambda: running.fired == 3)
        assert bench.context.session == {"last": "4", "more": "4"}

        bench.rules.stop()
        await websocket.send("5")
        await until(lambda: len(bench.texts(Direction.RECEIVED)) == 5)
        await asyncio.sleep(0.05)  # were "5" looked at, it would be by now
        bench.rules.resume()
        await websocket.send("6")
        await until(lambda: running.fired == 4)
        bench.rules.stop()
        await websocket.send("7")
        await until(lambda: len(bench.texts(Direction.RECEIVED)) == 7)
        await asyncio.sleep(0.05)
        bench.rules.resume()
        await websocket.send("8")
        await until(lambda: running.fired == 5)
        assert heard == ["1", "3", "4", "6", "8"], "nothing of what came while they were stopped"


async def test_a_rule_goes_by_the_value_that_a_variable_has_now(bench: Bench) -> None:
    mine = rule("mine", Match(equals="{{token}}"), Notify(text="{{token}}"))
    heard: list[str] = []
    bench.rules.on_notify = lambda said, _: heard.append(said)
    bench.context.set("token", "a")
    async with bench.echo(mine) as websocket:
        for number, token in enumerate("abca", 1):
            bench.context.set("token", token)
            for word in "abc":
                await websocket.send(word)
            await until(lambda n=number: len(bench.texts(Direction.RECEIVED)) == 3 * n)
            await until(lambda n=number: len(heard) >= n)
    assert heard == ["a", "b", "c", "a"]


async def test_a_variable_that_comes_and_goes_is_told_each_time(bench: Bench) -> None:
    mine = rule("mine", Match(equals="{{token}}"), SetVariable(name="seen"))
    async with bench.echo(mine) as websocket:
        for number in range(1, 3):
            await websocket.send("x")
            await until(lambda: "token" in bench.problems()[0])
            bench.context.set("token", "another")
            await websocket.send("x")
            await until(lambda: bench.problems() == [""])  # it matches nothing, but it can
            bench.context.set("token", "x")
            await websocket.send("x")
            await until(lambda n=number: bench.rules.rules[0].fired == n)
            bench.context.unset("token")


async def test_stopping_lets_reading_go_on_though_rules_were_behind(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And tells the window, each time."""
    monkeypatch.setattr(module, "_MOST_BEHIND", 2_000)
    changes: list[bool] = []
    async with server_says(*[text("x" * 100)] * 400) as server:
        count = rule("count", Match(), SetVariable(name="last"))
        monkeypatch.setattr(bench.rules, "_look", lambda: False)  # rules that come to nothing
        websocket = await bench.connect(server.url, count)
        bench.rules.on_change = lambda: changes.append(bench.rules.stopped)
        await until(lambda: RULES_BEHIND in websocket.reading_paused)
        for _ in range(2):
            bench.rules.stop()
            assert websocket.reading_paused == frozenset()
            assert changes.pop() is True
            bench.rules.resume()
            assert changes.pop() is False


async def test_what_is_wrong_is_told_again_when_it_is_switched_on(bench: Bench) -> None:
    async with bench.echo(rule("bad", Match(regex="("), Pause())) as websocket:
        for _ in range(2):
            bench.rules.switch(0, on=True)
            assert bench.problems() == [""]
            await websocket.send("x")
            await until(lambda: "pattern is not right" in bench.problems()[0])


async def test_they_go_on_after_a_reconnect(bench: Bench) -> None:
    count = rule("count", Match(), SetVariable(name="last"), Stop())
    for number in (1, 2):
        async with server_says(text(f"{number}"), text("more")) as server:
            websocket = await bench.connect(server.url, count)
            await until(lambda: bench.rules.stopped)
            await websocket.close()
        assert bench.context.session == {"last": f"{number}"}
    assert bench.rules.rules[0].fired == 2


async def test_reading_waits_for_rules_and_they_see_every_message(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_BEHIND", 50_000)
    monkeypatch.setattr(module, "_SLICE_S", 0.0005)
    reasons: set[str] = set()
    pause = WebSocket.pause_reading

    def pause_reading(websocket: WebSocket, reason: str = "user") -> None:
        reasons.add(reason)
        pause(websocket, reason)

    monkeypatch.setattr(WebSocket, "pause_reading", pause_reading)
    resumed_at: list[int] = []
    resume = WebSocket.resume_reading

    def resume_reading(websocket: WebSocket, reason: str = "user") -> None:
        inbox = bench.rules._inbox
        if inbox is not None and reason in websocket.reading_paused:
            resumed_at.append(inbox.backlog)
        resume(websocket, reason)

    monkeypatch.setattr(WebSocket, "resume_reading", resume_reading)
    count = rule("count", Match(regex=r"^\d+$"), SetVariable(name="last"))
    async with server_says(*(text(str(number)) for number in range(20_000))) as server:
        websocket = await bench.connect(server.url, count)
        await until(lambda: bench.rules.rules[0].fired == 20_000)
        assert RULES_BEHIND in reasons
        assert websocket.reading_paused == frozenset()
    assert resumed_at
    assert max(resumed_at) < 25_000, "not before half of what was too much is looked at"
    assert bench.context.session == {"last": "19999"}


async def test_a_pattern_that_is_too_slow_stops_its_rule_alone(bench: Bench) -> None:
    slow = rule("slow", Match(regex="^(a|b|ab)*$"), SetVariable(name="never"))
    count = rule("count", Match(), SetVariable(name="last"))
    payload = ("ab" * 60 + "!").encode()
    long = b"\x81" + bytes([len(payload)]) + payload
    async with server_says(long, text("ab"), *[long] * 12) as server:
        await bench.connect(server.url, slow, count)
        await until(lambda: bench.rules.rules[1].fired == 14)
        running = bench.rules.rules[0]
        assert running.stopped
        assert "10 messages were too much" in running.problem
        assert running.fired == 1


async def test_a_message_that_no_rule_looked_at_is_told(bench: Bench) -> None:
    bench.session.options = ConnectOptions(close_timeout=1, lenient=True)
    count = rule("count", Match(), SetVariable(name="last"))
    async with server_says(b"\x81\x01\xff", b"\x81\x01\xfe", text("good")) as server:
        await bench.connect(server.url, count)
        await until(lambda: bench.context.session)
    assert bench.context.session == {"last": "good"}
    assert "No rule looked at the message #" in bench.rules.failure
    assert bench.rules.failure.endswith("(of 2 such messages the last)")


async def test_without_a_rule_that_works_nothing_is_followed(bench: Bench) -> None:
    async with bench.echo(Rule(name="off", enabled=False)):
        assert bench.recording.on_appended == set()
        bench.rules.switch(0, on=True)
        assert len(bench.recording.on_appended) == 1
        await bench.rules.aclose()
        await bench.rules.aclose()
        assert bench.recording.on_appended == set()
        assert bench.session.before_connect == []


async def test_what_was_passed_over_is_of_one_connection(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "MOST_BYTES", 4)
    count = rule("count", Match(), SetVariable(name="last"))
    for large in (True, False, True):
        async with server_says(text("large" if large else "ok"), text("end")) as server:
            fired = bench.rules.rules[0].fired if bench.rules.rules else 0
            websocket = await bench.connect(server.url, count)
            await until(
                lambda n=fired, more=1 if large else 2: bench.rules.rules[0].fired == n + more
            )
            assert bool(bench.rules.failure) is large
            assert "of 2 such" not in bench.rules.failure
            await websocket.close()


async def test_a_secret_is_in_no_notice(bench: Bench) -> None:
    bench.context.choose(Environment(name="e", secrets=("key",)), {"key": "hunter2"})
    heard: list[str] = []
    bench.rules.on_notify = lambda said, _: heard.append(said)
    tell = rule("tell", Match(), Notify(text="the key is {{key}}"))
    async with bench.echo(tell) as websocket:
        await websocket.send("x")
        await until(lambda: heard)
    assert heard == ["the key is ••••"]


async def test_only_the_latest_replies_are_remembered(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_REPLIES", 2)
    answer = rule("answer", Match(), SetVariable(name="last"), Ping(payload="{{last}}"))
    async with bench.echo(answer) as websocket:
        for number in range(1, 5):
            await websocket.send(str(number))
        await until(lambda: bench.rules.rules[0].fired == 4)
        remembered = [bench.rules.has_sent(b"%d" % number) for number in range(1, 5)]
    assert remembered == [False, False, True, True]
