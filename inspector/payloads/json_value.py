"""The value that a JSON text stands for: any that RFC 8259 allows, not only what is easily kept."""

import json

import msgspec

_MOST_DIGITS = 4000
"""Of an integer that is read as one: Python refuses longer ones."""


def json_value(text: str | bytes) -> object:
    """`text` parsed; of equal names in an object the last one counts. A number beyond the range of
    float is infinite.

    ValueError where it is no JSON, bytes in UTF-8; RecursionError where it is nested too deeply.
    """
    try:
        return msgspec.json.decode(text)
    except ValueError:
        # WORKAROUND msgspec refuses half a surrogate pair, and numbers beyond its range.
        whole = text if isinstance(text, str) else text.decode()
        return json.loads(whole, parse_int=_integer, parse_constant=_no_constant)


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


def _no_constant(word: str) -> None:
    raise ValueError(f"JSON has no {word}")
