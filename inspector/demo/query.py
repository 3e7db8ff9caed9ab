"""The query of a demo path, checked: a typing mistake gets an answer instead of a default."""

from urllib.parse import parse_qsl


class QueryError(ValueError):
    """What is wrong with the query, and what is allowed."""


class Query:
    """The `key=value` pairs after the `?` of a path that takes the keys `known`.

    Raises QueryError for an unknown and for a repeated key.
    """

    def __init__(self, query: str, known: tuple[str, ...]) -> None:
        self._values: dict[str, str] = {}
        for key, value in parse_qsl(query, keep_blank_values=True):
            if key not in known:
                takes = f"takes {' and '.join(known)}" if known else "takes no query"
                raise QueryError(f"There is no {key!r} here: this path {takes}.")
            if key in self._values:
                raise QueryError(f"{key!r} is there twice: give it once.")
            self._values[key] = value

    def text(self, key: str) -> str:
        return self._values.get(key, "")

    def number(self, key: str, default: int, allowed: range) -> int:
        """The whole number of `key`; `default` where it is not given."""
        value = self._values.get(key, str(default))
        if not (value.isascii() and value.isdigit() and len(value) < 10 and int(value) in allowed):
            limits = f"from {allowed[0]} to {allowed[-1]}"
            raise QueryError(f"{key}={value!r} is not a whole number {limits}.")
        return int(value)
