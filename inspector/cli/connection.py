"""The options of a connection on the command line, as `inspector.wire.options` declares them."""

import argparse
from collections.abc import Callable
from typing import Any

from inspector.wire.options import HANDSHAKE, OPTIONS, Option

RESET = """\
A switch and an option that may be left out can be set back to the default: --no-keepalive-interval,
--no-lenient, --compression.
"""


def add_connection_options(parser: argparse.ArgumentParser) -> None:
    """Add a flag or more for each option. What is not given leaves no trace in the arguments."""
    groups = {
        option.group: parser.add_argument_group(option.group.lower()) for option in OPTIONS.values()
    }
    groups[HANDSHAKE].add_argument(
        "--subprotocol",
        action="append",
        default=[],
        metavar="NAME",
        help="offer this subprotocol; repeatable, the preferred one first",
    )
    for option in OPTIONS.values():
        _add(groups[option.group], option)


def given_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """The values of those options that were given, by name."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in vars(arguments).items()
        if name in OPTIONS
    }


def _add(group: Any, option: Option) -> None:
    more: dict[str, Any] = {"dest": option.name, "default": argparse.SUPPRESS}
    kind = option.kind
    if kind.type is bool:
        told = {"action": "store_const", "const": not option.default, "help": _help(option)}
    else:
        told = {"type": _parser(option), "metavar": kind.metavar, "help": _help(option)}
        if kind.repeatable:
            told["action"] = "extend"
    group.add_argument(*option.set_flags, **more, **told)
    if option.reset_flag:
        reset = {"action": "store_const", "const": option.default, "help": argparse.SUPPRESS}
        group.add_argument(option.reset_flag, **more, **reset)


def _help(option: Option) -> str:
    text = option.flag_help or option.help[0].lower() + option.help[1:]
    if option.kind.type is not bool and option.default:
        text += f" (default: {option.kind.text(option.default)})"
    return text.replace("%", "%%")


def _parser(option: Option) -> Callable[[str], Any]:
    def parse(word: str) -> Any:
        try:
            value = option.kind.parse(word)
            option.verify(value)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None
        if obstacle := option.kind.obstacle(option.label, value):
            raise argparse.ArgumentTypeError(obstacle)
        return value

    return parse
