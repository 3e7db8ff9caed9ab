"""What a TLS certificate says of itself (X.509, RFC 5280), read from its DER bytes.

Python's ssl explains only certificates that it has verified; the ones that a person debugs are
often those that it has not.
"""

import ipaddress
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

_SEQUENCE, _UTC_TIME, _BMP_STRING = 0x30, 0x17, 0x1E
_VERSION, _EXTENSIONS = 0xA0, 0xA3
_DNS_NAME, _IP_ADDRESS = 0x82, 0x87
_SUBJECT_ALT_NAME = b"\x55\x1d\x11"
_ATTRIBUTES = {
    b"\x55\x04\x03": "CN",
    b"\x55\x04\x06": "C",
    b"\x55\x04\x07": "L",
    b"\x55\x04\x08": "ST",
    b"\x55\x04\x0a": "O",
    b"\x55\x04\x0b": "OU",
}

Element = tuple[int, bytes]
"""Tag and content."""


class Certificate(NamedTuple):
    subject: str
    """`CN=example.com, O=Example`, in the certificate's order."""
    issuer: str
    not_before: datetime
    not_after: datetime
    names: tuple[str, ...]
    """The host names and IP addresses that it is good for (subjectAltName)."""


def read_certificate(der: bytes) -> Certificate | None:
    """What the certificate says, or None where it cannot be read. Never raises."""
    try:
        return _certificate(der)
    except (ValueError, IndexError, OverflowError):
        return None


def _certificate(der: bytes) -> Certificate:
    fields = list(_elements(_first(_first(der))))
    if fields[0][0] == _VERSION:
        del fields[0]
    _serial, _algorithm, issuer, validity, subject, _key, *optional = fields
    not_before, not_after = (_time(*moment) for moment in _elements(validity[1]))
    names: tuple[str, ...] = ()
    for tag, content in optional:
        if tag == _EXTENSIONS:
            names = tuple(_alternative_names(content))
    return Certificate(_name(subject[1]), _name(issuer[1]), not_before, not_after, names)


def _elements(data: bytes) -> Iterator[Element]:
    """The elements of DER `data`. Raises ValueError where it is cut short."""
    position = 0
    while position < len(data):
        tag, length = data[position], data[position + 1]
        position += 2
        if length & 0x80:
            size = length & 0x7F
            length = int.from_bytes(data[position : position + size], "big")
            position += size
        content = data[position : position + length]
        if len(content) < length:
            raise ValueError("a DER element is cut short")
        yield tag, content
        position += length


def _first(data: bytes) -> bytes:
    """The content of the first element of `data`."""
    (_, content), *_ = _elements(data)
    return content


def _name(data: bytes) -> str:
    parts = []
    for _, relative in _elements(data):
        for _, attribute in _elements(relative):
            (_, kind), (tag, value) = _elements(attribute)
            text = value.decode("utf-16-be" if tag == _BMP_STRING else "utf-8", "replace")
            parts.append(f"{_ATTRIBUTES.get(kind, kind.hex())}={text}")
    return ", ".join(parts)


def _time(tag: int, content: bytes) -> datetime:
    text = content.decode("ascii")
    if tag == _UTC_TIME:
        text = ("20" if text < "50" else "19") + text
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)


def _alternative_names(extensions: bytes) -> Iterator[str]:
    for _, extension in _elements(_first(extensions)):
        (_, kind), *_, (_, value) = _elements(extension)
        if kind != _SUBJECT_ALT_NAME:
            continue
        for tag, name in _elements(_first(value)):
            if tag == _DNS_NAME:
                yield name.decode("ascii", "replace")
            elif tag == _IP_ADDRESS:
                yield str(ipaddress.ip_address(name))
