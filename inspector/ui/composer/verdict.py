"""What the composer says of a message before it is sent."""

from typing import NamedTuple

from inspector.events import close_code
from inspector.payloads import Span
from inspector.payloads.json_tokens import check
from inspector.payloads.visible import reveal
from inspector.sending.content import ContentError, outgoing, parse_close_content, payload_size
from inspector.ui.composer.source_map import SourceMap
from inspector.variables import Rendered


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


def judge(kind: str, content: str, rendered: Rendered) -> Verdict:
    """The verdict on `content` of one of the library's kinds, whose variables are `rendered`."""
    if problems := rendered.problems:
        places = tuple(Span(use.start, use.end - use.start, "error") for use in problems)
        return Verdict(problem=problems[0].error, places=places)
    verdict = _judged(kind, rendered.text)
    if not verdict.places or rendered.text == content:
        return verdict
    back = SourceMap(content, rendered)
    return verdict._replace(
        problem=verdict.problem and f"{verdict.problem} of what will be sent",
        warning=verdict.warning and f"{verdict.warning} of what will be sent",
        places=tuple(back.source_of(span.start) for span in verdict.places),
    )


def _judged(kind: str, text: str) -> Verdict:
    try:
        size, is_utf8 = _payload(kind, text)
    except ContentError as error:
        return Verdict(
            problem=_placed(str(error), text, error.position), places=_at(error.position)
        )
    except (ValueError, OSError) as error:
        return Verdict(problem=f"this file cannot be read: {error}")
    if kind == "close":
        return Verdict(size, warning=_unusual_close(parse_close_content(text)[0]))
    verdict = Verdict(size, is_utf8=is_utf8)
    if kind == "json" and (mistake := check(text)):
        return verdict._replace(warning=f"Not JSON: {mistake}", places=_at(mistake.position))
    if kind in ("text", "json") and (hidden := reveal(text)[1]):
        position = hidden[0].start
        invisible = f"Invisible character U+{ord(text[position]):04X}"
        warning = _placed(invisible, text, position)
        return verdict._replace(warning=warning, places=_at(position))
    return verdict


def _payload(kind: str, text: str) -> tuple[int, bool | None]:
    """Its size, and whether it is UTF-8."""
    if kind in ("binary-file", "close"):
        return payload_size(kind, text), None
    sent = outgoing(kind, text)
    return len(sent.payload), isinstance(sent.data, str) or _is_utf8(sent.data)


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
