"""`.http` files, and the environments beside them."""

import shutil

import pytest

from inspector.automation.steps import ConnectStep, SendStep, WaitStep
from inspector.library.imports import read_import
from inspector.library.imports.draft import Draft
from inspector.library.imports.http_references import ours
from inspector.library.imports.notes import NO_WEBSOCKET, SCRIPTS, STRENGTH
from inspector.variables import BUILT_INS
from tests.library.imports.reading import FILES, by_name, said

NO_COUNTERPART = "variables that have no counterpart here"


@pytest.fixture(scope="module")
def exchange():
    return read_import(FILES / "exchange.http")


def test_requests_for_websockets_become_endpoints(exchange):
    sign_in, echo, bare = exchange.endpoints
    assert sign_in.path == "exchange/Sign in"
    assert sign_in.url == "{{host}}/exchange?client={{client-id}}&at={{$isoTimestamp}}"
    assert sign_in.subprotocols == ("exchange.v1",)
    assert sign_in.options == {"headers": [["X-Home", "{{env:HOME}}"]]}
    assert (echo.path, echo.url) == ("exchange/echo", "ws://localhost:8080/echo")
    assert (bare.path, bare.url) == ("exchange/bare", "wss://localhost:8443/feed")


def test_messages_become_templates(exchange):
    assert [(it.path, it.kind, it.content) for it in exchange.templates] == [
        (
            "exchange/Sign in/message",
            "json",
            '{\n  "op": "sign-in",\n  "id": "{{$guid}}"\n}',
        ),
        (
            "exchange/Sign in/message 2",
            "json",
            '{"op": "subscribe", "n": {{$random.integer(1, 9)}}}',
        ),
        ("exchange/Sign in/message 3", "text", "done"),
        ("exchange/echo", "text", "hello"),
    ]


def test_where_the_file_waits_for_the_server_there_is_a_scenario(exchange):
    (scenario,) = exchange.scenarios
    assert (scenario.path, scenario.endpoint) == ("exchange/Sign in", "exchange/Sign in")
    assert scenario.steps == (
        ConnectStep(),
        SendStep(template="exchange/Sign in/message"),
        SendStep(template="exchange/Sign in/message 2"),
        WaitStep(),
        SendStep(template="exchange/Sign in/message 3"),
    )


def test_it_waits_as_often_as_the_file_does(written):
    text = "WEBSOCKET ws://x\n\n=== wait-for-server\n=== wait-for-server\nhi\n"
    (scenario,) = written("a.http", text).scenarios
    assert scenario.steps == (ConnectStep(), WaitStep(), WaitStep(), SendStep(template="a/x"))


def test_variables_of_the_file_become_those_of_its_folder(exchange):
    assert [(it.path, it.variables) for it in exchange.folders] == [
        ("exchange", {"host": "ws://localhost:8080", "client-id": "web"})
    ]


def test_what_is_not_taken_is_said(exchange):
    assert said(exchange) == {
        STRENGTH: ("host", "client-id"),
        SCRIPTS: ("list markets",),
        NO_WEBSOCKET: ("list markets",),
        NO_COUNTERPART: ("{{$random.integer(1, 9)}} of exchange/Sign in",),
        "messages that are in files of their own": ("exchange/bare",),
    }


def test_scripts_of_many_lines_are_no_messages(written):
    imported = written(
        "a.http",
        "WEBSOCKET ws://x\n\nbefore\n===\n{{@streaming\n  await sleep(1);\n}}\n> {%\n===\n%}\n"
        "> {% one %}\n> check.js\nafter\n",
    )
    assert [template.content for template in imported.templates] == ["before", "after"]


def test_a_message_that_is_a_variable_is_text(written):
    imported = written("a.http", "WS ws://x\n\n{{payload}}\n===\n{}\n")
    assert [template.kind for template in imported.templates] == ["text", "json"]


