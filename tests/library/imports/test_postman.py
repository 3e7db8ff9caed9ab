"""Postman's collections and environments."""

import json

import pytest

from inspector.library.imports import read_import
from inspector.library.imports.notes import (
    HIDDEN,
    NO_WEBSOCKET,
    SCRIPTS,
    STRENGTH,
    SWITCHED_OFF,
)
from tests.library.imports.reading import FILES, by_name, said


@pytest.fixture(scope="module")
def chat():
    return read_import(FILES / "chat.postman_collection.json")


def test_requests_with_the_address_of_a_websocket_become_endpoints(chat):
    join, feed, admin, signed = chat.endpoints
    assert join.path == "Chat service/Rooms/join"
    assert join.description == "Enters a room."
    assert join.url == "{{socket}}/rooms/{{room}}?since={{$timestamp}}"
    assert join.subprotocols == ("chat.v2", "chat.v1")
    assert join.variables == {"room": "lobby"}
    assert feed.url == "wss://feed.example:8443/v1/all?a=1"
    assert [admin.path, signed.path] == ["Chat service/admin", "Chat service/signed"]


def test_authorization_becomes_a_header_and_is_that_of_the_folder_where_it_is_not_said(chat):
    headers = {it.name: it.options.get("headers") for it in chat.endpoints}
    assert headers == {
        "join": [["X-Client", "web"], ["Authorization", "Bearer {{token}}"]],
        "feed": None,
        "admin": [["Authorization", "Basic YWRhOnDDpHNzd29yZA=="]],
        "signed": None,
    }


def test_a_body_becomes_a_template(chat):
    (template,) = chat.templates
    assert (template.path, template.kind) == ("Chat service/Rooms/join", "json")
    assert template.content == '{"join": "{{room}}", "id": "{{$guid}}"}'


def test_variables_of_the_collection_become_those_of_its_folder(chat):
    folders = {folder.path: folder for folder in chat.folders}
    assert folders["Chat service"].description == "The chat that the web client speaks."
    assert folders["Chat service"].variables == {
        "socket": "wss://chat.example",
        "site": "https://chat.example",
    }
    assert folders["Chat service/Rooms"].description == "Everything about rooms."


def test_what_is_not_taken_is_said(chat):
    notes = said(chat)
    assert notes.pop(STRENGTH) == ("socket", "site")
    assert notes.pop(SCRIPTS) == ("Chat service",)
    assert notes.pop(SWITCHED_OFF) == ("old", "X-Debug of Chat service/Rooms/join")
    assert notes.pop(NO_WEBSOCKET) == ("Chat service/Rooms/list rooms",)
    assert {text.partition(" ")[0]: things for text, things in notes.items()} == {
        "headers": ("Sec-WebSocket-Key of Chat service/Rooms/join",),
        "credentials": ("Chat service/admin",),
        "requests": ("Chat service/who knows",),
        "authorization": ("awsv4 of Chat service/signed",),
    }


def test_version_2_0_keeps_urls_headers_and_authorization_in_other_shapes(written):
    imported = written(
        "old.json",
        json.dumps(
            {
                "info": {"name": "Old", "description": "Of 2017."},
                "item": [
                    {"name": "bare", "request": "wss://old.example/bare"},
                    {
                        "name": "key",
                        "request": {
                            "url": "wss://old.example/key",
                            "header": "X-One: 1\nX-Two: a: b",
                            "auth": {
                                "type": "apikey",
                                "apikey": {"key": "k", "value": "{{v}}", "in": "query"},
                            },
                        },
                    },
                ],
            }
        ),
    )
    bare, key = imported.endpoints
    assert (bare.url, key.url) == ("wss://old.example/bare", "wss://old.example/key?k={{v}}")
    assert key.options == {"headers": [["X-One", "1"], ["X-Two", "a: b"]]}


def test_a_collection_as_the_api_answers(written):
    text = '{"collection": {"info": {"name": "c"}, "item": [{"name": "a", "request": "ws://a"}]}}'
    assert written("api.json", text).endpoints[0].path == "c/a"


