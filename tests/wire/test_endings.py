import pytest

from inspector.wire.closing import Closing
from inspector.wire.endings import cancelled, lost, no_pong, not_ended

HOST = "host.example:80"


def closing(*, sent: bool = False, received: bool = False) -> Closing:
    story = Closing()
    story.sent = (1000, "bye") if sent else None
    story.received = (1001, "") if received else None
    return story


@pytest.mark.parametrize(
    ("error", "story", "said"),
    [
        (None, closing(), "ended TCP without a Close frame"),
        (ConnectionResetError("gone"), closing(), "reset the connection without a Close frame"),
        (OSError("odd"), closing(sent=True), "The connection to host.example:80 broke: odd."),
        (None, closing(sent=True), 'without answering our Close frame (1000 Normal Closure "bye")'),
        (None, closing(received=True), "sent a Close frame (1001 Going Away) and ended TCP before"),
    ],
)
def test_how_a_connection_was_lost(error: Exception | None, story: Closing, said: str):
    problem = lost(error, HOST, story)
    assert problem.code == "connection-lost"
    assert HOST in problem.message
    assert said in problem.message
    assert problem.detail == ("" if error is None else repr(error))


@pytest.mark.parametrize(
    ("story", "said"),
    [
        (closing(sent=True, received=True), "closed the WebSocket but kept TCP open for 2.5 s"),
        (closing(sent=True), 'answer our Close frame (1000 Normal Closure "bye") within 2.5 s'),
        (closing(), "did not end TCP within 2.5 s"),
    ],
)
def test_a_peer_that_did_not_end_in_time(story: Closing, said: str):
    problem = not_ended(HOST, 2.5, story)
    assert (problem.code, problem.detail) == ("close-timeout", "")
    assert problem.message.startswith(HOST)
    assert said in problem.message


def test_a_missing_pong():
    problem = no_pong(HOST, 2.5)
    assert (problem.code, problem.detail) == ("keepalive", "")
    assert problem.message.startswith(f"{HOST} did not answer a ping within 2.5 s")


def test_connecting_that_was_given_up():
    problem = cancelled(HOST)
    assert (problem.code, problem.detail) == ("cancelled", "")
    assert problem.message == f"Connecting to {HOST} was given up before it was open."
