"""The events of a connection, and short ways to tell them."""

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from inspector.events import (
    Direction,
    Event,
    Frame,
    Happening,
    HttpRequest,
    HttpResponse,
    Phase,
    Problem,
    ReadyState,
    StateChange,
)
from inspector.wire import ConnectionFailed, ConnectOptions, WebSocket
from tests.support.receiving import flat
from tests.support.wire_bytes import close, frame

server_frame, server_close = frame, close
"""Unmasked, as servers send them."""


class Story(list[Event]):
    """Events one by one. Give `story.extend` to a WebSocket as `on_events`."""

    def extend(self, happenings: Iterable[Happening]) -> None:
        super().extend(flat(happenings))

    @property
    def states(self) -> list[str]:
        return [event.ready_state.name for event in self if isinstance(event, StateChange)]

    @property
    def phases(self) -> list[Phase]:
        return [event for event in self if isinstance(event, Phase)]

    @property
    def without_phases(self) -> list[Event]:
        """Everything but the phases of dialling, whose number depends on the machine's network."""
        return [event for event in self if not isinstance(event, Phase)]

    @property
    def details(self) -> list[str]:
        return [event.detail for event in self if isinstance(event, StateChange)]

    @property
    def problems(self) -> list[Problem]:
        return [event for event in self if isinstance(event, Problem)]

    @property
    def requests(self) -> list[HttpRequest]:
        return [event for event in self if isinstance(event, HttpRequest)]

    @property
    def responses(self) -> list[HttpResponse]:
        return [event for event in self if isinstance(event, HttpResponse)]

    def frames(self, direction: Direction | None = None) -> list[Frame]:
        frames = [event for event in self if isinstance(event, Frame)]
        return [each for each in frames if direction in (None, each.direction)]

    def wire(self, direction: Direction) -> bytes:
        """Every frame of one direction, byte for byte."""
        return b"".join(each.wire_bytes() for each in self.frames(direction))

    def told(self) -> list[str]:
        """`sent ping b'x'`, `received close b'...'`, `OPEN`, `problem refused` in order;
        the phases of dialling left out."""
        told = []
        for event in self.without_phases:
            if isinstance(event, Frame):
                told.append(f"{event.direction.name.lower()} {event.type} {event.payload!r}")
            elif isinstance(event, StateChange):
                told.append(event.ready_state.name)
            elif isinstance(event, Problem):
                told.append(f"problem {event.code}")
            else:
                told.append("request" if isinstance(event, HttpRequest) else "response")
        return told


async def opened(
    url: str, story: Story | None = None, protocols: Sequence[str] = (), **options: Any
) -> WebSocket:
    """A WebSocket that is connected, with `options` of ConnectOptions."""
    on_events = None if story is None else story.extend
    websocket = WebSocket(url, protocols, ConnectOptions(**options), on_events=on_events)
    await websocket.connect()
    return websocket


async def refused(url: str, story: Story, protocols: Sequence[str] = (), **options: Any) -> Problem:
    """The Problem of a connection that cannot be opened."""
    websocket = WebSocket(url, protocols, ConnectOptions(**options), on_events=story.extend)
    with pytest.raises(ConnectionFailed) as failed:
        await websocket.connect()
    assert websocket.ready_state == ReadyState.CLOSED
    assert websocket.close_event == (1006, "", False)
    assert story.states[-1] == "CLOSED"
    assert failed.value.problem == websocket.problem == story.problems[-1]
    return failed.value.problem
