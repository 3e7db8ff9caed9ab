"""How the window writes numbers and foreign text."""

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

_UNITS = ("B", "kB", "MB", "GB", "TB")


def byte_count(size: float) -> str:
    """`812 B`, `1.2 MB`: decimal units, as disks and networks count."""
    unit = 0
    while size >= 999.5 and unit < len(_UNITS) - 1:
        size /= 1000
        unit += 1
    return (
        f"{size:.0f} {_UNITS[unit]}" if unit == 0 or size >= 99.5 else f"{size:.1f} {_UNITS[unit]}"
    )


def count(number: int, noun: str) -> str:
    """`1 frame`, `12,345 frames`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def sentence(text: str) -> str:
    """An error's message where it stands by itself."""
    return text[:1].upper() + text[1:]


def plain_tip(text: str) -> str:
    """`text` as a tooltip that shows it as it is: Qt would take what looks like HTML for HTML."""
    return f"<p style='white-space: pre-wrap'>{html.escape(text)}</p>"


def written(document: "QTextDocument") -> str:
    """The text of `document`, in which every line break is a line feed.

    Not toPlainText(): that turns no-break spaces into spaces.
    """
    return document.toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
