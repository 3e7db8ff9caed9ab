"""Where variables come from, which of them is stronger, and what is rendered with them."""

from pathlib import Path

import pytest

from inspector.library import (
    Endpoint,
    Environment,
    Folder,
    LibraryError,
    Template,
    Workspace,
)
from inspector.library.send_as import SendAs
from inspector.sending import ContentError
from inspector.sending.context import Context
from inspector.variables import UnknownVariable


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path)
    for store, name in ((made.endpoints, "A"), (made.endpoints, "A/B"), (made.templates, "T")):
        store.save_folder(Folder(path=name, variables={name[0].lower(): name, "where": name}))
    return made


ENDPOINT = Endpoint(name="e", folder="A/B", url="ws://{{host}}/", variables={"where": "endpoint"})
STAGING = Environment(
    name="staging", variables={"where": "environment", "host": "h", "a": "-"}, secrets=("key",)
)


def titles(context: Context, template: Template | None = None) -> dict[str, str]:
    return {found.name: found.title for found in context.scopes(template).names()}


def test_the_strongest_scope_is_heard(workspace: Workspace) -> None:
    template = Template(name="t", folder="T", kind="text", content="")
    context = Context(workspace, STAGING, ENDPOINT)
    assert titles(context, template) == {
        "a": "folder A/B",
        "host": "environment staging",
        "key": "environment staging",
        "t": "folder T",
        "where": "endpoint e",
    }
    context.set("where", "session")
    found = context.scopes(template).find("where")
    assert found is not None
    assert found.value == "session"
    assert found.shadows == (
        "endpoint e", "folder T", "folder A/B", "folder A", "environment staging"
    )  # fmt: skip


def test_folders_are_read_again_when_they_changed(workspace: Workspace) -> None:
    context = Context(workspace, None, ENDPOINT)
    assert context.render_text("{{a}}") == "A/B"
    workspace.endpoints.save_folder(Folder(path="A/B", variables={"a": "new"}))
    assert context.render_text("{{a}}") == "A/B"
    context.refresh()
    assert context.render_text("{{a}}") == "new"


def test_changes_are_told_once_each() -> None:
    context = Context()
    told: list[int] = []
    context.on_change.append(lambda: told.append(context.version))
    context.set("a", 1)
    context.set("a", 1)
    context.set("a", True)
    context.unset("a")
    context.unset("a")
    context.choose(STAGING, {"key": "v"})
    context.endpoint = ENDPOINT
    context.refresh()
    assert told == [1, 2, 3, 4, 5, 6]
    assert context.session == {}


def test_a_name_that_none_can_have_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'\$guid' was not set"):
        Context().set("$guid", 1)


def test_the_preview_is_what_is_sent_and_then_chance_draws_anew() -> None:
    context = Context()
    content = "{{$counter}} {{$guid}}"
    first = context.preview("text", content).text
    assert context.preview("text", content).text == first
    assert context.render("text", content).data == first
    second = context.preview("text", content).text
    assert second.split()[0] == "2"
    assert second.split()[1] != first.split()[1]
    context.sent()
    assert context.preview("text", content).text.startswith("3 ")
    assert context.render_text("{{$counter}}") == "3"


def test_what_cannot_be_sent_uses_up_nothing() -> None:
    context = Context()
    with pytest.raises(UnknownVariable):
        context.render("text", "{{$counter}} {{nobody}}")
    with pytest.raises(ContentError):
        context.render("binary-hex", "{{$counter}}")
    assert context.preview("text", "{{$counter}}").text == "1"


def test_json_and_text_are_rendered_each_its_way() -> None:
    context = Context()
    context.set("quote", 'say "hi"')
    context.set("number", "7")
    assert context.render("json", '{"a": {{number}}, "b": "{{quote}}"}').data == (
        '{"a": 7, "b": "say \\"hi\\""}'
    )
    assert context.render("text", "{{quote}}").data == 'say "hi"'
    close = context.render("close", "4000 {{number}}")
    assert (close.code, close.reason) == (4000, "7")


