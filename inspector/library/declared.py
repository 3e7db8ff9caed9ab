"""Steps and actions: values whose kinds are declared above the library.

A kind is one file in `automation`, which holds its fields and what it does. The library reads and
writes it without knowing it: `register` hands it the kinds, and the key `do` in a file says which
one is meant.
"""

import operator
from collections.abc import Iterable
from functools import reduce
from typing import Any, TypeVar

import msgspec

from inspector.library.value import Value

T = TypeVar("T")

_registered: dict[type, Any] = {}
"""The union of the kinds, by what they are kinds of."""


def register(base: type, kinds: Iterable[type[Value]]) -> None:
    """From now on a field of the type `base` holds one of `kinds`, each a subclass with a tag."""
    _registered[base] = reduce(operator.or_, kinds)


def union_of(base: type) -> Any:
    """The kinds of `base`. RuntimeError where none are registered."""
    if base not in _registered:
        raise RuntimeError(
            f"no kinds of {base.__name__} are registered: import inspector.automation, which"
            " declares them"
        )
    return _registered[base]


def is_declared(base: object) -> bool:
    """Whether kinds of `base` are registered."""
    return base in _registered


def decode(base: type, value: object) -> object:
    """`value`, as a file has it, as one of the kinds of `base`: a `dec_hook` of msgspec. ValueError
    says what is wrong with it; msgspec puts the place behind that. What may be anything stays."""
    if base is object:
        return value
    try:
        return msgspec.convert(value, union_of(base), dec_hook=decode)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None


def make(base: type[T], do: str, **fields: object) -> T:
    """The value of the kind `do`. ValueError where there is no such kind, or not of such fields."""
    made: T = msgspec.convert({"do": do, **fields}, union_of(base), dec_hook=decode)
    return made
