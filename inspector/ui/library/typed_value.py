"""Variables as a person types them: numbers and true or false are such, all else is text."""

import json
import re

from inspector.library.value import Scalar

_NUMBER = re.compile(r"-?[0-9.]+(e[+-][0-9]+)?")
RULE = 'true, false and plain numbers are such; "42" in quotes is text, and so is all else'


def to_scalar(text: str) -> Scalar:
    """The value that `text` stands for.

    A number only where it would be written just so again: `007`, `1.10` and `1e5` stay the texts
    that they are. Text that would be taken for something else stands in quotes, as in JSON.
    """
    if text in ("true", "false"):
        return text == "true"
    if _NUMBER.fullmatch(text):
        for kind in (int, float):
            try:
                number = kind(text)
            except ValueError:
                continue
            if str(number) == text:
                return number
    if len(text) > 1 and text[0] == text[-1] == '"':
        try:
            inner = json.loads(text)
        except ValueError:
            return text
        return inner if isinstance(inner, str) else text
    return text


def to_text(value: Scalar) -> str:
    """What to type for `value`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    stands_for_itself = type(read := to_scalar(value)) is str and read == value
    return value if stands_for_itself else json.dumps(value, ensure_ascii=False)
