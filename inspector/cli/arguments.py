"""What the commands have in common: their parser, and words that are more than text."""

import argparse
import contextlib
import re
import sys
from pathlib import Path

from inspector.wire.url import parse_url


def new_parser(program: str, description: str, examples: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=program,
        description=description,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def complain(message: str) -> None:
    """Say on standard error what went wrong."""
    with contextlib.suppress(OSError):  # the terminal was closed
        sys.stderr.write(f"websocket-inspector: {message}\n")


def url(word: str) -> str:
    try:
        return parse_url(word)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def seconds(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = -1
    if not 0 < value < 10**9:
        raise argparse.ArgumentTypeError(f"{word!r} is no positive number of seconds.")
    return value


def count(word: str) -> int:
    if not (word.isascii() and word.isdigit() and int(word) > 0):
        raise argparse.ArgumentTypeError(f"{word!r} is no positive whole number.")
    return int(word)


def dimensions(word: str) -> tuple[int, int]:
    """Pixels: `1200x800`."""
    found = re.fullmatch(r"([1-9][0-9]{0,4})x([1-9][0-9]{0,4})", word)
    if found is None:
        raise argparse.ArgumentTypeError(f"{word!r} is no size: write it as 1200x800.")
    return int(found[1]), int(found[2])


def existing_file(word: str) -> Path:
    path = Path(word)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {word}.")
    return path
