from inspector.variables import MASK, Found, Scope, Scopes

STAGING = Scope(
    "environment staging",
    {"host": "staging.example", "token": "T0P-SECRET", "unset": ""},
    frozenset({"token", "unset", "nowhere"}),
)
EXCHANGE = Scope("folder Exchange", {"host": "exchange.example", "channel": "btc"})
SESSION = Scope("session", {"channel": "{{token}}", "token": "FROM-PEER"}, literal=True)


def find(name: str, *scopes: Scope) -> Found:
    found = Scopes(scopes).find(name)
    assert found is not None
    return found


def test_the_stronger_scope_is_heard_and_says_whom_it_hides() -> None:
    found = find("host", STAGING, EXCHANGE, SESSION)
    assert (found.value, found.title) == ("exchange.example", "folder Exchange")
    assert found.shadows == ("environment staging",)
    assert find("host", STAGING).shadows == ()
    assert Scopes([STAGING]).find("port") is None


def test_a_secret_without_a_value_is_found_without_one() -> None:
    for name in ("unset", "nowhere"):
        found = find(name, STAGING)
        assert (found.value, found.secret, found.shown) == (None, True, "")


def test_a_name_that_is_secret_somewhere_is_secret_wherever_its_value_is_from() -> None:
    found = find("token", STAGING, SESSION)
    assert (found.value, found.title, found.secret) == ("FROM-PEER", "session", True)
    assert found.shown == MASK


def test_a_plain_value_of_a_stronger_scope_fills_in_for_a_secret_without_one() -> None:
    assert find("unset", STAGING, Scope("session", {"unset": "x"})).value == "x"


def test_a_secret_scope_without_a_value_is_not_filled_in_from_below() -> None:
    below = Scope("folder", {"unset": "from the folder"})
    assert find("unset", below, STAGING).value is None


def test_names_are_sorted_and_each_has_what_is_heard() -> None:
    names = Scopes([STAGING, EXCHANGE, SESSION]).names()
    assert [found.name for found in names] == ["channel", "host", "nowhere", "token", "unset"]
    assert [found.title for found in names] == [
        "session", "folder Exchange", "environment staging", "session", "environment staging",
    ]  # fmt: skip
    assert Scopes().names() == []


def test_numbers_and_booleans_are_shown_as_they_are_written() -> None:
    scope = Scope("session", {"n": 42, "yes": True, "zero": 0})
    assert [find(name, scope).shown for name in ("n", "yes", "zero")] == ["42", "true", "0"]


def test_no_repr_has_a_secret() -> None:
    assert "T0P" not in repr([STAGING, find("token", STAGING), Scopes([STAGING])])
