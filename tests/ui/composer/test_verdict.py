"""What the composer says before anything is sent."""

from pathlib import Path

import pytest

from inspector.ui.composer.verdict import Verdict, judge


@pytest.mark.parametrize(
    ("kind", "content", "verdict"),
    [
        ("text", "héllo", Verdict(6)),
        ("json", '{"a": 1}', Verdict(8)),
        (
            "json",
            '{"a":\n 1,}',
            Verdict(
                10,
                warning="Not JSON: expected a key in double quotes, but found '}'"
                " at line 2 column 4",
                position=9,
            ),
        ),
        (
            "text",
            "ab\n\u202ecd",
            Verdict(8, warning="Invisible character U+202E at line 2 column 1", position=3),
        ),
        (
            "binary-hex",
            "00\n0g",
            Verdict(problem="'g' is not a hex digit at line 2 column 2", position=4),
        ),
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
def test_verdict(kind: str, content: str, verdict: Verdict) -> None:
    assert judge(kind, content) == verdict


def test_codes_that_are_unusual_to_send() -> None:
    assert "A browser may not send 1011" in judge("close", "1011").warning
    assert "No endpoint may send 1006" in judge("close", "1006").warning


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    verdict = judge("binary-file", str(tmp_path / "secret"))
    assert verdict.size is None
    assert "Permission denied" in verdict.problem
