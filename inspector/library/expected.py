"""What may stand at a place in a file, and how a person calls that."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import inspect

from inspector.library.declared import is_declared, union_of

_WORDS: dict[type[inspect.Type], str] = {
    inspect.StrType: "a string",
    inspect.IntType: "a whole number",
    inspect.FloatType: "a number",
    inspect.BoolType: "true or false",
    inspect.VarTupleType: "an array",
    inspect.DictType: "a table",
    inspect.StructType: "a table",
}


class Expected:
    """The types that are possible at one place."""

    def __init__(self, types: Iterable[inspect.Type]) -> None:
        self._types = [*_flat(types)]

    @classmethod
    def of(cls, kind: type) -> "Expected":
        return cls([inspect.type_info(kind)])

    def element(self) -> "Expected":
        """Of an array."""
        return Expected(t.item_type for t in self._types if isinstance(t, inspect.VarTupleType))

    def key(self, key: str, table: Mapping[str, object]) -> "Expected":
        """Of `table`, which says of itself which of several it is."""
        return Expected(self._of_key(key, table))

    def keys(self, table: Mapping[str, object]) -> set[str]:
        """Those that `table` may have, where they are known."""
        return {field.encode_name for struct in self._meant(table) for field in struct.fields}

    @property
    def words(self) -> str:
        """`a string or a number`, `one of green, red`."""
        choices = [
            str(value)
            for literal in self._types
            if isinstance(literal, inspect.LiteralType)
            for value in literal.values
        ]
        if choices:
            return f"one of {', '.join(choices)}" if len(choices) > 1 else repr(choices[0])
        return " or ".join(dict.fromkeys(map(_word, self._known()))) or "something else"

    def _known(self) -> Iterator[inspect.Type]:
        """Those that have a word; a whole number is a number, where both may be."""
        number = any(isinstance(known, inspect.FloatType) for known in self._types)
        for known in self._types:
            if type(known) in _WORDS and not (number and isinstance(known, inspect.IntType)):
                yield known

    def _of_key(self, key: str, table: Mapping[str, object]) -> Iterator[inspect.Type]:
        for outer in self._types:
            if isinstance(outer, inspect.DictType):
                yield outer.value_type
            elif isinstance(outer, inspect.StructType) and key == outer.tag_field:
                yield inspect.LiteralType((str(outer.tag),))
        for struct in self._meant(table):
            yield from (field.type for field in struct.fields if field.encode_name == key)

    def _meant(self, table: Mapping[str, object]) -> Iterator[inspect.StructType]:
        for struct in self._types:
            if isinstance(struct, inspect.StructType) and (
                struct.tag_field is None or table.get(struct.tag_field, struct.tag) == struct.tag
            ):
                yield struct


def _flat(types: Iterable[inspect.Type]) -> Iterator[inspect.Type]:
    for one in types:
        match one:
            case inspect.UnionType(types=several):
                yield from _flat(several)
            case inspect.Metadata(type=bare):
                yield from _flat([bare])
            case inspect.CustomType(cls=base) if is_declared(base):
                yield from _flat([inspect.type_info(union_of(base))])
            case _:
                yield one


def _word(known: inspect.Type) -> str:
    word = _WORDS[type(known)]
    if isinstance(known, inspect.IntType | inspect.FloatType):
        least, most = known.ge, known.le
        if least is not None:
            word += f" from {least:,.12g}" + (f" to {most:,.12g}" if most is not None else " on")
    return word
