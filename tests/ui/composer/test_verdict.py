"""What the composer says before anything is sent."""

from pathlib import Path

import pytest

from inspector.payloads import Span
from inspector.ui.composer import verdict
from inspector.ui.composer.verdict import Verdict
from inspector.variables import Counters, Draw, Scope, Scopes, render

SCOPES = Scopes(
    [Scope("session", {"n": 12, "quote": 'say "hi"', "bad": "x y", "bell": "\a", "hex": "0g"})]
)


def judge(kind: str, content: str) -> Verdict:
    rendered = render(content, SCOPES, Draw(Counters()), json=kind == "json")
    return verdict.judge(kind, content, rendered)


def at(*places: tuple[int, int]) -> tuple[Span, ...]:
    return tuple(Span(start, length, "error") for start, length in places)


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("text", "héllo", Verdict(6, is_utf8=True)),
        ("json", '{"a": 1}', Verdict(8, is_utf8=True)),
        (
            "json",
            '{"a":\n 1,}',
            Verdict(
                10,
                warning="Not JSON: expected a key in double quotes, but found '}'"
                " at line 2 column 4",
                places=at((9, 1)),
                is_utf8=True,
            ),
        ),
        (
            "text",
            "ab\n\u202ecd",
            Verdict(
                8,
                warning="Invisible character U+202E at line 2 column 1",
                places=at((3, 1)),
                is_utf8=True,
            ),
        ),
        (
            "binary-hex",
            "00\n0g",
            Verdict(problem="'g' is not a hex digit at line 2 column 2", places=at((4, 1))),
        ),
        ("binary-hex", "c3 a9", Verdict(2, is_utf8=True)),
        ("binary-hex", "c3", Verdict(1, is_utf8=False)),
        ("binary-base64", "/w==", Verdict(1, is_utf8=False)),
        (
            "ping",
            "x" * 126,
            Verdict(problem="a ping carries 125 bytes at most, these are 126"),
        ),
        ("close", "1000 bye", Verdict(5)),
        ("close", "4999", Verdict(2)),
        ("binary-file", "", Verdict(problem="choose a file")),
    ],
)
def test_verdict(kind: str, content: str, expected: Verdict) -> None:
    assert judge(kind, content) == expected


def test_what_is_judged_has_its_variables_in_place() -> None:
    assert judge("text", "{{quote}}") == Verdict(8, is_utf8=True)
    assert judge("json", '{"n": {{n}}, "q": "{{quote}}", "r": {{quote}}}').warning == ""
    assert judge("binary-hex", "{{n}} ff") == Verdict(2, is_utf8=False)
    assert judge("text", r"\{{n}}") == Verdict(5, is_utf8=True)


@pytest.mark.parametrize(
    ("kind", "content", "place"),
    [
        ("text", "ab {{bell}} c", (3, 8)),
        ("text", r"\{{n}} {{bell}}", (7, 8)),
        ("text", "{{quote}} \a", (10, 1)),
        ("json", '{"a": "\\{{x}}", "b": {{n}} {{n}}}', (27, 5)),
        ("binary-hex", "{{n}} {{hex}}", (6, 7)),
        ("binary-hex", "{{n}} 0g", (7, 1)),
    ],
)
def test_a_mistake_is_where_it_was_written(kind: str, content: str, place: tuple[int, int]) -> None:
    found = judge(kind, content)
    assert found.places == at(place)
    assert (found.problem or found.warning).endswith("of what will be sent")


def test_unknown_variables_stop_it_and_are_all_marked() -> None:
    found = judge("text", "{{n}} {{foo}} {{$nothing}}")
    assert "foo" in found.problem
    assert found.size is None
    assert found.places == at((6, 7), (14, 12))


def test_codes_that_are_unusual_to_send() -> None:
    assert "A browser may not send 1011" in judge("close", "1011").warning
    assert "No endpoint may send 1006" in judge("close", "1006").warning


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    found = judge("binary-file", str(tmp_path / "secret"))
    assert found.size is None
    assert "Permission denied" in found.problem
