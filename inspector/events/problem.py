"""Something went wrong, said so that a person understands it."""

from typing import NamedTuple


class Problem(NamedTuple):
    time_ns: int
    code: str
    """A stable word for programs: `dns`, `refused`, `timeout`, `tls`, `handshake-status`,
    `protocol-error`, `message-too-big`, ..."""
    message: str
    """One sentence for a person: what happened, where, and what to try."""
    detail: str = ""
    """The evidence: the exception's own words, a header, bytes in hex."""