def test_the_form_for_several_protocols_has_messages():
    imported = read_import(FILES / "sockets.postman_collection.json")
    (ticker,) = imported.endpoints
    assert ticker.path == "Sockets/Prices/ticker"
    assert ticker.url == "wss://{{host}}/ticker?pair=BTC/EUR&raw={{raw}}"
    assert ticker.options == {"headers": [["X-Api-Key", "{{key}}"]]}
    assert ticker.description == "Prices, all of them."
    assert {(it.path, it.kind, it.content) for it in imported.templates} == {
        ("Sockets/Prices/ticker/subscribe", "json", '{"op": "subscribe"}'),
        # A backslash is no escape there, and {{\}} is how one is written before braces here.
        ("Sockets/Prices/ticker/hello", "text", r"hello {{\}}{{name}}"),
        ("Sockets/Prices/ticker/magic", "binary-hex", "c0 ff ee"),
        ("Sockets/Prices/ticker/blob", "binary-base64", "3q2+7w=="),
    }
    assert {folder.path: folder.variables for folder in imported.folders} == {
        "Sockets": {"host": "ws.example"}
    }
    assert said(imported)[NO_WEBSOCKET] == ("Sockets/Prices/quote",)


def test_items_of_that_form_may_be_in_the_older_one(written):
    item = {"type": "ws-raw-request", "name": "one", "payload": {"url": "{{u}}"}}
    imported = written("mixed.json", json.dumps({"info": {"name": "m"}, "item": [item]}))
    assert [(it.path, it.url) for it in imported.endpoints] == [("m/one", "{{u}}")]


def test_a_query_in_the_address_is_there_already(written):
    payload = {"url": "wss://h/?a=1", "queryParams": [{"key": "a", "value": "1"}]}
    imported = written("q.json", json.dumps({"type": "ws-raw-request", "payload": payload}))
    assert imported.endpoints[0].url == "wss://h/?a=1"


def test_a_single_request_of_that_form_will_do(written):
    request = {
        "type": "ws-raw-request",
        "title": "one",
        "payload": {"url": "wss://one.example"},
        "children": [
            {"type": "ws-raw-message", "title": "hi", "payload": {"type": "text", "content": "hi"}}
        ],
    }
    imported = written("one.json", json.dumps(request))
    assert [it.path for it in imported.endpoints] == ["one/one"]
    assert [it.path for it in imported.templates] == ["one/hi"]


def test_secret_values_of_an_environment_are_for_the_keyring():
    imported = read_import(FILES / "staging.postman_environment.json")
    (staging,) = imported.environments
    assert staging.variables == {"base": "wss://staging.example"}
    assert staging.secrets == ("token", "unset")
    (secret,) = imported.secrets
    assert (secret.environment, secret.name, secret.value) == ("Staging", "token", "s3cr3t-t0k3n")
    assert "s3cr3t" not in repr(imported)
    assert said(imported) == {SWITCHED_OFF: ("unused",)}
    assert not imported.endpoints


@pytest.mark.parametrize(
    ("variables", "taken"),
    [
        ({"base": "wss://a.example"}, True),
        ({"base": "{{other}}", "other": "ws://b.example"}, True),
        ({"base": "https://a.example"}, False),
        ({"base": "{{base}}"}, False),
        ({}, False),
    ],
)
def test_a_variable_may_be_the_beginning_of_an_address(written, variables, taken):
    imported = written(
        "some.json",
        json.dumps(
            {
                "info": {"name": "Some"},
                "variable": [{"key": key, "value": value} for key, value in variables.items()],
                "item": [{"name": "it", "request": {"url": "{{base}}/feed"}}],
            }
        ),
    )
    assert list(by_name(imported.endpoints)) == (["it"] if taken else [])


def test_a_variable_whose_name_tells_is_taken_for_one(written):
    imported = written(
        "some.json",
        '{"info": {}, "item": [{"name": "it", "request": {"url": "{{wsUrl}}/feed"}}]}',
    )
    assert imported.endpoints[0].url == "{{wsUrl}}/feed"


def test_a_secret_of_a_collection_stands_in_no_file(tmp_path):
    """A folder's variables do, and the keyring has secrets of environments only."""
    file = tmp_path / "a.json"
    collection = json.loads((FILES / "chat.postman_collection.json").read_text(encoding="utf-8"))
    collection["variable"] = [
        {"key": "apiKey", "value": "hunter2", "type": "secret"},
        {"key": "host", "value": "chat.example", "type": "string"},
    ]
    file.write_text(json.dumps(collection), encoding="utf-8")
    imported = read_import(file)
    assert imported.folders[0].variables == {"host": "chat.example"}
    assert said(imported)[HIDDEN] == ("apiKey",)
