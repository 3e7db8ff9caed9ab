"""What matches and what does not, what is taken, and what is given up."""

import json
import time

import pytest

from inspector.automation import documents
from inspector.automation.actions import SetVariable
from inspector.automation.inbox import Message, MessageType
from inspector.automation.matching import (
    Captures,
    GaveUpError,
    MatchError,
    compile_match,
)
from inspector.library.match import Match
from inspector.library.value import Scalar
from inspector.sending.context import Context
from inspector.variables import UnknownVariable
from inspector.variables.values import JsonText, as_json, as_text

TICK = '{"type": "tick", "price": 1.0, "id": 7, "live": true, "none": null, "deep": {"a": [1]}}'


def message(payload: str | bytes, kind: MessageType = "text") -> Message:
    data = payload.encode() if isinstance(payload, str) else payload
    return Message(12, 1, 0, kind, data)


def matches(match: Match, payload: str | bytes = TICK, kind: MessageType = "text") -> bool:
    return compile_match(match).match(message(payload, kind)) is not None


@pytest.mark.parametrize(
    ("kind", "matching"),
    [
        ("message", {"text", "binary"}),
        ("text", {"text"}),
        ("binary", {"binary"}),
        ("ping", {"ping"}),
        ("pong", {"pong"}),
        ("close", {"close"}),
        ("any", {"text", "binary", "ping", "pong", "close"}),
    ],
)
def test_types(kind: str, matching: set[str]) -> None:
    types = ("text", "binary", "ping", "pong", "close")
    assert {it for it in types if matches(Match(type=kind), b"", it)} == matching


@pytest.mark.parametrize(
    "match",
    [
        Match(contains="tick"),
        Match(contains='"price"', regex=r"\d\.\d"),
        Match(regex="(?i)TICK"),
        Match(json_path="$.type"),
        Match(json_path="$.type", equals="tick"),
        Match(json_path="$.price", equals=1),
        Match(json_path="$.id", equals=7.0),
        Match(json_path="$.live", equals=True),
        Match(json_path="$.none"),
        Match(json_path="$..a[0]", equals=1),
        Match(json_path="$.*", equals=7),
        Match(equals=TICK),
        Match(contains="tick", regex="7", json_path="$.live"),
    ],
)
def test_it_matches(match: Match) -> None:
    assert matches(match)


@pytest.mark.parametrize(
    "match",
    [
        Match(contains="Tick"),
        Match(contains="tick", regex="tock"),
        Match(json_path="$.nothing"),
        Match(json_path="$.type", equals="tock"),
        Match(json_path="$.live", equals=1),
        Match(json_path="$.id", equals=True),
        Match(json_path="$.id", equals="7"),
        Match(json_path="$.none", equals="null"),
        Match(equals="tick"),
        Match(type="binary", contains="tick"),
    ],
)
def test_it_does_not_match(match: Match) -> None:
    assert not matches(match)


def test_what_is_no_json_has_no_path() -> None:
    for payload in ("hello", "", "{", b"\xff\xfe", "NaN"):
        matcher = compile_match(Match(json_path="$"))
        assert matcher.match(message(payload)) is None
        assert matcher.gave_up == ""


@pytest.mark.parametrize(
    "value", [r'"\ud800"', r'"\udc00x"', "1E400", "-1e999", "9" * 5000, r'{"\ud800": 1}']
)
def test_any_json_has_a_path(value: str) -> None:
    assert matches(Match(json_path="$.type", equals="a"), f'{{"type": "a", "x": {value}}}')
    assert matches(Match(json_path="$.x"), f'{{"type": "a", "x": {value}}}')


@pytest.mark.parametrize(
    "payload", ['[1, "\\ud800]', '{"x": 1E400,}', "[NaN]", "[-Infinity]", "1_0"]
)
def test_what_is_nearly_json_has_none(payload: str) -> None:
    assert not matches(Match(json_path="$"), payload)


def test_a_close_is_its_code_and_reason() -> None:
    assert matches(Match(type="close", contains="4001 ov"), b"\x0f\xa1over", "close")
    assert matches(Match(type="close", regex="^4001 "), b"\x0f\xa1over", "close")
    assert not matches(Match(type="close", contains="4002"), b"\x0f\xa1over", "close")


def test_binary_that_is_text_is_searched_as_such() -> None:
    assert matches(Match(contains="é", regex="^.$"), "é".encode(), "binary")
    assert matches(Match(contains="\udc00"), "\udc00".encode("utf-8", "surrogatepass"), "binary")


def test_the_groups_of_the_pattern() -> None:
    captures = compile_match(Match(regex=r"(?P<key>\w+)=(\d+)(!)?")).match(message("ab=12"))
    assert captures is not None
    assert captures.groups == {"0": "ab=12", "1": "ab", "2": "12", "3": "", "key": "ab"}


