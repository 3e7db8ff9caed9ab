"""What the composer says of a message before it is sent."""

from typing import NamedTuple

from inspector.events import close_code
from inspector.payloads.json_tokens import check
from inspector.payloads.visible import reveal
from inspector.sending import ContentError, parse_close_content, payload_size


class Verdict(NamedTuple):
    size: int | None = None
    """Bytes of the payload; None where there is none."""
    problem: str = ""
    """Why the content makes no message."""
    warning: str = ""
    """What is unusual with a message that can be sent all the same."""
    position: int | None = None
    """The character in question, from 0."""


def judge(kind: str, content: str) -> Verdict:
    """The verdict on `content` of one of the library's kinds."""
    try:
        size = payload_size(kind, content)
    except ContentError as error:
        return Verdict(
            problem=_placed(str(error), content, error.position), position=error.position
        )
    except (ValueError, OSError) as error:
        return Verdict(problem=f"this file cannot be read: {error}")
    if kind == "close":
        return Verdict(size, warning=_unusual_close(parse_close_content(content)[0]))
    if kind == "json" and (mistake := check(content)):
        return Verdict(size, warning=f"Not JSON: {mistake}", position=mistake.position)
    if kind in ("text", "json") and (hidden := reveal(content)[1]):
        position = hidden[0].start
        invisible = f"Invisible character U+{ord(content[position]):04X}"
        return Verdict(size, warning=_placed(invisible, content, position), position=position)
    return Verdict(size)


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
