"""`websocket-inspector demo-server`: the demo server alone."""

import asyncio

from inspector.cli.arguments import complain, new_parser
from inspector.cli.terminal import output, until_interrupted
from inspector.demo import DemoServer

_EXAMPLES = """\
examples:
  websocket-inspector demo-server                 on a free port; prints its URL
  websocket-inspector demo-server --port 8765     then open http://127.0.0.1:8765/ in a browser
"""


def run(program: str, words: list[str]) -> int:
    parser = new_parser(
        program,
        "Run the demo server until Ctrl-C. Its URL goes to standard output; the same address\n"
        "with http:// shows a page that explains its paths.",
        _EXAMPLES,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address (default: %(default)s)")
    parser.add_argument(
        "--port", type=int, default=0, choices=range(65536), metavar="PORT", help="0: a free one"
    )
    arguments = parser.parse_args(words)
    try:
        asyncio.run(_serve(arguments.host, arguments.port))
    except OSError as error:
        complain(f"cannot listen on {arguments.host}, port {arguments.port}: {error.strerror}")
        return 1
    return 0


async def _serve(host: str, port: int) -> None:
    async with DemoServer(host, port) as server:
        with output() as out:
            out.write(f"{server.url()}\n")
        await until_interrupted(_for_ever())


async def _for_ever() -> None:
    await asyncio.Event().wait()
