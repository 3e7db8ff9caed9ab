"""What the palette offers, and in which order."""

import pytest

from inspector.ui.library.ranking import Choice, rank, split


def choice(path: str, line: str = "", noun: str = "template") -> Choice:
    return Choice(noun, path, path.rpartition("/")[2], line)


CHOICES = [
    choice("Exchange/subscribe book", '{"op": "sub", "channel": "book"}'),
    choice("Exchange/unsubscribe", '{"op": "unsub"}'),
    choice("Auth/sign in", '{"op": "login"}'),
    choice("hello", "Good morning"),
]


def names(query: str, used: list[tuple[str, str]] | None = None) -> list[str]:
    return [hit.choice.name for hit in rank(query, CHOICES, used or [])[0]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sub", ["subscribe book", "unsubscribe"]),
        ("book exch", ["subscribe book"]),
        ("auth", ["sign in"]),
        ("sgin", ["sign in"]),
        ("good morning", ["hello"]),
        ("login", ["sign in"]),
        ("nowhere", []),
    ],
)
def test_name_folder_and_content_are_searched(query: str, expected: list[str]) -> None:
    assert names(query) == expected


def test_without_a_query_the_latest_come_first_then_all_by_path() -> None:
    assert names("") == ["sign in", "subscribe book", "unsubscribe", "hello"]
    used = [("template", "hello"), ("endpoint", "Auth/sign in"), ("template", "gone")]
    assert names("", used) == ["hello", "sign in", "subscribe book", "unsubscribe"]


def test_of_equals_the_latest_comes_first() -> None:
    twins = [choice("a/login"), choice("b/login")]
    assert [h.choice.path for h in rank("login", twins, [])[0]] == ["a/login", "b/login"]
    latest = [("template", "b/login")]
    assert [h.choice.path for h in rank("login", twins, latest)[0]] == ["b/login", "a/login"]
    better = [choice("catalogue in"), choice("login")]
    used = [("template", "catalogue in")]
    assert rank("login", better, used)[0][0].choice.name == "login", "but no better ones"


def test_a_name_is_better_than_a_content() -> None:
    hits, _ = rank("login", [choice("a", "login"), choice("to log in nicely")], [])
    assert [hit.choice.name for hit in hits] == ["to log in nicely", "a"]


def test_the_letters_are_told_in_the_path() -> None:
    for query in ("sub", "exsub"):
        [hit] = rank(query, CHOICES[:1], [])[0]
        letters = "".join(hit.choice.path[place] for place in hit.places)
        assert letters.casefold() == query


@pytest.mark.parametrize(
    ("query", "noun", "rest"),
    [
        ("sub", "template", "sub"),
        ("@feed", "endpoint", "feed"),
        ("> smoke", "scenario", " smoke"),
        (" #prod", "environment", "prod"),
        ("", "template", ""),
    ],
)
def test_a_first_letter_says_what_is_looked_for(query: str, noun: str, rest: str) -> None:
    assert split(query) == (noun, rest)


def test_of_five_thousand_the_best_are_shown_and_all_counted() -> None:
    many = [choice(f"Group {n % 40}/template number {n}", f"content {n}") for n in range(5000)]
    hits, fitting = rank("tnum 49", many, [])
    assert len(hits) == 200 < fitting
