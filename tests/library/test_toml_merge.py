"""Which part of a file an element goes on in."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.library import toml_merge
from inspector.library.toml_merge import _paired, merge
from inspector.library.toml_parts import Part
from inspector.library.toml_value import spelled

_ELEMENTS = st.fixed_dictionaries(
    {"n": st.sampled_from([0, 1, 1.0, True, "a"])},
    optional={"do": st.sampled_from(["send", "wait", "None"])},
)


def paired_slowly(
    olds: Sequence[Part], news: Sequence[Mapping[str, object]]
) -> list[tuple[Part | None, Mapping[str, object]]]:
    """Each asked of each."""
    left, found = list(olds), {}
    for fits in (
        lambda part, new: spelled(part.value) == spelled(new),
        lambda part, new: part.value.get("do") == new.get("do"),
    ):
        for place, new in enumerate(news):
            at = next((at for at, part in enumerate(left) if fits(part, new)), None)
            if place not in found and at is not None:
                found[place] = left.pop(at)
    return [(found.get(place), new) for place, new in enumerate(news)]


@given(st.lists(_ELEMENTS, max_size=12), st.lists(_ELEMENTS, max_size=12))
def test_every_element_goes_on_where_it_was(before: list, after: list) -> None:
    olds = [Part("steps", f"# {n}\n", "", value) for n, value in enumerate(before)]
    fast, slow = _paired(olds, after), paired_slowly(olds, after)
    assert [new for _, new in fast] == [new for _, new in slow]
    assert [part and part.lead for part, _ in fast] == [part and part.lead for part, _ in slow]


def test_many_changed_elements_are_each_looked_at_as_often_as_few_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = 0

    def counted(value: object) -> str:
        nonlocal asked
        asked += 1
        return spelled(value)

    monkeypatch.setattr(toml_merge, "spelled", counted)
    for count in (50, 500):
        asked = 0
        text = "".join(
            f'\n# step {n}\n[[steps]]\ndo = "sleep"\nseconds = {n}\n' for n in range(count)
        )
        changed = [{"do": "sleep", "seconds": n, "note": "changed"} for n in range(count)]
        told = merge(text, {"steps": changed})
        assert told.count("# step ") == told.count('note = "changed"') == count
        assert asked <= 15 * count
