import pytest

from inspector.ui.variables.offers import begun, offers, rest
from inspector.variables import BUILT_INS
from tests.support.variables import SCOPES


def names(typed: str) -> list[str]:
    return [offer.name for offer in offers(SCOPES, typed, {"HOME": "/root", "PASSWORD": "x"})]


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("{{", ""), ("x {{", ""), ("{{ ", ""), ("{{ho", "ho"), ("{{ $gu", "$gu"), ("{{{ho", "ho"),
        ("{{env:", "env:"), ("{{base u", "base u"), (r"\\{{", ""), ("{{a}} {{b", "b"),
        ("", None), ("{", None), ("{ {", None), ("{{a}}", None), ("{{a}", None), (r"\{{", None),
        (r"\\\{{a", None), ('{{"', None), ("{{#", None), ("{{ }", None),
    ],
)  # fmt: skip
def test_where_a_name_is_begun(before: str, name: str | None) -> None:
    assert begun(before) == name


@pytest.mark.parametrize(
    ("after", "part"),
    [
        ("st}} x", "st}}"),
        ("}}", "}}"),
        ("", ""),
        (" st", ""),
        ("}", ""),
        ('"}}', ""),
        ("a{b}}", ""),
    ],
)
def test_what_is_left_of_a_name_that_the_cursor_is_in(after: str, part: str) -> None:
    assert rest(after) == part


def test_at_first_everything_is_offered_variables_first() -> None:
    assert names("") == ["answer", "auth", "host", "key", "token", "url", *BUILT_INS, "env:"]


def test_what_begins_with_the_typed_text_comes_first_in_any_case_of_letters() -> None:
    assert names("T")[:4] == ["token", "$timestamp", "$timestampMs", "auth"]
    assert names("uuid") == ["$randomUUID"]
    assert names("nothing like it") == []


def test_the_processs_variables_are_offered_once_they_are_asked_for() -> None:
    assert names("en")[0] == "env:"
    assert names("env:") == ["env:HOME", "env:PASSWORD"]
    assert names("env:h") == ["env:HOME"]
    assert [offer.value for offer in offers(SCOPES, "env:", {"PASSWORD": "x"})] == [""]


def test_each_says_what_it_stands_for_and_where_it_is_from() -> None:
    about = {offer.name: (offer.value, offer.origin) for offer in offers(SCOPES, "")}
    assert about["host"] == ("exchange.example", "folder Exchange, hides environment staging")
    assert about["token"] == ("••••", "environment staging")
    assert about["key"] == ("no value on this machine", "environment staging")
    assert about["answer"] == ("two lines⟨U+202E⟩", "session")
    assert about["$guid"] == ("A UUID, version 4", "built-in")
