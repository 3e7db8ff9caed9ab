"""Filters: the language in which a person says which rows of the log they want, and the search.

`parse` reads an expression, `Search` finds its rows in a recording while that grows, `next_match`
the next one. Knows nothing of Qt or of the wire.
"""

from inspector.filtering.errors import FilterError
from inspector.filtering.find import next_match
from inspector.filtering.keys import DIRECTIONS, KEYS, TRAITS, TYPES, Key
from inspector.filtering.language import parse
from inspector.filtering.matches import Matches
from inspector.filtering.patience import TooSlowError
from inspector.filtering.scan import Found
from inspector.filtering.search import Progress, Search
from inspector.filtering.terms import AllOf, Everything, Keyed, Not, OneOf, Term

__all__ = [
    "DIRECTIONS",
    "KEYS",
    "TRAITS",
    "TYPES",
    "AllOf",
    "Everything",
    "FilterError",
    "Found",
    "Key",
    "Keyed",
    "Matches",
    "Not",
    "OneOf",
    "Progress",
    "Search",
    "Term",
    "TooSlowError",
    "next_match",
    "parse",
]
