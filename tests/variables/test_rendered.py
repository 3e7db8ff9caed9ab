import pytest

from inspector.variables import MASK, Rendered, UnknownVariable, Use


def use(name: str, out: tuple[int, int], *, secret: bool = False, error: str = "") -> Use:
    return Use(name, 0, 0, *out, "session", secret, error)


def test_the_masked_text_tells_nothing_of_a_secret_not_even_its_length() -> None:
    rendered = Rendered("a=1 t=long-secret u=x", (
        use("a", (2, 3)), use("t", (6, 17), secret=True), use("u", (20, 21), secret=True),
    ))  # fmt: skip
    assert rendered.masked == f"a=1 t={MASK} u={MASK}"
    assert "long-secret" not in repr(rendered)


def test_secrets_that_touch_are_masked_each() -> None:
    rendered = Rendered("<onetwo>", (use("a", (1, 4), secret=True), use("b", (4, 7), secret=True)))
    assert rendered.masked == f"<{MASK}{MASK}>"


def test_what_has_no_value_is_shown_as_it_was_written() -> None:
    rendered = Rendered("{{t}}", (use("t", (0, 5), secret=True, error="no value"),))
    assert rendered.masked == "{{t}}"


def test_whoever_sends_gets_the_text_or_all_that_is_wrong() -> None:
    assert Rendered("fine", ()).checked() == "fine"
    uses = [use(f"v{number}", (0, 0), error=f"error {number}") for number in range(8)]
    with pytest.raises(UnknownVariable) as raised:
        Rendered("", (*uses, uses[0], use("fine", (0, 0)))).checked()
    assert str(raised.value).splitlines() == [
        "error 0", "error 1", "error 2", "error 3", "error 4", "and 3 more problems",
    ]  # fmt: skip
    assert [problem.name for problem in raised.value.problems] == [
        *(f"v{number}" for number in range(8)), "v0",
    ]  # fmt: skip


def test_a_single_problem_too_many_is_told_rather_than_counted() -> None:
    uses = tuple(use(f"v{number}", (0, 0), error=f"error {number}") for number in range(6))
    assert str(UnknownVariable(uses)).splitlines()[-1] == "error 5"
