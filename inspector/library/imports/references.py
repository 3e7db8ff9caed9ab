r"""`{{name}}` as other tools write it, in our syntax (`inspector.variables`).

There `\{{` are plain braces and `{{\}}` is a backslash; other tools know neither.
"""

import re

# The last of an odd number of backslashes before a reference would be taken for our escape.
_BACKSLASH = re.compile(r"(?<!\\)((?:\\\\)*+)\\(?=\{\{)")


def kept(text: str) -> str:
    """`text` of a tool that knows no escape, with every reference a reference."""
    return _BACKSLASH.sub(r"\1{{\\}}", text)
