r"""No pattern of the package meets a fault of `re` in Python up to 3.11.4; Debian 12 has 3.11.2.

There (gh-106052) a possessive group keeps what its last repetition has read, though that failed:
`(?:ab?c)*+` matches all of "aca". Two kinds of group are right: single characters, and after them
only what is optional, so that nothing can fail that has read. Atomic groups are not needed.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "inspector"
CHARACTER = r"(?:\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|[^\\()\[\]*+?{}|])"
RIGHT = re.compile(rf"\(\?:(?:{CHARACTER})+(?:{CHARACTER}[*?]\+)*\)(?=[*?+]\+)")
SUSPECT = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+|\(\?>")
UNKNOWN = "(?:a|b)"


def possessive_groups(pattern: str) -> list[str]:
    """Where groups are that may keep what they must not."""
    right = 1
    while right:
        pattern, right = RIGHT.subn("a", pattern)
    return [pattern[: found.end()] for found in SUSPECT.finditer(pattern)]


def patterns(source: str) -> Iterator[str]:
    """Texts that are arguments of a function of `re` or look like patterns with groups."""
    tree = ast.parse(source)
    of_re = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("re.")
        for part in ast.walk(call)
    }
    for node in ast.walk(tree):
        text = _text(node)
        if id(node) in of_re or "(?" in text:
            yield text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or UNKNOWN for part in node.values)
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    if not is_text:
        return ""
    return node.value if isinstance(node.value, str) else node.value.decode("latin-1")


@pytest.mark.parametrize(
    "pattern",
    ["(?:ab?c)*+", "(?:a+)++", "(a*+b)?+", "(?:a|b){2}+", "(?>a)", "(?:(?:a*b)*+c*+)*+"],
)
def test_what_is_found(pattern: str) -> None:
    assert possessive_groups(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"(?:\\\\)*+", r"(?:[^])+]a*+b?+)*+", "(?:a(?:bc)*+)++", "(?:ab?c)*", r"\)*+", "a*+"],
)
def test_what_is_right(pattern: str) -> None:
    assert possessive_groups(pattern) == []
    re.compile(pattern)


def test_no_group_of_the_package_keeps_what_failed() -> None:
    found = {
        str(path.relative_to(PACKAGE)): groups
        for path in PACKAGE.rglob("*.py")
        for pattern in patterns(path.read_text(encoding="utf-8"))
        if (groups := possessive_groups(pattern))
    }
    assert found == {}
