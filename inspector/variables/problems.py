"""What is wrong with a variable, in words that say what to do. Never with a value."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST_SHOWN = 60


def unknown_variable(name: str, known: Iterable[str]) -> str:
    return (
        f"no variable {_quoted(name)}{_did_you_mean(name, known)}: define it in the environment,"
        r" the folder, the endpoint or the session, or write \{{ where braces are meant"
    )


def unknown_built_in(name: str, known: Iterable[str]) -> str:
    return (
        f"no built-in {_quoted(name)}{_did_you_mean(name, known)}: Help > Variables lists all,"
        r" and \{{ stands for plain braces"
    )


def needless_argument(name: str) -> str:
    return f"{name} takes nothing after a colon: write {{{{{name}}}}}"


def not_in_process(name: str) -> str:
    return (
        f"the environment variable {_quoted(name)} is not set in this program's process: set it"
        " before the program is started"
    )


def secret_without_value(name: str, title: str) -> str:
    return (
        f"the secret {_quoted(name)} of {title} has no value on this machine: enter it"
        " (Library > Edit environment)"
    )


def refers_to_itself(names: Iterable[str]) -> str:
    chain = list(names)
    return f"{chain[-1]} refers to itself ({' > '.join(chain)}): give one of them a plain value"


def too_deep(most: int) -> str:
    return f"variables refer to variables more than {most} deep: give one of them a plain value"


def too_long(most: int) -> str:
    return f"the values of variables come to more than {most:,} characters: use fewer of them"


def inside(name: str, error: str) -> str:
    return f"in the value of {_quoted(name)}: {error}"


def not_in_json(name: str, error: ValueError) -> str:
    return f"{_quoted(name)} has no form in JSON ({error}): put quotes around it"


def _quoted(name: str) -> str:
    if len(name) > _LONGEST_SHOWN:
        name = name[: _LONGEST_SHOWN - 1] + "…"
    return f'"{name}"'


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    """Also for a name that lacks nothing but its $ or has other capitals."""
    if len(name) > _LONGEST_SHOWN:
        return ""
    by_folded = {other.casefold(): other for other in known}
    close = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.7)
    return f" (did you mean {by_folded[close[0]]}?)" if close else ""
