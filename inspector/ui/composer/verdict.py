"""What the composer says of a message before it is sent."""

from typing import NamedTuple

from inspector.events import close_code
from inspector.library.send_as import SendAs
from inspector.payloads import Span
from inspector.payloads.json_tokens import check
from inspector.payloads.visible import reveal
from inspector.sending.content import ContentError, outgoing, payload_size
from inspector.ui.composer.cuts import count_pieces
from inspector.ui.composer.source_map import SourceMap
from inspector.variables import Rendered, name_problem


class Verdict(NamedTuple):
    size: int | None = None
    """Bytes of the payload; None where there is none."""
    problem: str = ""
    """Why the content makes no message."""
    warning: str = ""
    """What is unusual with a message that can be sent all the same."""
    places: tuple[Span, ...] = ()
    """The characters in question, in the content."""
    is_utf8: bool | None = None
    """Whether the payload is UTF-8 text; None for a file, which is not read, and a close."""
    pieces: int = 1
    """Fragments or messages that it goes out in."""
    missing: tuple[str, ...] = ()
    """Names of variables that nobody defined."""


_WHOLE = SendAs()


def judge(kind: str, content: str, rendered: Rendered, send_as: SendAs = _WHOLE) -> Verdict:
    """The verdict on `content` of one of the library's kinds, whose variables are `rendered`."""
    if problems := rendered.problems:
        places = tuple(Span(use.start, use.end - use.start, "error") for use in problems)
        missing = tuple(it.name for it in problems if not it.origin and not name_problem(it.name))
        return Verdict(problem=problems[0].error, places=places, missing=missing)
    verdict = _judged(kind, rendered.text, send_as)
    if not verdict.places or rendered.text == content:
        return verdict
    back = SourceMap(content, rendered)
    return verdict._replace(
        problem=verdict.problem and f"{verdict.problem} of what will be sent",
        warning=verdict.warning and f"{verdict.warning} of what will be sent",
        places=tuple(back.source_of(span.start) for span in verdict.places),
    )


def _judged(kind: str, text: str, send_as: SendAs) -> Verdict:
    try:
        message = outgoing(kind, text)
        size = payload_size(kind, text)
        pieces = count_pieces(message, send_as, size)
    except ContentError as error:
        note = _placed(str(error), text, error.position)
        return Verdict(problem=note, places=_at(error.position))
    except (ValueError, OSError) as error:
        return Verdict(problem=f"this file cannot be read: {error}")
    if kind == "close":
        return Verdict(size, warning=_unusual_close(message.code))
    if message.file is not None:
        return Verdict(size, pieces=pieces)
    is_utf8 = message.kind == "text" or _is_utf8(message.payload)
    verdict = Verdict(size, is_utf8=is_utf8, pieces=pieces)
    if kind == "json" and (mistake := _mistake(text, by_line=send_as.mode == "lines")):
        note, position = mistake
        return verdict._replace(warning=f"Not JSON: {note}", places=_at(position))
    if kind in ("text", "json") and (hidden := reveal(text)[1]):
        position = hidden[0].start
        invisible = f"Invisible character U+{ord(text[position]):04X}"
        warning = _placed(invisible, text, position)
        return verdict._replace(warning=warning, places=_at(position))
    return verdict


def _mistake(text: str, *, by_line: bool) -> tuple[str, int] | None:
    """What is wrong with JSON, or with the first line that is none, and where."""
    if not by_line:
        return (str(error), error.position) if (error := check(text)) else None
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and (error := check(line)):
            return f"{error} (of line {number})", start + error.position
        start += len(line) + 1
    return None


def _is_utf8(payload: bytes) -> bool:
    try:
        payload.decode()
    except UnicodeDecodeError:
        return False
    return True


def _at(position: int | None) -> tuple[Span, ...]:
    return () if position is None else (Span(position, 1, "error"),)


def _placed(message: str, content: str, position: int | None) -> str:
    """`message` with its place in a text of several lines, or of one."""
    if position is None:
        return message
    line = content.count("\n", 0, position) + 1
    return f"{message} at line {line} column {position - content.rfind(chr(10), 0, position)}"


def _unusual_close(code: int) -> str:
    if code == 1000 or 3000 <= code <= 4999:
        return ""
    if close_code(code).sendable:
        return f"A browser may not send {code}, only 1000 and 3000-4999; a server or a program may"
    return f"No endpoint may send {code} in a Close frame (RFC 6455 section 7.4); it is sent anyway"
