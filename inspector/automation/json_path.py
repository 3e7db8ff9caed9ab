"""JSONPath (RFC 9535) on what a peer sent: strict, and bounded in time whatever either says.

Imported when the first path is compiled: the library takes a while.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

from jsonpath import JSONPath, JSONPathEnvironment, JSONPathMatch
from jsonpath.exceptions import JSONPathError
from jsonpath.filter import BaseExpression, FilterQuery, FunctionExtension, StringLiteral
from jsonpath.function_extensions import Match, Search
from jsonpath.selectors import Filter

from inspector.automation.errors import MatchError

_PATTERN_S = 0.05
"""How long `match()` and `search()` may look at one value."""

_DEADLINE = "deadline"
"""Under this name the library carries the end of a search's time along."""


class JsonPath:
    """A path that is ready to be followed. MatchError where `source` is none."""

    def __init__(self, source: str) -> None:
        try:
            path = _ENVIRONMENT.compile(source)
        except JSONPathError as error:
            if not source.startswith("$"):
                raise _refused("it does not begin with $", 0) from None
            at = error.token.index if error.token else 0
            # The end of a path has the index -1.
            raise _refused(str(error.message), at if at >= 0 else len(source)) from None
        except (ArithmeticError, LookupError, RecursionError, ValueError) as error:
            raise _refused(f"it cannot be read, {error}", 0) from None
        assert isinstance(path, JSONPath)  # a strict environment knows no unions of paths
        _bound(path, source)
        self._path = path

    def find(self, document: object, deadline: float) -> "Iterator[Node]":
        """The values in `document`, parsed JSON, that the path leads to, one by one.

        TimeoutError once `time.perf_counter()` is past `deadline`, RecursionError where the
        document is too deep.
        """
        try:
            yield from _follow(self._path, document, {_DEADLINE: deadline})
        except JSONPathError as error:
            raise RecursionError(str(error.message)) from None


class Node(JSONPathMatch):
    """A value, and the way to it. Each step is a look at the clock."""

    __slots__ = ("_before", "_key")
    _before: "Node | None"
    _key: int | str

    @classmethod
    def of(
        cls,
        obj: object,
        root: Any,
        context: Mapping[str, Any],
        before: "Node | None" = None,
        key: int | str = "",
    ) -> Self:
        node = cls(filter_context=context, obj=obj, parent=None, path="", parts=(), root=root)
        node._before, node._key = before, key
        return node

    @property
    def way(self) -> list[int | str]:
        """The names and indices that lead to the value from the root."""
        keys: list[int | str] = []
        node = self
        while node._before is not None:
            keys.append(node._key)
            node = node._before
        return keys[::-1]

    def new_child(self, obj: object, key: int | str) -> "Node":
        context = self._filter_context
        if time.perf_counter() > context[_DEADLINE]:
            raise TimeoutError
        return Node.of(obj, self.root, context, self, key)

    def add_child(self, *children: JSONPathMatch) -> None:
        """Not kept: nobody asks for the children of a node."""


class _InnerPath(JSONPath):
    """A path inside a filter, which the library begins with a node without a clock, and by parsing
    what is a string."""

    __slots__ = ()

    def finditer(
        self, data: Any, *, filter_context: Mapping[str, Any] | None = None
    ) -> Iterable[JSONPathMatch]:
        return _follow(self, data, filter_context or {})


def _follow(path: JSONPath, document: Any, context: Mapping[str, Any]) -> Iterator[Node]:
    nodes: Iterable[JSONPathMatch] = [Node.of(document, document, context)]
    for segment in path.segments:
        nodes = segment.resolve(nodes)
    for node in nodes:
        assert isinstance(node, Node)  # the library makes each by `new_child` of another
        yield node


def _bound(path: JSONPath, source: str) -> None:
    """See to it that the paths and patterns inside its filters are bounded in time too."""
    for segment in path.segments:
        for selector in segment.selectors:
            if isinstance(selector, Filter):
                _bound_expression(selector.expression, source)


def _bound_expression(expression: BaseExpression, source: str) -> None:
    if isinstance(expression, FilterQuery):
        inner = expression.path
        expression.path = _InnerPath(env=inner.env, segments=inner.segments)
        _bound(inner, source)
        return
    if isinstance(expression, FunctionExtension) and expression.name in ("match", "search"):
        _check_pattern(expression, source)
    for child in expression.children():
        _bound_expression(child, source)


def _check_pattern(function: FunctionExtension, source: str) -> None:
    """Patterns are a person's: what a peer sent is never taken for one."""
    at = max(0, source.find(f"{function.name}("))
    literal = function.args[1]
    if not isinstance(literal, StringLiteral):
        raise _refused(f"the pattern of {function.name}() must be written out, in quotes", at)
    if _SEARCH.check_cache(literal.value) is None:
        raise _refused(f"{literal.value!r} is no pattern (RFC 9485)", at)


class _Search(Search):
    def __call__(self, value: object, pattern: object) -> bool:
        found = self.check_cache(str(pattern))
        if found is None or not isinstance(value, str):
            return False
        return found.search(value, timeout=_PATTERN_S) is not None


class _Match(Match):
    def __call__(self, value: object, pattern: object) -> bool:
        found = self.check_cache(str(pattern))
        if found is None or not isinstance(value, str):
            return False
        return found.fullmatch(value, timeout=_PATTERN_S) is not None


_SEARCH = _Search()


class _Environment(JSONPathEnvironment):
    def setup_function_extensions(self) -> None:
        super().setup_function_extensions()
        self.function_extensions.update(match=_Match(), search=_SEARCH)


def _refused(why: str, position: int) -> MatchError:
    return MatchError(
        f"The JSONPath cannot be used: {why}. Write one such as $.type or $.items[0].id"
        " (RFC 9535).",
        "json_path",
        position,
    )


_ENVIRONMENT = _Environment(strict=True)
