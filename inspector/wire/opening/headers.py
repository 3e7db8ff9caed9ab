"""The headers of the opening request, where a person adds or replaces some."""

from collections.abc import Iterable

Header = tuple[str, str]


def with_own_headers(standard: Iterable[Header], own: Iterable[Header]) -> list[Header]:
    """`standard` with each of `own` in place of its namesake, where that stood, or else appended.

    Names are compared without case (RFC 9110 section 5.1), and kept as they were written.
    """
    left = list(own)
    result: list[Header] = []
    for name, value in standard:
        namesakes = [header for header in left if header[0].lower() == name.lower()]
        result += namesakes or [(name, value)]
        left = [header for header in left if header not in namesakes]
    return result + left


def values(headers: Iterable[Header], name: str) -> list[str]:
    """The values of the header `name`, lists taken apart at their commas."""
    fields = [value for key, value in headers if key.lower() == name.lower()]
    return [part.strip() for field in fields for part in field.split(",")]