class TestVariables:
    @pytest.fixture
    def context(self) -> Context:
        context = Context()
        for name, value in {"id": 7, "word": "tick", "odd": "a.*\"'\\]"}.items():
            context.set(name, value)
        return context

    @pytest.mark.parametrize(
        "match",
        [
            Match(contains='"{{word}}"'),
            Match(regex="^.*{{word}}"),
            Match(json_path="$.{{word}}", equals="yes"),
            Match(json_path="$.id", equals="{{id}}"),
            Match(json_path="$['word']", equals="{{word}}"),
            Match(json_path="$[?@ == '{{odd}}']"),
            Match(json_path='$[?@ == "{{odd}}"]'),
            Match(json_path="$.list[?@.id == {{id}}]"),
        ],
    )
    def test_values_are_put_in(self, match: Match, context: Context) -> None:
        document = {
            "id": 7,
            "tick": "yes",
            "word": "tick",
            "odd": "a.*\"'\\]",
            "list": [{"id": 7}],
        }
        matcher = compile_match(match, context)
        assert matcher.has_variables
        assert matcher.match(message(json.dumps(document))) is not None

    @pytest.mark.parametrize(
        ("taken", "value"),
        [
            (JsonText("1e2"), "100"),
            (JsonText("1e2"), "1e2"),
            (JsonText("0.1234567890123456789"), "0.1234567890123456789"),
            (JsonText("1E400"), "1E400"),
            (JsonText("null"), "null"),
            (JsonText('{"a": [1]}'), '{"a":[1]}'),
            (JsonText("[1"), '"[1"'),
            (True, "true"),
            (7, '"7"'),
            ("7", "7"),
        ],
    )
    def test_what_was_taken_equals_what_it_was_taken_from(
        self, taken: Scalar, value: str, context: Context
    ) -> None:
        context.set("taken", taken)
        matcher = compile_match(Match(json_path="$.x", equals="{{taken}}"), context)
        assert matcher.match(message(f'{{"x": {value}}}')) is not None
        assert matcher.match(message('{"x": "something else"}')) is None
        assert matcher.match(message('{"x": 8}')) is None

    def test_a_value_is_no_pattern(self, context: Context) -> None:
        matcher = compile_match(Match(regex="^{{odd}}$"), context)
        assert matcher.match(message("a.*\"'\\]")) is not None
        assert matcher.match(message("abc\"'\\]")) is None

    def test_a_value_ends_no_string_in_a_path(self, context: Context) -> None:
        context.set("odd", "' || @ || '")
        matcher = compile_match(Match(json_path="$[?@ == '{{odd}}']"), context)
        assert matcher.match(message('["something"]')) is None

    def test_an_unknown_one_is_told(self, context: Context) -> None:
        with pytest.raises(UnknownVariable, match="nobody"):
            compile_match(Match(equals="{{nobody}}"), context)

    def test_without_values_only_the_form_is_checked(self) -> None:
        compile_match(Match(regex="a{{x}}", json_path="$.list[{{index}}].id", equals="{{x}}"))
        with pytest.raises(MatchError):
            compile_match(Match(json_path="$.list[{{index}}"))


@pytest.mark.parametrize(
    ("match", "field", "position"),
    [
        (Match(regex="a(b"), "regex", 3),
        (Match(regex="{{x}}{{y}}*("), "regex", 12),
        (Match(regex="(" * 100_000), "regex", 0),
        (Match(json_path="$.a["), "json_path", 4),
        (Match(json_path="$.{{x}}.{{y}}.!"), "json_path", 14),
    ],
)
def test_where_a_mistake_is(match: Match, field: str, position: int) -> None:
    context = Context()
    context.set("x", "something_long")
    context.set("y", "z")
    with pytest.raises(MatchError) as error:
        compile_match(match, context)
    assert (error.value.field, error.value.position) == (field, position)


class TestGivingUp:
    @pytest.mark.parametrize(
        ("match", "payload", "told"),
        [
            (Match(regex="^(a|b|ab)*$"), "ab" * 400 + "!", "pattern took more than 50 ms"),
            (Match(json_path="$..x"), "[" * 500 + "]" * 500, "nested too deeply"),
            (Match(json_path="$"), "[" * 100_000, "nested too deeply"),
            (
                Match(json_path="$..[?@..[?@..q]]"),
                json.dumps([[[1] * 9] * 9] * 900),
                "JSONPath took",
            ),
        ],
    )
    def test_it_says_why_and_takes_no_longer(self, match: Match, payload: str, told: str) -> None:
        matcher = compile_match(match)
        begun = time.perf_counter()
        assert matcher.match(message(payload)) is None
        assert time.perf_counter() - begun < 20, "else it takes hours"
        assert told in matcher.gave_up
        assert "#12" in matcher.gave_up

    def test_large_messages_are_not_parsed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(documents, "MOST_BYTES", 10)
        matcher = compile_match(Match(json_path="$"))
        assert matcher.match(message("[1, 2, 34]")) is not None
        assert matcher.match(message("[1, 2, 345]")) is None
        assert "MiB" in matcher.gave_up


