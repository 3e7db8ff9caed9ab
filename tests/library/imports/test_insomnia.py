"""Insomnia's exports, the older and the newer."""

import json

import pytest

from inspector.library.imports import read_import
from inspector.library.imports.draft import Draft
from inspector.library.imports.notes import NO_WEBSOCKET, PRIVATE, SCRIPTS, SWITCHED_OFF
from inspector.library.imports.nunjucks import ours
from inspector.variables import BUILT_INS
from tests.library.imports.reading import FILES, said

NO_COUNTERPART = "tags and expressions that have no counterpart here"


@pytest.fixture(scope="module")
def exchange():
    return read_import(FILES / "insomnia_v4.json")


@pytest.fixture(scope="module")
def weather():
    return read_import(FILES / "insomnia_v5.yaml")


def test_a_flat_list_becomes_folders_and_endpoints(exchange):
    trades, plain = exchange.endpoints
    assert (trades.path, plain.path) == ("Exchange/Market/trades", "Exchange/plain")
    assert trades.url == "{{base}}/trades/{{pair}}?from={{$timestamp}}"
    assert trades.variables == {"pair": "btc-eur"}
    assert trades.description == "Every trade."
    assert trades.options == {
        "headers": [["X-Trace", "{{$guid}}"], ["Authorization", "Bearer {{token}}"]]
    }
    assert [folder.variables for folder in exchange.folders] == [{"depth": 10}]


def test_payloads_become_templates(exchange):
    assert [(it.path, it.kind, it.content) for it in exchange.templates] == [
        (
            "Exchange/Market/trades",
            "json",
            '{"user": "{{user.name}}", "sent": "{{$isoTimestamp}}"}',
        ),
        ("Exchange/plain", "text", "ping {{user name}}"),
    ]


def test_the_base_environment_comes_too_and_holds_below_the_others(exchange):
    base, live = exchange.environments
    assert base.name == "Base Environment"
    assert base.variables["base"] == "ws://localhost"
    assert "token" not in base.secrets
    assert live.name == "Live"
    assert live.colour == "red"
    assert live.variables == {"base": "wss://exchange.example", "user.name": "ada", "retries": 3}


def test_the_vault_is_secret_and_a_value_that_is_dots_is_none(exchange):
    assert exchange.environments[1].secrets == ("token", "hidden")
    assert [(it.environment, it.name, it.value) for it in exchange.secrets] == [
        ("Live", "token", "t0k3n")
    ]


def test_what_is_not_taken_is_said(exchange):
    assert said(exchange) == {
        SCRIPTS: ("Exchange/Market",),
        SWITCHED_OFF: ("X-Off of Exchange/Market/trades",),
        NO_WEBSOCKET: ("Exchange/Market/candles",),
        NO_COUNTERPART: (
            "{{ _.a | upper }} of Exchange/plain",
            "{% hash 'md5', 'hex', 'a' %} of Exchange/plain",
        ),
        "variables that are lists": ("list of Base Environment",),
    }


def test_the_tree_of_version_5(weather):
    live, alerts = weather.endpoints
    assert live.path == "Weather/Forecasts/live"
    assert live.url == "{{base}}/live"
    assert live.description == "Every change,\nas it comes."
    assert alerts.url == "wss://weather.example/alerts"
    assert [(folder.path, folder.variables) for folder in weather.folders] == [
        ("Weather", {}),
        ("Weather/Forecasts", {"units": "metric"}),
    ]
    assert said(weather) == {
        SCRIPTS: ("Weather/Forecasts/today",),
        NO_WEBSOCKET: ("Weather/Forecasts/today",),
    }


def test_headers_and_authorization_of_a_folder_hold_in_it(weather):
    live, alerts = (it.options["headers"] for it in weather.endpoints)
    assert live == [["X-Folder", "on"], ["X-Live", "on"]]  # its authorization is none
    assert alerts == [["X-Folder", "on"], ["X-Key", "{{key}}"]]


def test_its_yaml_is_version_1_2(weather):
    _, staging = weather.environments
    assert staging.colour == "orange"
    assert staging.variables == {
        "base": "wss://staging.weather.example",
        "started": "2026-01-01",
        "verbose": "no",
        "level": 2,
    }


def test_secrets_of_the_base_environment_hold_below_too(written):
    imported = written(
        "env.yaml",
        "type: environment.insomnia.rest/5.0\nenvironments:\n  data: {a: 1, vault: {key: one}}\n"
        "  subEnvironments:\n  - {name: x, color: '#777777'}\n"
        "  - {name: y, color: blue, data: {a: 2}}\n",
    )
    assert [(it.variables, it.secrets, it.colour) for it in imported.environments] == [
        ({"a": 1}, ("key",), None),
        ({"a": 1}, ("key",), "grey"),
        ({"a": 2}, ("key",), "blue"),
    ]


def test_nodes_are_in_the_order_of_their_keys_and_parts_that_are_off_are_left_out(written):
    imported = written(
        "tree.yaml",
        "type: spec.insomnia.rest/5.0\nname: t\ncollection:\n"
        "- {name: b, url: 'wss://b', meta: {sortKey: 2}}\n"
        "- {name: a, url: 'wss://a', meta: {sortKey: 1},"
        " authentication: {type: bearer, token: x, disabled: true}}\n",
    )
    assert [(it.name, it.options) for it in imported.endpoints] == [("a", {}), ("b", {})]


