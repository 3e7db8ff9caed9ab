"""`websocket-inspector export`: a recording as another file."""

import sys
from pathlib import Path

from inspector.cli.arguments import complain, existing_file, new_parser
from inspector.cli.terminal import Progress, bar
from inspector.formats import FORMATS, ExportError, export
from inspector.recording import Recording, RecordingError

_EXAMPLES = """\
examples:
  websocket-inspector export capture.wsrec -f jsonl -o capture.jsonl
  websocket-inspector export capture.wsrec -f text | less
"""


def run(program: str, words: list[str]) -> int:
    titles = ", ".join(f"{format_.name} ({format_.title})" for format_ in FORMATS.values())
    parser = new_parser(program, f"Write a recording in another format: {titles}.", _EXAMPLES)
    parser.add_argument("file", type=existing_file, metavar="FILE.wsrec")
    parser.add_argument(
        "-f", "--format", choices=sorted(FORMATS), default="jsonl", help="default: %(default)s"
    )
    parser.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="OUT",
        help="file to write, replaced if it is there; - is standard output, and the default",
    )
    arguments = parser.parse_args(words)
    target = sys.stdout.buffer if arguments.output == "-" else Path(arguments.output)
    progress = Progress()
    try:
        with Recording.open(arguments.file) as recording:
            export(
                recording,
                arguments.format,
                target,
                progress=lambda done, total: progress.show(f"exporting {bar(done, total)}"),
            )
    except (RecordingError, ExportError) as error:
        complain(str(error))
        return 1
    finally:
        progress.end()
    return 0
