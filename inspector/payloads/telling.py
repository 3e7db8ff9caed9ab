"""What a JSON message is, by the member that says so in most protocols."""

from inspector.payloads.json_value import json_value

_MEMBERS = ("event", "type", "op", "action", "method", "kind", "topic", "channel")
_LARGEST = 64 * 1024
"""Bytes or characters of a message that is looked into, and"""
_LONGEST = 60
"""characters of a value that tells what it is."""


def telling_member(message: str | bytes) -> tuple[str, str] | None:
    """Name and value, as `("event", "trade")`; None where nothing tells, or it is no JSON."""
    if len(message) > _LARGEST:
        return None
    try:
        document = json_value(message)
    except (ValueError, RecursionError):
        return None
    if isinstance(document, dict):
        for name in _MEMBERS:
            value = document.get(name)
            if isinstance(value, str) and 0 < len(value) <= _LONGEST:
                return name, value
    return None
