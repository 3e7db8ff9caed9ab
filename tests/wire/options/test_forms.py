"""Options as they are told, recorded, rendered and overridden."""

from typing import Any

import pytest

from inspector.wire import ConnectOptions
from inspector.wire.options import facts, on_top, summary, with_values


def test_defaults_are_not_told():
    assert summary(ConnectOptions()) == []


def test_what_differs_is_told_in_few_words():
    options = ConnectOptions(
        headers=(("A", "1"), ("B", "2")),
        compression=False,
        verify_tls=False,
        max_message_size=3 << 20,
        max_redirects=1,
        open_timeout=2.5,
        keepalive_interval=15,
        lenient=True,
    )
    assert summary(options) == [
        "2 headers",
        "TLS not verified",
        "open within 2.5 s",
        "1 redirect",
        "compression off",
        "at most 3 MiB",
        "lenient",
        "keepalive 15 s",
    ]
    assert summary(ConnectOptions(headers=(("A", "1"),), max_redirects=0)) == [
        "1 header",
        "0 redirects",
    ]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, {}),
        (
            {"headers": (("Authorization", "s3cret"), ("X", ""))},
            {"headers": ["Authorization", "X"]},
        ),
        ({"proxy": "http://user:s3@cret@host:3128"}, {"proxy": "http://host:3128"}),
        ({"proxy": "https://[::1]:8080"}, {"proxy": "https://[::1]:8080"}),
        ({"origin": "https://a", "lenient": True}, {"origin": "https://a", "lenient": True}),
    ],
)
def test_facts_for_a_recording_have_no_secrets(options: dict[str, Any], told: dict[str, object]):
    assert facts(ConnectOptions(**options)) == told


def test_variables_are_replaced_where_there_may_be_some():
    written = {
        "origin": "https://{{host}}",
        "headers": [["{{a}}", "{{b}}"], ["odd"], "odd", ["A", 1]],
        "proxy": "http://{{host}}",
        "lenient": True,
        "of another version": "{{x}}",
    }
    assert with_values(written, str.upper) == {
        "origin": "HTTPS://{{HOST}}",
        "headers": [["{{a}}", "{{B}}"], ["odd"], "odd", ["A", 1]],
        "proxy": "http://{{host}}",
        "lenient": True,
        "of another version": "{{x}}",
    }
    assert with_values({"origin": 1, "headers": "A: 1"}, str.upper) == {
        "origin": 1,
        "headers": "A: 1",
    }


def test_later_options_override_earlier_ones():
    below = {
        "lenient": True,
        "origin": "https://a",
        "keepalive_interval": 5.0,
        "compression": False,
    }
    given = {"lenient": False, "keepalive_interval": None, "open_timeout": 3.0}
    assert on_top(below, given) == {
        "lenient": False,
        "origin": "https://a",
        "compression": False,
        "open_timeout": 3.0,
    }
    assert below["lenient"] is True
    assert on_top({}, {"proxy": None}) == {}


def test_headers_are_added_in_place_of_those_with_the_same_names():
    below = {"headers": [["X-A", "1"], ["X-B", "2"], ["x-a", "3"]]}
    given = {"headers": (("x-A", "4"), ("X-C", "5"), ("x-a", "6"))}
    assert on_top(below, given) == {
        "headers": [["X-B", "2"], ["x-A", "4"], ["X-C", "5"], ["x-a", "6"]]
    }
    assert on_top({}, given) == {"headers": [["x-A", "4"], ["X-C", "5"], ["x-a", "6"]]}
    with pytest.raises(ValueError, match="list of"):
        on_top({"headers": "X-A: 1"}, given)
