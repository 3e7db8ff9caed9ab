"""What a close code means (RFC 6455 section 7.4, IANA's WebSocket Close Code Number Registry)."""

from typing import NamedTuple


class CloseCode(NamedTuple):
    code: int
    name: str
    meaning: str
    sendable: bool
    """Whether an endpoint may put it into a Close frame (section 7.4.1)."""


_REGISTERED = {
    1000: ("Normal Closure", "the purpose of the connection is fulfilled"),
    1001: ("Going Away", "the server is going down, or the page was left"),
    1002: ("Protocol Error", "the other side broke the WebSocket protocol"),
    1003: ("Unsupported Data", "this kind of data is not accepted here"),
    1004: ("Reserved", "has no meaning yet"),
    1005: ("No Status Received", "the Close frame carried no code"),
    1006: ("Abnormal Closure", "the connection ended without a Close frame"),
    1007: ("Invalid Payload Data", "a text message was not UTF-8, or the data makes no sense"),
    1008: ("Policy Violation", "the message breaks a policy of the endpoint"),
    1009: ("Message Too Big", "the message is larger than the endpoint takes"),
    1010: ("Mandatory Extension", "the client needs an extension the server did not offer"),
    1011: ("Internal Error", "the server met a condition that it did not expect"),
    1012: ("Service Restart", "the service restarts; reconnecting may work"),
    1013: ("Try Again Later", "the server is overloaded"),
    1014: ("Bad Gateway", "the server is a gateway and its upstream failed"),
    1015: ("TLS Handshake", "the TLS handshake failed"),
}
_NEVER_SENT = {1004, 1005, 1006, 1015}


def close_code(code: int) -> CloseCode:
    """The name and meaning of `code`; codes without an entry are told by their range."""
    if code in _REGISTERED:
        name, meaning = _REGISTERED[code]
    elif 3000 <= code <= 3999:
        name, meaning = "Registered", "a code that a library or framework registered with IANA"
    elif 4000 <= code <= 4999:
        name, meaning = "Private Use", "a code that the application agreed on"
    else:
        name, meaning = "Invalid", "a code that no endpoint may send"
    lawful = code in _REGISTERED or 3000 <= code <= 4999
    return CloseCode(code, name, meaning, lawful and code not in _NEVER_SENT)
