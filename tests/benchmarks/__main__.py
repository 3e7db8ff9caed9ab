"""`python -m tests.benchmarks MEASURE`: prints what was measured as JSON.

Every figure stands beside that of a named peer, measured in the same run on the same machine.
"""

import argparse
import json
import sys

from tests.benchmarks import capture

MEASURES = {"capture": capture}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    measures = parser.add_subparsers(required=True, metavar="MEASURE")
    for name, module in MEASURES.items():
        measure = measures.add_parser(name, help=module.__doc__.splitlines()[0])
        module.add_options(measure)
        measure.set_defaults(run=module.run)
    options = parser.parse_args(arguments)
    json.dump(options.run(options), sys.stdout, indent=2)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
