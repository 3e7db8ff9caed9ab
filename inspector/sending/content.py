"""From what a person typed to what is sent."""

import base64
import binascii
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspector.payloads import EncodeError, named

MAX_CONTROL_PAYLOAD = 125
"""Bytes of a control frame's payload (RFC 6455 section 5.5)."""
MAX_REASON = 123
"""Bytes of a Close frame's reason: two are the code's (section 5.5.1)."""

_CODE = re.compile(r"[0-9]{1,5}")
_BLANKS = re.compile(r"[ \t\r\n]+")
_END_OF_BLOCK = re.compile(r"(?<==)[ \t\r]*\n")
_NO_BASE64 = re.compile(r"[^0-9A-Za-z+/=_ \t\r\n-]")


class ContentError(ValueError):
    """The content makes no message of its kind."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position
        """The character at fault, from 0, where there is one."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something to send."""

    kind: str
    """`text`, `binary`, `ping`, `pong` or `close`."""
    data: str | bytes = b""
    """A str for text, bytes for the rest; empty for a close and for a file."""
    code: int = 1000
    reason: str = ""
    file: Path | None = None
    """The file whose bytes are sent; it is read while it is sent."""
    written: tuple[str, str] = field(default=("", ""), compare=False, repr=False)
    """Kind and content that it was made of, where it was."""

    @property
    def payload(self) -> bytes:
        """`data` as it is sent, in UTF-8 if it is text."""
        return _utf8(self.data) if isinstance(self.data, str) else self.data

    def lines(self) -> "list[Outgoing]":
        """One for each line of what was written; blank lines are left out.

        ContentError, with the line's number, for a line that by itself makes no message.
        """
        kind, content = ("text", self.data) if isinstance(self.data, str) else self.written
        if not kind:
            return [self]
        lines = []
        for number, line in enumerate(content.split("\n"), 1):
            if line.strip():
                try:
                    lines.append(outgoing(kind, line.removesuffix("\r")))
                except ContentError as error:
                    raise ContentError(f"line {number}: {error}") from None
        return lines


def outgoing(kind: str, content: str) -> Outgoing:
    """What a template of `kind` with `content` sends. ContentError; OSError for a file."""
    return replace(_outgoing(kind, content), written=(kind, content))


def _outgoing(kind: str, content: str) -> Outgoing:
    if kind == "close":
        return Outgoing("close", b"", *parse_close_content(content))
    if kind in ("ping", "pong"):
        payload = _utf8(content)
        if len(payload) > MAX_CONTROL_PAYLOAD:
            raise ContentError(
                f"a {kind} carries {MAX_CONTROL_PAYLOAD} bytes at most, these are {len(payload)}"
            )
        return Outgoing(kind, payload)
    if kind == "binary-hex":
        return Outgoing("binary", _encoded("Hex", content))
    if kind == "binary-base64":
        return Outgoing("binary", _from_base64(content))
    if kind == "binary-file":
        return Outgoing("binary", file=_regular_file(content))
    _utf8(content)
    return Outgoing("text", content)


def payload_size(kind: str, content: str) -> int:
    """Bytes of the payload that `content` becomes; a file is not read. Errors as `outgoing`."""
    if kind == "binary-file":
        return _regular_file(content).stat().st_size
    sent = outgoing(kind, content)
    if sent.kind == "close":
        return 2 + len(sent.reason.encode())
    return len(sent.payload)


def parse_close_content(content: str) -> tuple[int, str]:
    """Code and reason of `1000 reason`."""
    digits, _, reason = content.partition(" ")
    if not _CODE.fullmatch(digits) or int(digits) > 0xFFFF:
        raise ContentError("a close begins with its code, as in '1000 done'", 0)
    size = len(_utf8(reason))
    if size > MAX_REASON:
        raise ContentError(f"a reason has {MAX_REASON} bytes at most, this one has {size}")
    return int(digits), reason


def _utf8(text: str) -> bytes:
    return _encoded("Text", text)


def _encoded(codec: str, text: str) -> bytes:
    try:
        return named(codec).encode(text)
    except EncodeError as error:
        raise ContentError(str(error), error.position) from None


def _from_base64(content: str) -> bytes:
    """Base64 and base64url (RFC 4648 sections 4 and 5), with or without padding; a line that ends
    with padding ends a block, and the next line begins another one."""
    if wrong := _NO_BASE64.search(content):
        raise ContentError(f"{wrong.group()!r} is not base64", wrong.start())
    try:
        return b"".join(map(_from_base64_block, _END_OF_BLOCK.split(content)))
    except binascii.Error:
        raise ContentError(
            "this base64 is cut or has '=' in its middle", len(content.rstrip())
        ) from None


def _from_base64_block(content: str) -> bytes:
    digits = _BLANKS.sub("", content).replace("-", "+").replace("_", "/").rstrip("=")
    return base64.b64decode(digits + "=" * (-len(digits) % 4), validate=True)


def _regular_file(path: str) -> Path:
    if not path:
        raise ContentError("choose a file")
    file = Path(path).expanduser()
    if not file.is_file():
        raise ContentError(f"{path} is not a file" if file.exists() else f"there is no file {path}")
    return file
