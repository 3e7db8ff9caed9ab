"""The options of a connection on the command line: the same as in the window."""

import argparse

from inspector.cli.arguments import existing_file, header, seconds, size
from inspector.wire import ConnectOptions


def add_connection_options(parser: argparse.ArgumentParser) -> None:
    default = ConnectOptions()
    handshake = parser.add_argument_group("opening handshake")
    add = handshake.add_argument
    add(
        *("-H", "--header"),
        type=header,
        action="append",
        default=[],
        dest="headers",
        metavar="'NAME: VALUE'",
        help="send this header; repeatable",
    )
    add(
        "--subprotocol",
        action="append",
        default=[],
        metavar="NAME",
        help="offer this subprotocol; repeatable, the preferred one first",
    )
    add("--origin", metavar="URL", help="send this Origin header, as a browser does")
    add("--no-compression", action="store_true", help="do not offer permessage-deflate")
    add(
        "--max-redirects",
        type=int,
        default=default.max_redirects,
        metavar="N",
        help="redirects to follow (default: %(default)s)",
    )

    network = parser.add_argument_group("network")
    add = network.add_argument
    add("--insecure", action="store_true", help="accept any TLS certificate")
    add("--ca-file", type=existing_file, metavar="PEM", help="trust these authorities only")
    add("--proxy", metavar="URL", help="connect through this proxy; none is used by itself")
    add(
        "--open-timeout",
        type=seconds,
        default=default.open_timeout,
        metavar="S",
        help="seconds for the whole opening (default: %(default)g)",
    )
    add(
        "--close-timeout",
        type=seconds,
        default=default.close_timeout,
        metavar="S",
        help="seconds for the closing handshake (default: %(default)g)",
    )

    protocol = parser.add_argument_group("protocol")
    add = protocol.add_argument
    add(
        "--max-message-size",
        type=size,
        default=default.max_message_size,
        metavar="SIZE",
        help="largest message, inflated: bytes, or 500K, 64M, 1G "
        f"(default: {default.max_message_size // 1024**2}M)",
    )
    add("--keepalive", type=seconds, metavar="S", help="send a ping every S seconds")
    add(
        "--keepalive-timeout",
        type=seconds,
        default=default.keepalive_timeout,
        metavar="S",
        help="seconds that its pong may take (default: %(default)g)",
    )
    add("--no-auto-pong", action="store_true", help="leave pings unanswered")
    add("--lenient", action="store_true", help="record what breaks the protocol and read on")


def connect_options(arguments: argparse.Namespace) -> ConnectOptions:
    """ValueError, with a sentence for a person, where a value is not allowed."""
    return ConnectOptions(
        headers=tuple(arguments.headers),
        origin=arguments.origin,
        compression=not arguments.no_compression,
        verify_tls=not arguments.insecure,
        ca_file=None if arguments.ca_file is None else str(arguments.ca_file),
        proxy=arguments.proxy,
        open_timeout=arguments.open_timeout,
        close_timeout=arguments.close_timeout,
        max_redirects=arguments.max_redirects,
        max_message_size=arguments.max_message_size,
        keepalive_interval=arguments.keepalive,
        keepalive_timeout=arguments.keepalive_timeout,
        auto_pong=not arguments.no_auto_pong,
        lenient=arguments.lenient,
    )