def test_a_public_value_is_preferred_to_a_private_one(tmp_path):
    (tmp_path / "http-client.env.json").write_text('{"$shared": {}, "dev": {"a": "public"}}')
    (tmp_path / "http-client.private.env.json").write_text('{"dev": {"a": "private", "b": "b"}}')
    imported = read_import(tmp_path / "http-client.env.json")
    (dev,) = imported.environments
    assert (dev.variables, dev.secrets) == ({"a": "public"}, ("b",))
    assert [it.value for it in imported.secrets] == ["b"]


def test_lines_of_messages_end_as_they_do(written):
    imported = written("a.http", "WS ws://x\r\n\r\na\u2028b\r\nc\r\n")
    assert imported.templates[0].content == "a\u2028b\nc"


def test_a_request_line_may_name_a_version_and_have_blanks(written):
    imported = written(
        "a.rest", "\n \nWEBSOCKET   {{ base }}/a b HTTP/1.1  \nX-A:1\n# no\nX-B: 2\n"
    )
    (endpoint,) = imported.endpoints
    assert endpoint.url == "{{ base }}/a b"
    assert endpoint.name == "{{ base }} a b"
    assert endpoint.options == {"headers": [["X-A", "1"], ["X-B", "2"]]}


def test_another_name_will_do_where_the_content_tells(written):
    assert written("a.txt", "### feed\nWEBSOCKET ws://x\n").endpoints[0].path == "a/feed"


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ("{{name}} {{ name }}", "{{name}} {{ name }}"),
        ("{{$uuid}}", "{{$guid}}"),
        ("{{$guid}}", "{{$guid}}"),
        ("{{ $random.uuid }}", "{{$guid}}"),
        ("{{$timestamp}}", "{{$timestamp}}"),
        ("{{$datetime iso8601}}", "{{$isoTimestamp}}"),
        ("{{$processEnv HOME}}", "{{env:HOME}}"),
        ("{{$processEnv.HOME}}", "{{env:HOME}}"),
        ("{{$env.HOME}}", "{{env:HOME}}"),
        (r"\{{name}}", r"{{\}}{{name}}"),
    ],
)
def test_variables_in_our_syntax(theirs, expected):
    draft = Draft("test")
    assert ours(draft, theirs, "it") == expected
    assert said(draft.done()) == {}


@pytest.mark.parametrize(
    "theirs",
    ["{{$randomInt 1 9}}", "{{$datetime rfc1123}}", "{{$dotenv A}}", "{{$processEnv %a}}"],
)
def test_variables_without_counterpart_stay_and_are_named(theirs):
    draft = Draft("test")
    assert ours(draft, theirs, "it") == theirs
    assert said(draft.done()) == {NO_COUNTERPART: (f"{theirs} of it",)}


def test_the_built_ins_that_they_become_are_there():
    theirs = ("$uuid", "$datetime iso8601", "$timestamp", "$randomInt")
    names = {ours(Draft("test"), "{{" + it + "}}", "").strip("{}") for it in theirs}
    assert names <= BUILT_INS.keys()


def test_environments_with_the_private_file_beside_them():
    imported = read_import(FILES / "http-client.env.json")
    environments = by_name(imported.environments)
    assert environments["dev"].variables == {
        "version": 2,
        "host": "ws://localhost:8080",
        "debug": True,
    }
    assert environments["dev"].secrets == ("password",)
    assert environments["prod"].variables == {"version": 2, "host": "wss://exchange.example"}
    assert [(it.environment, it.name, it.value) for it in imported.secrets] == [
        ("dev", "password", "not-a-real-one")
    ]
    assert said(imported) == {
        "taken as well, as secrets": ("http-client.private.env.json",),
        "settings that are no variables": ("Security of dev",),
    }


def test_the_private_file_alone(tmp_path):
    path = shutil.copy(FILES / "http-client.private.env.json", tmp_path)
    (dev,) = read_import(tmp_path / path).environments
    assert (dev.variables, dev.secrets) == ({}, ("password",))
