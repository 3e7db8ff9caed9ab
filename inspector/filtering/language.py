"""Reads an expression.

    expression   terms, side by side: all hold. `|` or `OR` between them: one side holds.
    ( ... )      a group, where it begins a term.
    -term        everything but that.
    key:value    one of `KEYS`. Letters with a colon after them are a key, unless `//` follows.
                 A value with spaces stands in quotation marks, as a phrase does.
    "a phrase"   where the closing quotation mark ends the term; `\\"` and `\\\\` inside.
    /regex/i     where a slash ends the term, with or without flags of `gimsu`.
    word         everything else, up to the next space: `{"op":`, `https://x`, `/api/v1`, `12:00`.

What is taken for text although it looks like more needs no rule: in quotation marks all is text.
"""

import re
from collections.abc import Callable
from typing import NoReturn

from inspector.filtering.errors import FilterError
from inspector.filtering.keys import keyed
from inspector.filtering.pattern import Pattern
from inspector.filtering.terms import AllOf, Everything, Not, OneOf, Term
from inspector.filtering.text import Text

_DEEPEST = 20
"""Groups inside groups."""
_LONGEST = 10_000
"""Characters of an expression."""

_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"\S+")
_OR = re.compile(r"(?:OR|\|)(?=[\s)]|\Z)")
_NOTHING = re.compile(r"\s*(?:\)|(?:OR|\|)(?=[\s)]|\Z)|\Z)")
"""The end of a group, of the expression, or the next operator."""
_KEY = re.compile(r"([A-Za-z]+):(?!//)")
_PHRASE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_REGEX = re.compile(r"/((?:\\.|[^\\])+?)/([gimsu]{0,5})(?=[\s)]|\Z)", re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\])')


def parse(expression: str) -> Term:
    """What `expression` means. `FilterError` where it means nothing; raises nothing else."""
    if len(expression) > _LONGEST:
        told = f"An expression has at most {_LONGEST:,} characters."
        raise FilterError(told, _LONGEST, len(expression) - _LONGEST)
    return _Parser(expression).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._depth = 0

    def whole(self) -> Term:
        self._skip_space()
        if self._at == len(self._source):
            return Everything()
        return self._one_of()

    def _one_of(self) -> Term:
        """Up to the end of the group or of the expression."""
        terms = [self._all_of()]
        while operator := _OR.match(self._source, self._at):
            self._at = operator.end()
            if _NOTHING.match(self._source, self._at):
                self._fail(f"A term is missing after {operator[0]}.", operator.start())
            self._skip_space()
            terms.append(self._all_of())
        return _joined(OneOf, terms)

    def _all_of(self) -> Term:
        if operator := _OR.match(self._source, self._at):
            self._at = operator.end()
            self._fail(f"A term is missing before {operator[0]}.", operator.start())
        terms = []
        while not self._at_end() and not _OR.match(self._source, self._at):
            terms.append(self._term())
            self._skip_space()
        return _joined(AllOf, terms)

    def _term(self) -> Term:
        start = self._at
        if self._source[start] != "-":
            return self._positive()
        self._at += 1
        if self._at == len(self._source) or self._source[self._at].isspace() or self._at_end():
            self._fail(
                "The minus sign stands directly before what is left out: -ping. "
                'As text it is written "-".',
                start,
            )
        term = self._positive()
        return term.term if isinstance(term, Not) else Not(term)

    def _positive(self) -> Term:
        source, start = self._source, self._at
        if source[start] == "(":
            return self._group()
        if source[start] == ")":
            self._at += 1
            self._fail('There is no group to close. As text it is written ")".', start)
        if source[start] == '"':
            phrase = _PHRASE.match(source, start)
            if phrase is None:
                self._at = len(source)
                self._fail('The quotation mark is not closed: add a " where the text ends.', start)
            if self._ends_term(phrase.end()):
                self._at = phrase.end()
                if not phrase[1]:
                    self._fail("There is no text between the quotation marks.", start)
                return Text(_ESCAPED.sub(r"\1", phrase[1]))
        elif source[start] == "/" and (found := _REGEX.match(source, start)):
            self._at = found.end()
            return self._placed(start, lambda: Pattern.of(found[1], found[2]))
        elif key := _KEY.match(source, start):
            value = self._value(key.end())
            return self._placed(start, lambda: keyed(key[1], value))
        self._at = self._word_end()
        return Text(source[start : self._at])

    def _value(self, start: int) -> str:
        """The value of a key, from `start` on."""
        phrase = _PHRASE.match(self._source, start)
        if phrase is not None and self._ends_term(phrase.end()):
            self._at = phrase.end()
            return _ESCAPED.sub(r"\1", phrase[1])
        self._at = self._word_end()
        return self._source[start : self._at]

    def _group(self) -> Term:
        start = self._at
        self._at += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            self._fail(f"Groups stand inside each other at most {_DEEPEST} deep.", start)
        self._skip_space()
        if self._at < len(self._source) and self._source[self._at] == ")":
            self._at += 1
            self._fail('There is nothing in the group. As text it is written "()".', start)
        if self._at == len(self._source):
            self._fail('The group is not closed: add a ). As text it is written "(".', start)
        term = self._one_of()
        if self._at == len(self._source):
            self._fail('The group is not closed: add a ). As text it is written "(".', start)
        self._at += 1
        self._depth -= 1
        return term

    def _word_end(self) -> int:
        """Where the word here ends; in a group before the parenthesis that closes it."""
        found = _WORD.match(self._source, self._at)
        assert found is not None
        if self._depth:
            opened = 0
            for place in range(found.start(), found.end()):
                opened += {"(": 1, ")": -1}.get(self._source[place], 0)
                if opened < 0:
                    return place
        return found.end()

    def _ends_term(self, at: int) -> bool:
        end = self._source[at : at + 1]
        return not end or end.isspace() or (end == ")" and self._depth > 0)

    def _at_end(self) -> bool:
        """Of the expression or of the group."""
        return self._source[self._at : self._at + 1] in (("", ")") if self._depth else ("",))

    def _skip_space(self) -> None:
        found = _SPACE.match(self._source, self._at)
        assert found is not None
        self._at = found.end()

    def _placed(self, start: int, read: Callable[[], Term]) -> Term:
        """What `read` makes of the text from `start` on; errors get their place."""
        try:
            return read()
        except FilterError as error:
            raise error.moved(start) from None

    def _fail(self, message: str, start: int) -> NoReturn:
        """The mistake reaches from `start` to here."""
        raise FilterError(message, start, self._at - start)


def _joined(kind: type[AllOf] | type[OneOf], terms: list[Term]) -> Term:
    """`terms` as one; groups of the same kind are no groups."""
    if len(terms) == 1:
        return terms[0]
    flat: list[Term] = []
    for term in terms:
        flat += term.terms if isinstance(term, kind) else [term]
    return kind(tuple(flat))
