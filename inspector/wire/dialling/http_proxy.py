"""A tunnel through an HTTP proxy: CONNECT (RFC 9110 section 9.3.6)."""

import asyncio
import base64
import time

from inspector.events import HttpResponse
from inspector.wire.dialling.endpoint import Endpoint
from inspector.wire.dialling.errors import ProxyAnswerError
from inspector.wire.dialling.phases import Phases, RunningPhase
from inspector.wire.dialling.proxy import Proxy
from inspector.wire.dialling.stream import Stream
from inspector.wire.http_answer import HttpAnswer
from inspector.wire.user_agent import USER_AGENT

EVIDENCE_SECONDS = 1.0
"""How long to go on reading the body of a proxy's refusal."""
_LEFT_OUT = "Basic (left out)"


async def connect_tunnel(stream: Stream, proxy: Proxy, target: Endpoint, phases: Phases) -> None:
    """Have the proxy at the other end of `stream` connect it to `target`.

    Raises ProxyAnswerError with all that the proxy answered.
    """
    with phases.phase("proxy", f"CONNECT {target} at {proxy.endpoint}") as running:
        running.sent = _request(proxy, target, shown=True)
        stream.transport.write(_request(proxy, target, shown=False))
        answer = HttpAnswer(lambda status: 200 <= status < 300)
        started_ns = time.time_ns()
        error = await _read(stream, answer, running)
        if not (answer.is_complete and 200 <= answer.status < 300):
            raise ProxyAnswerError(HttpResponse(started_ns, bytes(answer.raw)), error)
        running.detail += f": {answer.status}"
        stream.give_back(answer.rest)


async def _read(stream: Stream, answer: HttpAnswer, running: RunningPhase) -> OSError | None:
    """Read until nothing more belongs to `answer`; returns what broke the stream."""
    evidence: asyncio.Timeout
    try:
        async with asyncio.timeout(None) as evidence:
            while not (answer.is_complete or answer.is_hopeless):
                if answer.has_head and evidence.when() is None:
                    evidence.reschedule(asyncio.get_running_loop().time() + EVIDENCE_SECONDS)
                data = await stream.read()
                if not data:
                    return None
                for interim in answer.feed(data):
                    running.received += interim
    except TimeoutError:
        return None
    except OSError as error:
        return error
    finally:
        running.received += bytes(answer.raw)
    return None


def _request(proxy: Proxy, target: Endpoint, *, shown: bool) -> bytes:
    """The CONNECT request; without the credentials where it is to be `shown`."""
    lines = [
        f"CONNECT {target} HTTP/1.1",
        f"Host: {target}",
        f"User-Agent: {USER_AGENT}",
    ]
    if proxy.credentials:
        encoded = base64.b64encode(proxy.credentials.encode()).decode()
        lines.append(f"Proxy-Authorization: {_LEFT_OUT if shown else f'Basic {encoded}'}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
