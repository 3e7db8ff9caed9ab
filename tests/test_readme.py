"""README.md holds what is made from the code."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPT = runpy.run_path(str(ROOT / "packaging" / "readme.py"))


def test_the_table_of_options_is_as_declared() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert SCRIPT["with_table"](readme) == readme, "run python packaging/readme.py"


def test_what_stands_around_the_table_stays() -> None:
    begin, end = SCRIPT["BEGIN"], SCRIPT["END"]
    written = SCRIPT["with_table"](f"before\n{begin}old\n{end}after\n")
    assert written.startswith(f"before\n{begin}| option |")
    assert written.endswith(f"|\n{end}after\n")
    for text in ("no table", f"{begin}no end", f"{end}no begin"):
        with pytest.raises(ValueError, match="has no line"):
            SCRIPT["with_table"](text)
