"""What is read, and what is not: any file gives an import or an error that tells what to do."""

import contextlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inspector.library import LibraryError
from inspector.library.imports import FORMS, Imported, counted, read_import
from inspector.library.imports.draft import MAX_THINGS
from inspector.library.imports.source import MAX_BYTES, parse_source
from inspector.library.imports.yaml_data import MAX_DEPTH
from tests.library.imports.reading import FILES

in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

WORDS = (
    "_type", "export", "resources", "websocket_request", "websocket_payload", "request_group",
    "workspace", "environment", "parentId", "_id", "data", "vault", "type", "name", "title", "url",
    "collection.insomnia.rest/5.0", "collection", "children", "environments", "subEnvironments",
    "meta", "id", "ws-req_1", "headers", "parameters", "pathParameters", "authentication", "bearer",
    "basic", "apikey", "token", "info", "item", "request", "header", "auth", "variable", "key",
    "value", "disabled", "body", "raw", "mode", "options", "language", "json", "event", "script",
    "exec", "payload", "ws-raw-request", "ws-raw-message", "folder", "extensions", "documentation",
    "content", "values", "_postman_variable_scope", "secret", "color", "#ff0000", "scripts",
    "ws://host/:room", "{{base}}/x", "{{ _.a }}", "{% uuid %}", "sortKey", "metaSortKey",
)  # fmt: skip
KEYS = st.sampled_from(WORDS) | st.text(max_size=5)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | KEYS
DATA = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=40,
)
KINDS = st.sampled_from(
    [
        {"_type": "export", "resources": []},
        {"type": "collection.insomnia.rest/5.0"},
        {"info": {"name": "x"}, "item": []},
        {"type": "collection", "children": []},
        {"type": "ws-raw-request", "payload": {}},
        {"name": "x", "values": []},
    ]
)
LINES = st.lists(
    st.sampled_from(
        [
            "###", "### name", "WEBSOCKET ws://x", "WS {{a}}", "GET http://x", "X-A: 1", "", "===",
            "=== wait-for-server", "> {%", "%}", "{{@", "}}", "@a = b", "# @name x", " /path",
            "< file", '{"a": {{$uuid}}}',
        ]
    ) | st.text(max_size=20),
).map("\n".join)  # fmt: skip


def read(name: str, text: str) -> Imported | None:
    """What any importer makes of a file; nothing but LibraryError may come of it."""
    source = parse_source(Path(name), text)
    form = next((form for form in FORMS if form.fits(source)), None)
    return form.read(source) if form else None


def check(imported: Imported) -> None:
    """Whatever was read can be written and shown."""
    for thing in imported.things:
        assert thing.name.strip() == thing.name != ""
        assert "/" not in thing.name
        thing.path.encode()
    for note in imported.notes:
        str(note).encode()
    assert counted(imported.things)
    assert len({(type(thing), thing.path) for thing in imported.things}) == len(imported.things)


@given(st.builds(lambda kind, more: {**kind, **more}, KINDS, st.dictionaries(KEYS, DATA)) | DATA)
@example({"_type": "export", "resources": [{"_type": "workspace", "_id": []}]})
@example({"info": [], "item": [{"item": {}, "request": {"url": {"raw": "ws://x", "path": 1}}}]})
def test_any_json_gives_an_import_or_a_reason(data):
    for name in ("a.json", "a.env.json"):
        if imported := read(name, json.dumps(data)):
            check(imported)


@given(LINES)
def test_any_text_gives_an_import_or_a_reason(text):
    if imported := read("a.http", text):
        check(imported)
    read("a.yaml", text)


@in_one_folder
@given(st.binary())
def test_any_bytes_give_an_import_or_a_reason(tmp_path, content):
    path = tmp_path / "any.json"
    path.write_bytes(content)
    with contextlib.suppress(LibraryError):
        check(read_import(path))


def test_what_is_known_is_told_where_nothing_fits(written):
    with pytest.raises(LibraryError) as caught:
        written("a.json", '{"a": 1}')
    assert "no tool that is known here wrote it. Known are: HTTP request file" in str(caught.value)
    with pytest.raises(LibraryError, match=r"as JSON or YAML: .*truncated"):
        written("a.json", '{"a": ')


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(LibraryError, match=r"a.json was not imported: No such file"):
        read_import(tmp_path / "a.json")
    with pytest.raises(LibraryError, match="check the name"):
        read_import(tmp_path)


def test_a_file_that_is_too_large(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        os.truncate(file.fileno(), MAX_BYTES + 1)
    with pytest.raises(LibraryError, match="more than 16 MiB"):
        read_import(path)


def test_data_that_is_nested_too_deeply(written):
    for depth in (MAX_DEPTH + 1, 100_000):
        with pytest.raises(LibraryError, match="nested"):
            written("a.json", '{"info": ' + "[" * depth + "]" * depth + ', "item": []}')


def test_more_things_than_anybody_has(written):
    items = [{"name": f"{n}", "request": "ws://x"} for n in range(MAX_THINGS + 1)]
    with pytest.raises(LibraryError, match="more than 2,000 things"):
        written("a.json", json.dumps({"info": {}, "item": items}))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_matter(tmp_path, encoding):
    path = tmp_path / "a.json"
    path.write_text((FILES / "staging.postman_environment.json").read_text("utf-8"), encoding)
    assert read_import(path).environments[0].name == "Staging"


def test_half_a_character_is_told(written):
    with pytest.raises(LibraryError, match="surrogate"):
        written("a.json", r'{"info": "\ud800", "item": []}')


def test_names_are_cleaned(written):
    names = [
        "../../etc/passwd",
        "a\nb\0c\u202ed",
        " . ",
        "",
        "CON",
        "x" * 300,
        "wss://h/p",
    ]
    items = [{"name": name, "item": [{"name": name, "request": "ws://h"}]} for name in names]
    imported = written("a.json", json.dumps({"info": {"name": "top"}, "item": items}))
    assert [endpoint.path for endpoint in imported.endpoints] == [
        "top/etc passwd/etc passwd",
        "top/a b c d/a b c d",
        "top/unnamed/h",
        "top/unnamed/h 2",
        "top/_CON_/CON",
        f"top/{'x' * 80}/{'x' * 200}",
        "top/h p/h p",
    ]