def test_resources_of_the_older_form_may_have_lost_their_workspace(written):
    resources = [
        {"_id": "e", "parentId": "gone", "_type": "environment", "name": "e", "data": {"a": 1}},
        {
            "_id": "r",
            "parentId": "gone",
            "_type": "websocket_request",
            "name": "r",
            "url": "ws://x",
        },
    ]
    imported = written("part.json", json.dumps({"_type": "export", "resources": resources}))
    assert [it.path for it in imported.things] == ["e", "part/r"]


def test_each_of_two_environments_of_a_name_keeps_its_secrets(written):
    imported = written(
        "env.yaml",
        "type: environment.insomnia.rest/5.0\nenvironments:\n  subEnvironments:\n"
        "  - {name: a, data: {vault: {key: one}}}\n  - {name: A, data: {vault: {key: two}}}\n",
    )
    assert [(it.environment, it.value) for it in imported.secrets] == [("a", "one"), ("A 2", "two")]


def test_a_base_environment_alone_is_one(written):
    imported = written(
        "env.yaml",
        "type: environment.insomnia.rest/5.0\nname: Mine\nenvironments:\n  data: {a: 1}\n",
    )
    (environment,) = imported.environments
    assert (environment.name, environment.variables) == ("Base Environment", {"a": 1})


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ("{{ _.name }}", "{{name}}"),
        ("{{_.name}}", "{{name}}"),
        ("{{ name }}", "{{name}}"),
        ("{{ _.a.b }}", "{{a.b}}"),
        ("{{ _['a b'] }}", "{{a b}}"),
        ('{{ _["a b"] }}', "{{a b}}"),
        ("{{ _.vault.key }}", "{{key}}"),
        ("{{ vault.key }}", "{{key}}"),
        ("{{ _name }}", "{{_name}}"),
        ("{% uuid %}", "{{$guid}}"),
        ("{%- uuid 'v4' %}", "{{$guid}}"),
        ("{% now %}", "{{$isoTimestamp}}"),
        ("{% now 'unix', '' %}", "{{$timestamp}}"),
        ("{% now 'millis', '' %}", "{{$timestampMs}}"),
        ("{% timestamp 'iso-8601' %}", "{{$isoTimestamp}}"),
        ("{% faker 'randomCity' %}", "{{$randomCity}}"),
        ("{{ $randomInt }}", "{{$randomInt}}"),
        (r"\{{ _.name }}", r"{{\}}{{name}}"),
        (r'{"a": "\\{{ _.name }}"}', r'{"a": "\\{{name}}"}'),
        ("{ {not} % %}", "{ {not} % %}"),
    ],
)
def test_templates_in_our_syntax(theirs, expected):
    draft = Draft("test")
    assert ours(draft, theirs, "it") == expected
    assert said(draft.done()) == {}


def test_the_built_ins_that_tags_become_are_there():
    theirs = ("uuid", "now", "now 'unix'", "now 'millis'", "faker 'randomCity'")
    names = {ours(Draft("test"), f"{{% {tag} %}}", "").strip("{}") for tag in theirs}
    assert names <= BUILT_INS.keys()


@pytest.mark.parametrize(
    "theirs",
    [
        "{{ _.a | upper }}",
        "{{ _.a + 1 }}",
        "{{ f() }}",
        "{{ a. }}",
        "{% hash 'a' %}",
        "{% now 'custom', 'Y' %}",
    ],
)
def test_what_has_no_counterpart_stays_and_is_named(theirs):
    draft = Draft("test")
    assert ours(draft, theirs, "it") == theirs
    assert said(draft.done()) == {NO_COUNTERPART: (f"{theirs} of it",)}


def test_folders_that_lie_in_themselves_are_not_followed(written):
    resources = [
        {"_id": "a", "parentId": "b", "_type": "request_group", "name": "a"},
        {"_id": "b", "parentId": "a", "_type": "request_group", "name": "b"},
        {"_id": "r", "parentId": "a", "_type": "websocket_request", "name": "r", "url": "ws://x"},
        {"_id": "self", "parentId": "self", "_type": "workspace"},
    ]
    imported = written("loop.json", json.dumps({"_type": "export", "resources": resources}))
    assert not imported.things
    assert said(imported) == {"requests that hang from no folder, or too deep": ("r",)}


def test_folders_in_folders_have_an_end(written):
    resources = [
        {"_id": str(n), "parentId": str(n - 1), "_type": "request_group", "name": f"f{n}"}
        for n in range(5000)
    ]
    resources += [
        {"_id": f"r{n}", "parentId": str(n), "_type": "websocket_request", "name": f"r{n}"}
        for n in (3, 4000)
    ]
    imported = written("deep.json", json.dumps({"_type": "export", "resources": resources}))
    assert [it.path for it in imported.endpoints] == ["deep/f0/f1/f2/f3/r3"]
    assert said(imported) == {"requests that hang from no folder, or too deep": ("r4000",)}


@pytest.mark.parametrize("kept_as", ["isPrivate: true", "meta: {isPrivate: true}"])
def test_a_private_environment_is_told_of(tmp_path, kept_as):
    """Its values would be shared with the workspace."""
    file = tmp_path / "a.yaml"
    file.write_text(
        "type: collection.insomnia.rest/5.0\nname: a\nenvironments:\n  subEnvironments:\n"
        f"    - name: mine\n      {kept_as}\n      data: {{token: abc}}\n"
        "    - name: empty\n      isPrivate: true\n",
        encoding="utf-8",
    )
    assert said(read_import(file))[PRIVATE] == ("mine",)
