"""`websocket-inspector export`: a recording as another file."""

from pathlib import Path
from typing import BinaryIO

from inspector.cli.arguments import complain, existing_file, new_parser
from inspector.cli.terminal import Progress, bar, output
from inspector.exports import FORMATS, ExportError, export
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
    try:
        with _opened(arguments.file) as recording:
            if arguments.output == "-":
                with output() as out:
                    _export(recording, arguments.format, out.buffer)
            else:
                _export(recording, arguments.format, Path(arguments.output))
    except (RecordingError, ExportError) as error:
        complain(str(error))
        return 1
    return 0


def _opened(path: Path) -> Recording:
    progress = Progress()

    def show(done: int, total: int) -> None:
        progress.show(f"upgrading {bar(done, total)}")

    try:
        return Recording.open(path, progress=show)
    finally:
        progress.end()


def _export(recording: Recording, format_name: str, target: Path | BinaryIO) -> None:
    progress = Progress()

    def show(done: int, total: int) -> None:
        progress.show(f"exporting {bar(done, total)}")

    try:
        export(recording, format_name, target, progress=show)
    finally:
        progress.end()
