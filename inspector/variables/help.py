"""The syntax of variables and all built-ins, with examples that were rendered just now."""

from typing import NamedTuple

from inspector.variables.built_ins import BUILT_INS
from inspector.variables.draw import Counters, Draw
from inspector.variables.render import render
from inspector.variables.scope import Scope, Scopes


class HelpRow(NamedTuple):
    written: str
    """What a person writes."""
    meaning: str
    gives: str
    """What it becomes, with a name Ada, an answer of 42, a greeting that refers to the name."""


_SAMPLES = Scope(
    "environment sample", {"name": "Ada", "answer": 42, "greeting": 'Say "hello", {{name}}'}
)
_SYNTAX = (
    ("{{name}}", "A variable of the session, else of endpoint, folder, environment"),
    ("{{ name }}", "The same: blanks don't matter"),
    ("{{greeting}}", "A variable may refer to others"),
    ("{{env:USER}}", "An environment variable of this program's process"),
    ("{{$guid}}", "A built-in: another value at each place, and at each sending"),
    ("{{$counter:orders}}", "A counter of its own, beside {{$counter}}"),
    (r"\{{name}}", "Braces that are meant as braces"),
)
_JSON_SYNTAX = (
    ('"{{greeting}}"', "In JSON, inside of quotes: escaped, so that it stays JSON"),
    ("{{answer}}", "In JSON, without quotes: numbers, true, false and null as they are"),
    ("{{name}}", "and text in quotes"),
)


def help_rows() -> list[HelpRow]:
    """The syntax first, then the built-ins in the order of their table."""
    scopes, draw, process = Scopes([_SAMPLES]), Draw(Counters()), {"USER": "ada"}
    return [
        *(
            HelpRow(written, meaning, render(written, scopes, draw, environ=process).text)
            for written, meaning in _SYNTAX
        ),
        *(
            HelpRow(written, meaning, render(written, scopes, draw, json=True).text)
            for written, meaning in _JSON_SYNTAX
        ),
        *(
            HelpRow(f"{{{{{name}}}}}", built_in.description, built_in.example)
            for name, built_in in BUILT_INS.items()
        ),
    ]
