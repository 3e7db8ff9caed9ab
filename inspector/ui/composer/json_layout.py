"""JSON as a person is writing it, with other white space and nothing else changed."""

from inspector.payloads.json import laid_out
from inspector.payloads.json_tokens import JsonError, tokens
from inspector.variables.syntax import TOKEN

__all__ = ["JsonError", "minified", "pretty"]


def pretty(text: str) -> str:
    """A line for each member and element. JsonError where `text` is not JSON.

    Numbers, escapes, order, duplicate keys and variables stay as they are written.
    """
    return "".join(gap + text[token.start : token.end] for gap, token in laid_out(_stand_in(text)))


def minified(text: str) -> str:
    """Without white space between the tokens. JsonError as `pretty`."""
    return "".join(text[token.start : token.end] for token in tokens(_stand_in(text)))


def _stand_in(text: str) -> str:
    """`text` with a number, which JSON may have anywhere that a variable may stand, in place of
    each variable, as long as that."""
    return TOKEN.sub(lambda token: token["kept"] + "1" * (token.end() - token.end("kept")), text)
