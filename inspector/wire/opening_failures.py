"""What to tell a person when the opening handshake failed: HTTP answer, handshake fields, time."""

from inspector.events import HttpResponse
from inspector.wire.attempt import Attempt
from inspector.wire.dialling_failures import explain_dial_timeout
from inspector.wire.opening.errors import (
    BadAnswerError,
    InsecureRedirectError,
    InterimOnlyError,
    OpeningError,
    OpenTimeoutError,
    RedirectError,
    RedirectUrlError,
    TooManyRedirectsError,
    WrongAnswerError,
)
from inspector.wire.refusals import refusal_hint

_TLS_RECORDS = (b"\x15\x03", b"\x16\x03")
"""How an alert and a handshake record of TLS begin (RFC 8446 section 5.1)."""
_END_OF_HEAD = b"\r\n\r\n"


def explain_opening(error: OpeningError, attempt: Attempt) -> tuple[str, str]:
    """The code and the sentence of a problem. The bytes that came weigh more than the exception:
    a refusal with a broken or endless body is still a refusal."""
    answer = attempt.response
    if isinstance(error, RedirectError):
        return "redirect", _redirect(error, attempt)
    if answer is not None and answer.status >= 200:
        return "handshake-status", _refused(answer, attempt)
    if isinstance(error, InterimOnlyError):
        return "handshake", _only_interim(error.last, attempt)
    if answer is not None and answer.status not in (0, 101):
        return "handshake", _only_interim(answer.status, attempt)
    if isinstance(error, OpenTimeoutError):
        return "timeout", _timeout(attempt)
    if isinstance(error, WrongAnswerError):
        wrong = "; ".join(error.violations)
        who = f"{attempt.host} accepted the WebSocket, but its answer is wrong"
        return "handshake", f"{who}: {wrong}."
    if isinstance(error, BadAnswerError):
        return _bad_answer(error.answer, attempt)
    return "handshake", (
        f"{attempt.host} ended the connection without answering the handshake: it may not speak "
        "WebSocket on this port, or want TLS (wss://)."
    )


def _refused(answer: HttpResponse, attempt: Attempt) -> str:
    status = f"{answer.status} {answer.reason}".strip()
    cut = "" if _END_OF_HEAD in answer.raw else ", and its answer breaks off there"
    return f"{attempt.host} refused the WebSocket with {status}{cut}. {refusal_hint(answer)}"


def _only_interim(last: int, attempt: Attempt) -> str:
    return (
        f"{attempt.host} sent interim answers only, the last one {last}, and then "
        "neither accepted nor refused the WebSocket: it may not be ready, or not speak it."
    )


def _redirect(error: RedirectError, attempt: Attempt) -> str:
    match error:
        case TooManyRedirectsError():
            return (
                f"There were too many redirects, the last one to {error.target}: it may be a loop; "
                "look at the Location headers, or raise the number of redirects allowed."
            )
        case InsecureRedirectError():
            return (
                f"{attempt.host} redirects from TLS to plain text ({error.target}), which is not "
                "safe to follow."
            )
        case RedirectUrlError():
            return (
                f"{attempt.host} redirects to a URL that is not one for a WebSocket: "
                f"{error.location!r}."
            )
    return f"{attempt.host} redirects, which is not followed: {error}."


def _timeout(attempt: Attempt) -> str:
    seconds = f"{attempt.open_timeout:g} s"
    if attempt.response is not None:
        said = _first_line(attempt.response)
        return (
            f"{attempt.host} began to answer the handshake ({said!r}) and did not go on within "
            f"{seconds}."
        )
    if attempt.request is not None:
        return (
            f"{attempt.host} accepted the connection and did not answer the handshake within "
            f"{seconds}: it may not speak WebSocket on this port, or be overloaded."
        )
    return explain_dial_timeout(attempt)


def _bad_answer(answer: HttpResponse, attempt: Attempt) -> tuple[str, str]:
    raw = bytes(answer.raw)
    if raw.startswith(_TLS_RECORDS):
        return "tls", f"{attempt.host} speaks TLS: use wss:// in place of ws://."
    line = _first_line(answer)
    if answer.status == 101:
        return "handshake", (
            f"{attempt.host} accepted the WebSocket, but its answer is wrong: it breaks off before "
            "the empty line that ends it."
        )
    if raw.startswith(b"HTTP/"):
        return "handshake", f"{attempt.host} gave an answer that is not well-formed: {line!r}."
    told = f"{attempt.host} does not speak HTTP, and so no WebSocket; it says {line!r}"
    return "handshake", f"{told}: check the port."


def _first_line(answer: HttpResponse) -> str:
    return bytes(answer.raw).split(b"\n", 1)[0][:60].decode("latin-1").strip()
