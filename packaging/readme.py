"""Write into README.md what is made from the code: the table of options.

    python packaging/readme.py

A test fails while README.md holds anything else.
"""

from pathlib import Path

from inspector.wire.options.table import table

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- options: made by packaging/readme.py -->\n", "<!-- end of options -->\n"


def with_table(readme: str) -> str:
    """The text of README.md with the table of options as the code declares them."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md has no line {BEGIN.strip()}, or none {END.strip()} after it")
    return f"{before}{BEGIN}{table()}{END}{after}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