class TestTaking:
    def taken(self, what: SetVariable, match: Match | None = None, payload: str = TICK) -> object:
        captures = compile_match(match or Match()).match(message(payload))
        assert isinstance(captures, Captures)
        return what.taken(captures, Context())

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            ("$.type", "tick"),
            ("$.price", 1.0),
            ("$.id", 7),
            ("$.live", True),
            ("$.none", JsonText("null")),
            ("$.deep", JsonText('{"a": [1]}')),
            ("$..*", "tick"),
        ],
    )
    def test_by_path(self, path: str, value: object) -> None:
        got = self.taken(SetVariable(name="x", json_path=path))
        assert (type(got), got) == (type(value), value)

    @pytest.mark.parametrize(
        "written",
        [
            "0.1234567890123456789", "1e2", "1E+2", "-0", "-0.0", "1.10", "1e400", "-1E400",
            "1e-999", "12345678901234567890", "1234567890" * 500, "[]", "{}", "null",
            '{"b" : 1.0,\n "a": [1e2, "\\u00e9\\ud800"], "a": null}', "[[[1 ,2]],3]",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize(
        "frame", ['{"x": 1, "x":%s}', '[0, {"x" :\t%s , "y": [2]}]', '{"x":%s}']
    )
    def test_a_number_or_a_container_keeps_its_text(self, written: str, frame: str) -> None:
        got = self.taken(SetVariable(name="x", json_path="$..x"), payload=frame % written)
        assert isinstance(got, str | int | float)
        assert as_text(got) == written
        context = Context()
        context.set("x", got)
        assert context.preview("json", '{"x": {{x}}}').checked() == f'{{"x": {written}}}'
        in_string = context.preview("json", '{"x": "{{x}}"}').checked()
        assert json.loads(in_string) == {"x": written}
        assert context.render_value("{{x}}") == got
        assert as_json(context.render_value("{{x}}")) == written

    def test_a_string_is_what_it_means(self) -> None:
        for written in ('"\\ud800"', '"[1]"', '"1\\u00e9"', '"{{x}}"'):
            got = self.taken(SetVariable(name="x", json_path="$[0]"), payload=f"[{written}]")
            assert got == json.loads(written)
            assert type(got) is str
            context = Context()
            context.set("x", got)
            rendered = context.preview("json", '["{{x}}"]').checked()
            assert json.loads(rendered.encode()) == [json.loads(written)]

    def test_a_change_of_the_spelling_is_a_change(self) -> None:
        context = Context()
        for value in (100, JsonText("100"), JsonText("1e2"), "1e2"):
            version = context.version
            context.set("x", value)
            assert context.version == version + 1
            assert type(context.session["x"]) is type(value)

    def test_looking_for_the_text_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        captures = compile_match(Match()).match(message("[1, [2]]"))
        assert captures is not None
        node = next(documents.find(documents.json_path("$[1]"), captures.message))
        monkeypatch.setattr(documents, "PATIENCE_S", -1)
        with pytest.raises(GaveUpError, match="#12 is so large"):
            documents.taken(node, captures.message)

    def test_by_group(self) -> None:
        match = Match(regex=r'"id": (?P<id>\d+)')
        assert self.taken(SetVariable(name="x", group="id"), match) == "7"
        assert self.taken(SetVariable(name="x", group="1"), match) == "7"
        with pytest.raises(ValueError, match="no group 'no'; there are: 0, 1, id"):
            self.taken(SetVariable(name="x", group="no"), match)

    def test_a_value_or_the_whole_text(self) -> None:
        assert self.taken(SetVariable(name="x", value=5)) == 5
        assert self.taken(SetVariable(name="x")) == TICK

    def test_nothing_found_is_told(self) -> None:
        with pytest.raises(ValueError, match=r"'x' was not set: \$\.no finds nothing in .* #12"):
            self.taken(SetVariable(name="x", json_path="$.no"))
        with pytest.raises(ValueError, match="nested too deeply"):
            self.taken(SetVariable(name="x", json_path="$..no"), payload="[" * 500 + "]" * 500)

    def test_a_path_that_is_none_is_known_before(self) -> None:
        SetVariable(name="x", json_path="$.a[{{index}}]").check()
        SetVariable(name="x").check()
        with pytest.raises(MatchError):
            SetVariable(name="x", json_path="a.b").check()
