"""Files as other tools export them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.library.imports import Imported, read_import


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str], Imported]:
    """What is imported of a file with this name and text."""

    def written(name: str, text: str) -> Imported:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_import(path)

    return written
