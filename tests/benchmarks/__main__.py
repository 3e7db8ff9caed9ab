"""Measures the inspector and prints what was found as JSON, or as a Markdown table.

Every figure stands beside that of a named peer, measured in the same run on the same machine.
Without a MEASURE all of them run; without options each runs every case of the table.
"""

import argparse
import json
import sys
import traceback
from importlib import import_module
from types import ModuleType
from typing import Any

from tests.benchmarks import machine, table

MEASURES = {
    name: import_module(f"tests.benchmarks.measures.{name}")
    for name in (
        "capture",
        "headless",
        "ticks",
        "input",
        "memory",
        "file",
        "log",
        "filter",
        "reopen",
        "choose",
        "tabs",
        "start",
        "latency",
        "storage",
    )
}

_SETTINGS = {
    "beside_flood": "one more tab takes a flood meanwhile",
    "deflate": "the server compresses, with context takeover",
    "every": "seconds between two inputs",
    "frames": "frames in the flood or in the recording",
    "mark": "frames after which the growth of memory counts",
    "rate": "messages a second on each connection",
    "rest": "seconds of looking at the window without a flood",
    "rounds": "how often all of it is measured",
    "seconds": "for how long it is looked at",
    "size": "bytes of payload in each frame",
    "steps": "how many jumps, pages and turns of the wheel",
    "tabs": "connections, each in its tab",
}


def main(arguments: list[str] | None = None) -> int:
    options = vars(_parser().parse_args(arguments))
    chosen = options["measure"]
    code = 0
    results = []
    for name in MEASURES if chosen in (None, "all") else [chosen]:
        for settings in _cases(MEASURES[name], options):
            sys.stderr.write(f"{name}: {settings}\n")
            try:
                results.append((name, settings, MEASURES[name].run(settings)))
            except Exception:
                traceback.print_exc()  # what the others found is not lost for it
                code = 1
    where = machine.describe()
    if options["table"]:
        figures = [figure for _, _, result in results for figure in result.figures]
        print(table.markdown(where, figures))
    else:
        found = [_as_json(*each) for each in results]
        print(json.dumps({"machine": where, "measures": found}, indent=2))
    return code


def _parser() -> argparse.ArgumentParser:
    # A default here would overwrite what was given before the measure's name.
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--table", action="store_true", help="a Markdown table instead of JSON")
    common.add_argument("--quick", action="store_true", help="tiny counts: only whether it runs")
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__, parents=[common]
    )
    parser.set_defaults(table=False, quick=False)
    measures = parser.add_subparsers(dest="measure", metavar="MEASURE")
    measures.add_parser("all", help="all of them", parents=[common])
    for name, module in MEASURES.items():
        about = str(module.__doc__)
        measure = measures.add_parser(
            name,
            help=about.splitlines()[0],
            description=about,
            parents=[common],
            argument_default=argparse.SUPPRESS,
        )
        for setting, default in module.Settings()._asdict().items():
            _add(measure, setting, default)
    return parser


def _add(parser: argparse.ArgumentParser, setting: str, default: float | bool) -> None:
    if isinstance(default, bool):
        parser.add_argument(f"--{setting}", action="store_true", help=_SETTINGS[setting])
    else:
        about = f"{_SETTINGS[setting]} (default: {default:,})"
        parser.add_argument(f"--{setting}", type=type(default), help=about)


def _cases(module: ModuleType, options: dict[str, Any]) -> list[Any]:
    """The settings that are measured: what was asked for, else every case of the table."""
    given = {name: options[name] for name in module.Settings._fields if name in options}
    if options["quick"]:
        return [settings._replace(**given) for settings in module.QUICK]
    return [module.Settings(**given)] if given else list(module.FULL)


def _as_json(name: str, settings: Any, result: Any) -> dict[str, Any]:
    return {
        "measure": name,
        "settings": settings._asdict(),
        "figures": [figure.as_json() for figure in result.figures],
        "rounds": result.rounds,
    }


if __name__ == "__main__":
    sys.exit(main())
