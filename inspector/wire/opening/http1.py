"""The opening handshake over HTTP/1.1 (RFC 6455 section 4)."""

import asyncio
import time
from typing import cast

from inspector.events import HttpRequest, HttpResponse
from inspector.wire.http_answer import HttpAnswer
from inspector.wire.opening.errors import (
    BadAnswerError,
    InterimOnlyError,
    NoAnswerError,
    OpeningError,
    RefusedError,
    WrongAnswerError,
)
from inspector.wire.opening.judgement import judge
from inspector.wire.opening.observer import Observer
from inspector.wire.opening.opened import Opened, TransportFacts

MOST_INTERIM = 32
"""Informational answers (1xx) that are waited through; no server needs so many."""
EVIDENCE_SECONDS = 1.0
"""How long to go on reading an answer that is already known to be a refusal."""
_SWITCHING_PROTOCOLS = 101


class Http1Opening(asyncio.Protocol):
    """Sends the request `raw`, judges the answer, and gives the stream on.

    `outcome` is done when the WebSocket is open, or has an OpeningError. With `lenient` an answer
    101 opens whatever else is wrong with it.
    """

    def __init__(self, url: str, raw: bytes, observer: Observer, *, lenient: bool) -> None:
        self.outcome: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.is_open = False
        """Whether the stream belongs to somebody else now."""
        self._url = url
        self._raw = raw
        self._observer = observer
        self._lenient = lenient
        self._answer = HttpAnswer(lambda status: status == _SWITCHING_PROTOCOLS)
        self._answered_ns = 0
        self._interim = 0
        self._last_interim = 0
        self._wrong: OpeningError | None = None
        """Why an answer 101 did not open; more of it is still being read."""
        self._evidence: asyncio.TimerHandle | None = None
        self._is_over = False

    def finish(self, error: Exception | None = None) -> None:
        """No more is read: report what came of the answer, and why it did not open."""
        if self._is_over:
            return
        self._is_over = True
        if self._evidence is not None:
            self._evidence.cancel()
        raw = bytes(self._answer.raw)
        if raw:
            self._observer.responded(HttpResponse(self._answered_ns, raw))
        if not self.outcome.done():
            self.outcome.set_exception(self._failure(raw, error))

    def _failure(self, raw: bytes, error: Exception | None) -> OpeningError:
        answer = HttpResponse(self._answered_ns, raw)
        if self._wrong is not None:
            return self._wrong
        if self._interim > MOST_INTERIM or (self._interim and not raw):
            return InterimOnlyError(self._last_interim)
        if answer.status >= 200:
            return RefusedError(answer)
        if raw:
            return BadAnswerError(answer)
        return NoAnswerError(error)

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        if not transport.is_closing():
            self._request = HttpRequest(time.time_ns(), self._url, self._raw)
            self._transport.write(self._raw)
            self._observer.requested(self._request)

    def data_received(self, data: bytes) -> None:
        if self.outcome.done():
            return  # refused, or given up in this very turn of the loop
        now = time.time_ns()
        had_head = self._answer.has_head
        for head in self._answer.feed(data):
            self._interim += 1
            self._last_interim = HttpResponse(now, head).status
            if self._interim > MOST_INTERIM:
                self._answer.raw.clear()
                self.finish()
                return
            self._observer.responded(HttpResponse(now, head))
        if self._answer.raw:
            self._answered_ns = self._answered_ns or now
        if self._answer.has_head and not had_head:
            self._decide()
        elif self._answer.is_complete or self._answer.is_hopeless:
            self.finish()

    def eof_received(self) -> None:
        self.finish()

    def connection_lost(self, error: Exception | None) -> None:
        self.finish(error)

    def _decide(self) -> None:
        """The head of the final answer is here."""
        if self._answer.status == _SWITCHING_PROTOCOLS and self._open():
            return
        if self._answer.is_complete:
            self.finish()
        else:
            loop = asyncio.get_running_loop()
            self._evidence = loop.call_later(EVIDENCE_SECONDS, self.finish)

    def _open(self) -> bool:
        """Judge an answer 101, and give the stream on if it is right."""
        response = HttpResponse(self._answered_ns, bytes(self._answer.raw))
        judgement = judge(self._request, response)
        if judgement.violations and not self._lenient:
            self._wrong = WrongAnswerError(response, judgement.violations)
            self._answer.keep_rest()
            return False
        extensions = [v for k, v in response.headers if k.lower() == "sec-websocket-extensions"]
        facts = TransportFacts.of(self._transport)
        opened = Opened(
            transport=self._transport,
            early=self._answer.rest,
            request=self._request,
            response=response,
            status=response.status,
            subprotocol=judgement.subprotocol,
            extensions=", ".join(extensions),
            deflate=judgement.deflate,
            violations=judgement.violations,
            alpn=facts.alpn,
            peer=facts.peer,
            tls=facts.tls,
        )
        self.outcome.set_result(None)
        self.is_open = True
        self.finish()
        self._observer.opened(opened)
        return True
