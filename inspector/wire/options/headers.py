"""The kind of an option that holds HTTP headers, and what a header may be."""

from dataclasses import dataclass
from typing import Any

from inspector.wire.options.kinds import Kind, PutIn
from inspector.wire.url import is_token

Header = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers(Kind):
    """HTTP headers: pairs of name and value, in their order."""

    type = tuple
    repeatable = True
    metavar: str = "'NAME: VALUE'"

    def check(self, name: str, value: Any) -> None:
        for header in value:
            check_header(*header)

    def from_toml(self, name: str, value: object) -> Any:
        headers: list[tuple[str, str]] = []
        for pair in value if isinstance(value, list | tuple) else [value]:
            match pair:
                case [str(header), str(content)]:
                    headers.append((header, content))
                case _:
                    raise ValueError(
                        f"The option {name} has {pair!r}: it must be a list of [name, value]."
                    )
        return tuple(headers)

    def to_toml(self, value: Any) -> object:
        return [list(header) for header in value]

    def over(self, name: str, below: object, value: Any) -> object:
        """Those of `value` are added, in place of those with the same names in any case."""
        names = {header.lower() for header, _ in value}
        kept = [header for header in self.from_toml(name, below) if header[0].lower() not in names]
        return self.to_toml((*kept, *value))

    def parse(self, word: str) -> tuple[tuple[str, str], ...]:
        name, colon, value = word.partition(":")
        if not colon:
            raise ValueError(f"{word!r} has no colon: write it as 'Name: value'.")
        return ((name.strip(), value.strip()),)

    def put_in(self, toml: object, put_in: PutIn) -> object:
        if not isinstance(toml, list | tuple):
            return toml
        return [
            [header[0], put_in(header[1])]
            if isinstance(header, list | tuple) and len(header) == 2 and isinstance(header[1], str)
            else header
            for header in toml
        ]


def check_header(name: str, value: str) -> None:
    """Raises ValueError for a header that HTTP does not allow (RFC 9110 section 5)."""
    if not is_token(name):
        raise ValueError(
            f"The header name {name!r} is not allowed: use letters, digits and "
            "!#$%&'*+-.^_`|~ only."
        )
    if any((c < " " and c != "\t") or c == "\x7f" for c in value):
        raise ValueError(f"The value of the header {name} has a control character: {value!r}.")
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        raise ValueError(
            f"The value of the header {name} has characters that HTTP cannot carry "
            f"(beyond Latin-1): {value!r}."
        ) from None
