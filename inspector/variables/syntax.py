r"""How a variable is written: `{{name}}`; `\{{` for braces that are meant as braces.

Found in linear time, whatever the text: no character is looked at from more than one beginning.
"""

import re
from collections.abc import Mapping

# In the order of the text: pairs of backslashes, which stay; then either a backslash that makes the
# braces plain, or a reference. `{{\}}` stands for a backslash where one more would be taken for the
# escape: it is how any text at all can be written.
TOKEN = re.compile(
    r"""(?<!\\) (?P<kept> (?:\\\\)*+ )
    (?: (?P<escape> \\ ) \{\{
      | (?P<reference> \{\{ (?: (?P<backslash> \\ )
                              | [ \t]*+ (?P<name> [\w$] [^{}"\\\x00-\x08\x0a-\x1f]*+ ) ) \}\} )
    )""",
    re.VERBOSE,
)


def escape(text: str) -> str:
    """`text` written so that nothing in it is a variable: rendered, it is `text` again."""
    pieces: list[str] = []
    position = 0
    for token in TOKEN.finditer(text):
        piece = text[position : token.start()]
        if token["escape"] and not token["kept"]:
            piece = _opened(piece)
        pieces += piece, _escaped(token)
        position = token.end()
    return "".join(pieces) + text[position:]


def unrendered(text: str, names: Mapping[str, str]) -> str:
    """`text` written so that `{{names[value]}}` stands for each value, of several the longest, and
    nothing else in it is a variable: rendered, it is `text` again."""
    values = sorted(filter(None, names), key=len, reverse=True)
    if not values:
        return escape(text)
    pieces = re.split(f"({'|'.join(map(re.escape, values))})", text)
    for at in range(1, len(pieces), 2):
        pieces[at - 1] = _before_braces(pieces[at - 1])
        pieces[at] = "{{" + names[pieces[at]] + "}}"
    pieces[-1] = escape(pieces[-1])
    return "".join(pieces)


def name_problem(name: str) -> str:
    """Why no variable can be called `name`, for a person; "" where it can."""
    if name.startswith("$"):
        return "names that begin with $ are kept for built-ins: choose another one"
    if name.startswith("env:"):
        return "names that begin with env: are kept for the process: choose another one"
    token = TOKEN.fullmatch("{{" + name + "}}")
    if token is None or token["name"].rstrip() != name:
        return (
            'a name begins with a letter, a digit or _ and has no braces, quotes ("), backslashes'
            " or line breaks, and no blanks around it"
        )
    return ""


def _before_braces(text: str) -> str:
    """`text` escaped, with no backslash at its end that would escape the braces after it."""
    if not text.rstrip("{").endswith("\\"):
        return escape(text)
    return r"{{\}}".join(map(escape, text.split("\\")))


def _opened(piece: str) -> str:
    r"""`piece`, which ends with `\{` any number of times, before the braces of `{{\}}`: together
    each of these would be taken for the escape."""
    end = len(piece)
    while piece.endswith("\\{", 0, end):
        end -= 2
    before = piece[:end]
    if (end - len(before.rstrip("\\"))) % 2:
        end += 2  # it is the second of a pair
    return piece[:end] + piece[end:].replace("\\", r"{{\}}")


def _escaped(token: re.Match[str]) -> str:
    if token["escape"]:
        return token["kept"] + r"{{\}}\{{"
    return token["kept"] + "\\" + token["reference"]
