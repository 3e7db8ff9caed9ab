"""`websocket-inspector` without a command: the window."""

from pathlib import Path

from inspector import __version__
from inspector.cli.arguments import complain, dimensions, new_parser, seconds, url
from inspector.cli.connection import add_connection_options, given_options
from inspector.tuning import importing
from inspector.wire import ConnectOptions, check_protocols

_EXAMPLES = """\
commands, each with its own --help:
  record         capture to a file, without a window
  export         write a recording in another format
  run            run a scenario of the library
  library        take over what Postman, Insomnia and others keep
  demo-server    run the demo server alone

examples:
  websocket-inspector
  websocket-inspector wss://example.com/socket ws://127.0.0.1:8765/
  websocket-inspector wss://127.0.0.1:8443/feed --insecure -H 'Authorization: Bearer TOKEN'
  websocket-inspector --demo --screenshot demo.png --after 3 --size 1200x800
"""


def run(program: str, words: list[str]) -> int:
    parser = new_parser(
        program,
        "Connect to a WebSocket, watch every frame, send anything, keep it all.",
        _EXAMPLES,
    )
    parser.add_argument(
        "urls", type=url, nargs="*", metavar="URL", help="open a tab that connects to it"
    )
    parser.add_argument(
        "--demo", action="store_true", help="start the demo server and connect a tab to it"
    )
    parser.add_argument(
        "--screenshot",
        type=Path,
        metavar="PNG",
        help="render the window to this file, then exit; needs no display",
    )
    parser.add_argument(
        "--after",
        type=seconds,
        default=3.0,
        metavar="SECONDS",
        help="when to take the screenshot (default: %(default)g)",
    )
    parser.add_argument(
        "--size", type=dimensions, metavar="WxH", help="size of the window, in pixels"
    )
    parser.add_argument(
        "--theme", choices=("system", "light", "dark"), help="its colours, from now on"
    )
    parser.add_argument("--version", action="version", version=f"{program} {__version__}")
    add_connection_options(parser)
    arguments = parser.parse_args(words)
    given = given_options(arguments)
    try:
        protocols = check_protocols(arguments.subprotocol)
    except ValueError as error:
        parser.error(str(error))
    if (given or protocols) and not arguments.urls:
        parser.error("options of a connection need a URL to connect to with them")
    try:
        with importing():  # only here: the commands must work where there is no Qt
            from inspector.ui import app
    except ImportError as error:
        complain(
            f"the window cannot start ({error}). Install what is missing; "
            f"{program} record, export, library and demo-server work without."
        )
        return 1
    return app.run(
        app.Start(
            urls=tuple(arguments.urls),
            options=ConnectOptions(**given) if given or protocols else None,
            subprotocols=protocols,
            demo=arguments.demo,
            screenshot=arguments.screenshot,
            after=arguments.after,
            size=arguments.size,
            theme=arguments.theme,
        )
    )
