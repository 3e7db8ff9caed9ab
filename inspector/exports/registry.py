"""The formats that a recording can be exported to. A new one is a file and a line here."""

from inspector.exports.format import Format
from inspector.exports.jsonl import JSON_LINES
from inspector.exports.text import TEXT

FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        JSON_LINES,
        TEXT,
    )
}
"""By name, in the order in which they are offered."""
