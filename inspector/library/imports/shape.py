"""What is taken out of a file that may hold anything: never a KeyError, never a wrong type."""

from inspector.library.value import Scalar


def table(value: object) -> dict[str, object]:
    """`value` where it is a table, else an empty one."""
    return value if isinstance(value, dict) else {}


def rows(value: object) -> list[dict[str, object]]:
    """The tables of the list `value`; what else it holds is passed over."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def text(value: object) -> str:
    """`value` as these tools write it in a text; empty where it is none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return value if isinstance(value, str) else ""


def scalar(value: object) -> Scalar | None:
    """`value` where a variable can have it: TOML holds integers of 64 bits only."""
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return str(value)
    return value if isinstance(value, str | int | float | bool) else None
