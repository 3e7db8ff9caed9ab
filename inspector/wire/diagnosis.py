"""Why a WebSocket could not be opened: from exception and evidence to words for a person."""

import time

from inspector.events import Problem
from inspector.wire.attempt import Attempt
from inspector.wire.dialling.errors import DialError
from inspector.wire.dialling_failures import explain_dialling
from inspector.wire.opening.errors import OpeningError
from inspector.wire.opening_failures import explain_opening

_MOST_BODY = 500
"""Characters of a refusal's body in the detail; the rest is in the response itself."""


def diagnose(error: BaseException, attempt: Attempt) -> Problem:
    """The Problem that says why the connection could not be opened."""
    code, message = _explain(error, attempt)
    return Problem(time.time_ns(), code, message, _detail(error, attempt))


def wrong_but_open(host: str, violations: list[str]) -> Problem:
    """The Problem of an answer that opened the WebSocket only because reading is lenient."""
    message = f"{host} accepted the WebSocket, but its answer is wrong: {'; '.join(violations)}."
    return Problem(time.time_ns(), "handshake", message, "reading is lenient, so it was opened")


def _explain(error: BaseException, attempt: Attempt) -> tuple[str, str]:
    """Code and sentence."""
    if isinstance(error, OpeningError):
        return explain_opening(error, attempt)
    if isinstance(error, DialError):
        return explain_dialling(error, attempt)
    return "handshake", f"The WebSocket to {attempt.host} could not be opened: {error}."


def _detail(error: BaseException, attempt: Attempt) -> str:
    said = [f"{type(error).__name__}: {error}"]
    if (cause := error.__cause__) is not None:
        said.append(f"{type(cause).__name__}: {cause}")
    if attempt.response is not None and attempt.response.status not in (0, 101):
        said.append(attempt.response.body[:_MOST_BODY].decode("utf-8", "replace"))
    return "\n".join(part for part in said if part)
