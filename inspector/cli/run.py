"""`websocket-inspector run`: a scenario of a workspace, without a window."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from inspector.automation.junit import junit
from inspector.automation.scenario_run import ScenarioRun, StepRun, StepState
from inspector.cli.arguments import complain, new_parser, seconds
from inspector.cli.connection import RESET, add_connection_options, given_options
from inspector.cli.terminal import until_interrupted
from inspector.cli.workspace import UsageError, find_environment, find_scenario, find_secrets
from inspector.library import LibraryError
from inspector.payloads import visible
from inspector.recording import Recording, RecordingError
from inspector.sending.context import Context
from inspector.session import Session
from inspector.tuning import tune_for_floods
from inspector.variables import name_problem
from inspector.wire.url import check_protocols

_EXAMPLES = """\
examples:
  websocket-inspector run 'Exchange/sign in' --env staging
  websocket-inspector run scenarios/exchange/sign-in.toml --env staging --junit out.xml
  websocket-inspector run 'sign in' --workspace ~/apis/chat --var user=me -o sign-in.wsrec

Secret variables of the environment come from the system's keyring, else from environment variables
of the process with the same names, else they are asked for on the terminal.

Exit code 0: every step passed. 1: a step failed, or a file could not be written; the recording is
kept either way. 2: wrong usage, such as a scenario that is not there.
"""

_OVERRIDES = f"""
Options of the connection override those of every endpoint that the scenario connects to.
{RESET}Headers are added to those of the endpoint, in place of those with the same names.

"""


def run(program: str, words: list[str]) -> int:
    parser = _parser(program)
    arguments = parser.parse_args(words)
    path: Path | None = arguments.output
    if path is not None and path.exists() and not (arguments.force and path.is_file()):
        parser.error(f"{path} is there already: give another name, or --force to replace it")
    options = given_options(arguments)
    try:
        protocols = check_protocols(arguments.subprotocol)
        workspace, scenario = find_scenario(arguments.scenario, arguments.workspace)
        environment = find_environment(workspace, arguments.env)
        given = dict(arguments.variables)
        secrets = find_secrets(workspace, environment, given)
    except (UsageError, LibraryError, ValueError) as error:
        parser.error(str(error))
    context = Context(
        workspace, environment, secrets=secrets, subprotocols=protocols, options=options
    )
    for name, value in given.items():
        context.set(name, value)
    tune_for_floods()
    try:
        if path is not None:
            path.unlink(missing_ok=True)
        with Recording.create(path) as recording:
            session = Session(recording)
            ran = ScenarioRun(scenario, context, session)
            begun = datetime.now(UTC)
            asyncio.run(_run(ran, session, arguments.timeout))
        if arguments.junit is not None:
            told = {"environment": environment.path} if environment else {}
            arguments.junit.write_bytes(junit(ran, begun, recording.path, told))
    except (OSError, RecordingError) as error:
        complain(str(error))
        return 1
    _tell_end(ran, recording.path)
    return 0 if ran.passed else 1


def _parser(program: str) -> argparse.ArgumentParser:
    parser = new_parser(
        program,
        "Run a scenario, step after step, and record all that crosses the wire. Standard error\n"
        "tells how each step went.",
        _OVERRIDES + _EXAMPLES,
    )
    add = parser.add_argument
    add("scenario", metavar="SCENARIO", help="its path in the workspace, or its file")
    add(
        "--workspace",
        type=Path,
        metavar="DIR",
        help="folder of the workspace (default: the one around the scenario's file, else yours)",
    )
    add("--env", metavar="NAME", help="environment, by its name; none by default")
    add(
        "--var",
        action="append",
        default=[],
        type=_variable,
        dest="variables",
        metavar="NAME=VALUE",
        help="variable of the session; repeatable, stronger than all others",
    )
    add("--junit", type=Path, metavar="OUT.xml", help="write a report for CI, replaced if there")
    add(
        *("-o", "--output"),
        type=Path,
        metavar="FILE.wsrec",
        help="recording (default: in your recordings' folder)",
    )
    add("--force", action="store_true", help="replace FILE.wsrec if it is there")
    add("--timeout", type=seconds, metavar="S", help="stop the run after S seconds")
    add_connection_options(parser)
    return parser


def _variable(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{word!r} has no =: write it as NAME=VALUE.")
    if problem := name_problem(name):
        raise argparse.ArgumentTypeError(f"{name!r} is no name of a variable: {problem}.")
    return name, value


async def _run(ran: ScenarioRun, session: Session, timeout: float | None) -> None:
    """Run it to its end, to the time limit, or to Ctrl-C."""
    ran.on_change = _tell
    ran.rules.on_notify = lambda text, message: _say(f"     #{message.seq}: {text}")

    async def steps() -> None:
        await ran.run()

    limit = None
    if timeout is not None:
        reason = f"the scenario took longer than {timeout:g} s"
        limit = asyncio.get_running_loop().call_later(timeout, ran.stop, reason)
    try:
        await until_interrupted(steps())
    finally:
        if limit is not None:
            limit.cancel()
        if session.recording is not None:
            session.recording.title = ran.scenario.path
        await session.shutdown()


def _tell(step: StepRun) -> None:
    if step.state in (StepState.PASSED, StepState.FAILED, StepState.SKIPPED):
        _say(f"{step.number:>4} {step.state:<8}{step.duration:>9.3f} s  {step.title}")
    if step.error:
        _say(f"     {step.error}")


def _tell_end(ran: ScenarioRun, recording: Path) -> None:
    for complaint in ran.rules.complaints:
        _say(f"     {complaint}")
    passed = sum(step.state is StepState.PASSED for step in ran.steps)
    _say(f"{passed} of {len(ran.steps)} steps passed; recorded to {recording}")


def _say(text: str) -> None:
    sys.stderr.write(f"{visible(text)}\n")
    sys.stderr.flush()