def test_a_template_brings_how_it_goes_out(workspace: Workspace) -> None:
    send_as = SendAs(mode="fragments", size=3)
    template = Template(name="t", folder="T", kind="text", content="{{t}}", send_as=send_as)
    message, how = Context(workspace).render_template(template)
    assert (message.data, how) == ("T", send_as)


def test_templates_are_kept_until_the_workspace_changed(workspace: Workspace) -> None:
    context = Context(workspace)
    workspace.templates.save(Template(name="t", folder="T", kind="text", content="old"))
    assert context.template("T/t").content == "old"
    new = Template(name="t", folder="T", kind="text", content="new")
    workspace.templates.save(new, replace=True)
    assert context.template("T/t").content == "old"
    context.refresh()
    assert context.template("T/t") == new
    with pytest.raises(LibraryError, match="none"):
        context.template("none")
    with pytest.raises(ValueError, match="no workspace"):
        Context().template("T/t")


def test_what_a_server_sent_is_never_taken_for_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "hunter2")
    context = Context()
    context.set("received", "{{env:SECRET}} {{$guid}}")
    assert context.render("text", "{{received}}").data == "{{env:SECRET}} {{$guid}}"


def test_a_value_that_is_one_variable_keeps_its_type() -> None:
    context = Context()
    context.set("id", 7)
    assert context.render_value("{{id}}") == 7
    assert context.render_value("{{id}} ") == "7 "
    assert context.render_value("x{{id}}") == "x7"
    assert context.render_value(1.5) == 1.5
    assert context.render_value("{{$counter}}") == "1"


def test_an_endpoint_with_values_in_place_of_variables() -> None:
    endpoint = Endpoint(
        name="e",
        url="ws://{{host}}/?k={{key}}",
        subprotocols=("v{{n}}",),
        options={
            "headers": [["Authorization", "Bearer {{key}}"], ["X", "plain"]],
            "origin": "https://{{host}}",
            "lenient": True,
        },
        variables={"n": 2},
    )
    context = Context(None, STAGING, endpoint, secrets={"key": "s3"})
    rendered = context.render_endpoint()
    assert rendered.url == "ws://h/?k=s3"
    assert rendered.subprotocols == ("v2",)
    assert rendered.options == {
        "headers": [["Authorization", "Bearer s3"], ["X", "plain"]],
        "origin": "https://h",
        "lenient": True,
    }
    assert context.endpoint is endpoint
    context.choose(None, {})
    with pytest.raises(UnknownVariable) as error:
        context.render_endpoint()
    assert {use.name for use in error.value.problems} == {"host", "key"}


def test_without_an_endpoint_there_is_nothing_to_connect_to() -> None:
    with pytest.raises(RuntimeError):
        Context().render_endpoint()


def test_secrets_are_masked_wherever_they_stand() -> None:
    context = Context(None, STAGING, secrets={"key": "abc", "long": "abcdef", "none": ""})
    assert context.mask("x abcdef y abc z") == "x •••• y •••• z"
    assert context.preview("text", "k {{key}}").masked == "k ••••"
    context.choose(STAGING, {"key": 'a"é/ b'})
    assert context.mask('a"é/ b a\\"é/ b a\\"\\u00e9/ b') == "•••• •••• ••••"
    assert context.mask("a%22%C3%A9/%20b a%22%C3%A9%2F%20b a%22%C3%A9%2F+b") == "•••• •••• ••••"


def test_a_secret_without_a_value_cannot_be_sent() -> None:
    with pytest.raises(UnknownVariable, match="key"):
        Context(None, STAGING).render("text", "{{key}}")


def test_folders_without_a_workspace_say_nothing() -> None:
    context = Context(None)
    context.endpoint = Endpoint(name="feed", folder="EU", url="ws://a/", variables={"a": 1})
    template = Template(name="hello", folder="Greetings", kind="text", content="{{a}}")
    assert titles(context, template) == {"a": "endpoint feed"}
