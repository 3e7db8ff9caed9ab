from inspector.variables import Counters, Draw, Scope, Scopes, render

CHANCE = "{{$guid}} {{$guid}} {{$randomInt}}"


def rendered(text: str, draw: Draw) -> str:
    return render(text, Scopes(), draw).text


def test_the_preview_is_what_is_sent_and_the_next_sending_has_other_luck() -> None:
    draw = Draw(Counters())
    assert rendered(CHANCE, draw) == rendered(CHANCE, draw)
    assert rendered(CHANCE, draw) != rendered(CHANCE, draw.sent(()))


def test_each_place_has_a_value_of_its_own() -> None:
    values = rendered("{{$guid}} {{$guid}} {{$randomUUID}}", Draw(Counters())).split()
    assert len(set(values)) == 3


def test_what_is_typed_before_changes_the_values_of_no_other_built_in() -> None:
    draw = Draw(Counters())
    assert rendered("{{$randomCity}}{{$randomEmail}} " + CHANCE, draw).endswith(
        rendered(CHANCE, draw)
    )


def test_a_seed_makes_it_repeatable() -> None:
    assert rendered(CHANCE, Draw(Counters(), seed=7)) == rendered(CHANCE, Draw(Counters(), seed=7))


def test_counters_go_up_with_the_sendings_that_have_them() -> None:
    draw = Draw(Counters())
    text = "{{$counter}} {{$counter}} {{$counter:orders}}"
    seen = []
    for source in (text, text, "none", "{{$counter:orders}}", text):
        result = render(source, Scopes(), draw)
        seen.append(result.text)
        draw = draw.sent(result.counters)
    assert seen == ["1 1 1", "2 2 2", "none", "3", "3 3 4"]


def test_a_counter_that_a_variable_refers_to_goes_up_too() -> None:
    scopes = Scopes([Scope("endpoint", {"id": "order-{{$counter:orders}}"})])
    result = render("{{id}}", scopes, Draw(Counters({"orders": 41})))
    assert (result.text, result.counters) == ("order-41", frozenset({"orders"}))


def test_two_draws_share_their_counters() -> None:
    counters = Counters()
    one, other = Draw(counters), Draw(counters)
    one.sent([""])
    assert rendered("{{$counter}}", other) == "2"
    counters.reset()
    assert rendered("{{$counter}}", other) == "1"
