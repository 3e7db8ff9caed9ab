"""The README's table of options."""

from inspector.wire.options.connect_options import OPTIONS
from inspector.wire.options.option import Option


def table() -> str:
    """Every option in Markdown: its name in the window, its flag, its key in files, its default
    and what it does. `packaging/readme.py` puts it into the README."""
    rows = [
        ("option", "flag of `record`, `run`", "key in files", "default", "what it does"),
        ("---",) * 5,
        *map(_row, OPTIONS.values()),
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(option: Option) -> tuple[str, ...]:
    default = "" if option.default in (None, ()) else option.kind.text(option.default)
    flags = ", ".join(f"`{_with_value(flag, option)}`" for flag in option.set_flags)
    return option.label, flags, f"`{option.name}`", default, option.help


def _with_value(flag: str, option: Option) -> str:
    return f"{flag} {option.kind.metavar}".strip()
