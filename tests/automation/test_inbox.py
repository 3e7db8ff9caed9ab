"""Messages come out of a recording whole, in order, each once, however their frames came."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.automation import inbox as module
from inspector.automation.inbox import Inbox, Message
from inspector.events import Happening, ReadyState, StateChange
from inspector.recording import Recording, RecordingBusyError
from inspector.recording.run import Run
from tests.support.entries import TIME_NS, frame, frames_alike


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "a.wsrec") as recording:
        yield recording


def taken(recording: Recording, *happenings: Happening) -> list[tuple[int, str, bytes]]:
    """What an inbox makes of `happenings`."""
    inbox = Inbox(recording)
    recording.append(1, happenings)
    return [(m.seq, m.type, m.payload) for m in everything(inbox)]


def everything(inbox: Inbox) -> list[Message]:
    found: list[Message] = []
    while (more := inbox.take(3)) or inbox.has_more:
        found += more
    inbox.close()
    return found


def test_messages_and_control_frames_in_their_order(recording: Recording) -> None:
    found = taken(
        recording,
        StateChange(TIME_NS, ReadyState.OPEN, "101"),
        frame(1, b"a"),
        frame(1, b"not mine", sent=True),
        frame(9, b"ping"),
        frames_alike(frame(2, b"b"), frame(2, b""), frame(2, b"c")),
        frame(8, b"\x03\xe8bye"),
    )
    assert found == [
        (2, "text", b"a"),
        (4, "ping", b"ping"),
        (5, "binary", b"b"),
        (6, "binary", b""),
        (7, "binary", b"c"),
        (8, "close", b"\x03\xe8bye"),
    ]


def test_a_fragmented_message_comes_once_it_is_whole(recording: Recording) -> None:
    inbox = Inbox(recording)
    recording.append(1, [frame(1, b"on", fin=False), frame(9, b"!"), frame(0, b"c", fin=False)])
    assert [m.payload for m in inbox.take()] == [b"!"]
    recording.append(1, [frame(0, b"e")])
    assert inbox.take() == [Message(1, 1, TIME_NS, "text", b"once")]
    inbox.close()


def test_compressed_messages_are_inflated(recording: Recording) -> None:
    packed = [frame(1, wire, rsv=4) for wire in (b"123", b"4")]
    run = frames_alike(*packed, decoded=(b"inflated", b"too"))
    parts = (
        frame(1, b"in two ", fin=False, rsv=4, wire_payload=b"1"),
        frame(0, b"parts", wire_payload=b"2"),
    )
    assert taken(recording, run, *parts) == [
        (1, "text", b"inflated"),
        (2, "text", b"too"),
        (3, "text", b"in two parts"),
    ]


def test_what_is_broken_is_passed_over_with_a_word(recording: Recording) -> None:
    inbox = Inbox(recording)
    told: list[tuple[int, str]] = []
    inbox.on_passed_over = lambda seq, reason: told.append((seq, reason))
    cut = frame(2, b"12345")._replace(payload=b"12", violation="cut off")
    recording.append(
        1,
        [
            cut,
            frame(1, b"\xff", violation="not UTF-8"),
            frame(1, b"partly", rsv=4, wire_payload=b"?", violation="cannot be inflated"),
            frame(2, b"a", fin=False),
            frame(0, b"b", fin=False),
            frame(0, b"12")._replace(payload=b"1", violation="cut off"),
            frame(3, b"", violation="reserved"),
            frame(0, b"", violation="a continuation without a message to it"),
            frame(2, b"readable", rsv=1, violation="RSV3"),
        ],
    )
    assert [m.payload for m in everything(inbox)] == [b"readable"]
    assert told == [
        (1, "cut off"),
        (2, "not UTF-8"),
        (3, "cannot be inflated"),
        (4, "cut off"),
    ]


def test_a_message_that_is_too_large_is_passed_over(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 4)
    inbox = Inbox(recording)
    told: list[int] = []
    inbox.on_passed_over = lambda seq, _: told.append(seq)
    parts = [frame(1, b"123", fin=False), frame(0, b"45", fin=False), frame(0, b"6")]
    recording.append(1, [frame(2, b"12345"), *parts, frame(2, b"1234")])
    assert [m.seq for m in everything(inbox)] == [5]
    assert told == [1, 2]


@pytest.mark.parametrize(
    "broken",
    [
        frame(1, b"readable", rsv=1, violation="RSV3 is set"),
        frame(1, b"readable", rsv=2, violation="RSV2 is set"),
        frame(9, b"readable", violation="a rule of ours"),
        frame(2, b"\xff", violation="a rule of ours"),
    ],
)
def test_what_breaks_a_rule_and_can_be_read_is_a_message(
    recording: Recording, broken: Happening
) -> None:
    """Lenient reading lets it through: no rule and no wait may pass over it."""
    inbox = Inbox(recording)
    passed: list[int] = []
    inbox.on_passed_over = lambda seq, _: passed.append(seq)
    recording.append(1, [frame(1, b"a"), broken, frame(1, b"b")])
    assert [message.seq for message in everything(inbox)] == [1, 2, 3]
    assert passed == []


@pytest.mark.parametrize(
    "broken",
    [
        frame(1, b"\xff", violation="not UTF-8"),
        frame(1, b"deflated", rsv=4, violation="RSV1 is set"),
        frame(2, b"deflated", rsv=4, violation="RSV1 is set"),
    ],
)
def test_what_cannot_be_read_as_it_was_meant_is_none(
    recording: Recording, broken: Happening
) -> None:
    inbox = Inbox(recording)
    passed: list[int] = []
    inbox.on_passed_over = lambda seq, _: passed.append(seq)
    recording.append(1, [frame(1, b"a"), broken, frame(1, b"b")])
    assert [message.seq for message in everything(inbox)] == [1, 3]
    assert passed == [2]


def test_the_limit_is_what_is_told(recording: Recording) -> None:
    assert module.MOST_BYTES == 16 * 2**20
    inbox, passed = Inbox(recording), list[tuple[int, str]]()
    inbox.on_passed_over = lambda seq, reason: passed.append((seq, reason))
    largest = bytes(module.MOST_BYTES)
    half = largest[: module.MOST_BYTES // 2]
    recording.append(1, [frame(2, largest), frame(2, largest + b"x")])
    recording.append(1, [frame(2, half, fin=False), frame(0, half)])
    recording.append(1, [frame(2, half, fin=False), frame(0, half + b"x"), frame(1, b"b")])
    sizes = [len(message.payload) for message in everything(inbox)]
    assert sizes == [module.MOST_BYTES, module.MOST_BYTES, 1]
    assert passed == [(2, "it has more than 16 MiB"), (5, "it has more than 16 MiB")]


def test_it_begins_after_the_event_that_was_given(recording: Recording) -> None:
    recording.append(1, [frame(1, b"a"), frame(1, b"b"), frame(1, b"c")])
    assert [m.seq for m in everything(Inbox(recording, after=1))] == [2, 3]
    assert everything(Inbox(recording)) == []


def test_it_begins_in_the_middle_of_a_run(recording: Recording) -> None:
    recording.append(1, [frames_alike(*(frame(1, b"%d" % number) for number in range(5)))])
    assert [m.payload for m in everything(Inbox(recording, after=3))] == [b"3", b"4"]


def test_the_backlog_is_what_was_not_read(recording: Recording) -> None:
    inbox = Inbox(recording)
    assert inbox.backlog == 0
    backlogs = []
    inbox.on_arrival = lambda: backlogs.append(inbox.backlog)
    recording.append(1, [frame(2, bytes(100_000)), frame(2, bytes(100_000))])
    assert 200_000 < backlogs[0] < 210_000
    inbox.take(1)
    assert 100_000 < inbox.backlog < 110_000
    inbox.take()
    assert inbox.backlog == 0
    inbox.close()


async def test_waiting_ends_when_something_comes(recording: Recording) -> None:
    inbox = Inbox(recording)
    waiting = asyncio.ensure_future(inbox.wait())
    await asyncio.sleep(0)
    assert not waiting.done()
    recording.append(1, [frame(1, b"a")])
    await waiting
    await inbox.wait()  # it is still there
    assert len(inbox.take()) == 1
    inbox.close()


def test_the_text_of_a_close_is_its_code_and_reason() -> None:
    assert Message(1, 1, 0, "close", b"\x0f\xa1over").text == "4001 over"
    assert Message(1, 1, 0, "close", b"").text == "1005"
    assert Message(1, 1, 0, "binary", b"\xffa").text == "\ufffda"


PAYLOADS = st.lists(st.binary(max_size=20), min_size=1, max_size=6)


@settings(max_examples=60)
@given(messages=st.lists(st.tuples(st.booleans(), PAYLOADS, st.booleans())), data=st.data())
def test_whatever_the_cuts_and_batches_every_message_comes_once(
    tmp_path_factory: pytest.TempPathFactory, messages: list, data: st.DataObject
) -> None:
    frames, expected = [], []
    for is_text, parts, with_ping in messages:
        expected.append((len(frames) + 1, b"".join(parts)))
        for number, part in enumerate(parts):
            opcode = (1 if is_text else 2) if number == 0 else 0
            frames.append(frame(opcode, part, fin=number == len(parts) - 1))
            if with_ping:
                frames.append(frame(9, b"?"))
    folder = tmp_path_factory.mktemp("inbox")
    with Recording.create(folder / "a.wsrec") as recording:
        inbox, found = Inbox(recording), []
        while frames:
            size = data.draw(st.integers(1, 5))
            recording.append(1, frames[:size])
            del frames[:size]
            if data.draw(st.booleans()):
                found += inbox.take(data.draw(st.integers(1, 4)))
        found += everything(inbox)
    assert [(m.seq, m.payload) for m in found if m.type != "ping"] == expected


async def test_what_cannot_be_read_at_once_comes_later(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit to a slow disk: nobody waits for it here."""
    inbox = Inbox(recording)
    recording.append(1, [frame(1, b"a")])
    at_hand = recording.runs_at_hand

    def busy(first: int) -> Iterator[Run]:
        raise RecordingBusyError

    monkeypatch.setattr(recording, "runs_at_hand", busy)
    assert inbox.take() == []
    assert not inbox.has_more, "so that nobody asks again and again"
    monkeypatch.setattr(recording, "runs_at_hand", at_hand)
    async with asyncio.timeout(30):
        await inbox.wait()
    assert [message.payload for message in inbox.take()] == [b"a"]
    inbox.close()
