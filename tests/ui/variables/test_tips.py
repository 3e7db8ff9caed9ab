import pytest

from inspector.ui.variables.tips import tip
from tests.support.variables import SCOPES


def about(written: str) -> list[str]:
    return tip(written, 3, SCOPES).splitlines()


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("{{host}}", ["host", "exchange.example", "from folder Exchange",
                      "hides that of environment staging"]),
        ("{{url}}", ["url", "wss://exchange.example/", "written as wss://{{host}}/",
                     "from folder Exchange"]),
        ("{{token}}", ["token", "••••", "from environment staging"]),
        ("{{auth}}", ["auth", "••••", "written as Bearer {{token}}", "from environment staging"]),
        ("{{answer}}", ["answer", "two", "lines⟨U+202E⟩", "from session"]),
        ("{{$counter:orders}}", ["$counter:orders, built-in", "1, and one more with each sending",
                                 "for example 1"]),
    ],
)  # fmt: skip
def test_what_is_told(written: str, lines: list[str]) -> None:
    assert about(written) == lines


def test_of_the_process(monkeypatch):
    monkeypatch.setenv("OF_OURS", "")
    assert about("{{env:OF_OURS}}") == [
        "env:OF_OURS", "(empty)", "from the environment of this program's process",
    ]  # fmt: skip


def test_what_is_unknown_says_what_to_do():
    assert "did you mean host?" in tip("{{hots}}", 2, SCOPES)
    assert "enter it" in tip("{{key}}", 2, SCOPES)


def test_only_where_a_variable_is():
    line = r"ab {{host}} \{{url}} \\{{auth}}"
    told = [tip(line, place, SCOPES).partition("\n")[0] for place in range(-1, len(line) + 1)]
    assert told[1 + 3 : 1 + 12] == ["host"] * 9
    assert told[1 + 23 :] == ["auth"] * 9
    assert not any(told[: 1 + 3] + told[1 + 12 : 1 + 23])
