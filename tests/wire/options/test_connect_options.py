import dataclasses
import tomllib

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from inspector.wire import ConnectOptions
from inspector.wire.options import OPTIONS
from tests.support.options import values_of

ALL = st.builds(ConnectOptions, **{name: values_of(option) for name, option in OPTIONS.items()})


def test_the_defaults_are_a_quiet_strict_browser():
    options = ConnectOptions()
    assert options.keepalive_interval is None
    assert options.proxy is None
    assert options.verify_tls
    assert options.compression
    assert options.auto_pong
    assert not options.lenient
    assert options.max_message_size == 64 * 1024 * 1024
    assert options.to_dict() == {}


def test_only_what_differs_is_written():
    options = ConnectOptions(headers=(("A", "1"), ("A", "2")), open_timeout=3)
    assert options.to_dict() == {"headers": [["A", "1"], ["A", "2"]], "open_timeout": 3}


@given(ALL)
def test_options_survive_being_written_as_toml(options: ConnectOptions):
    written = tomlkit.dumps(options.to_dict())
    assert ConnectOptions.from_dict(tomllib.loads(written)) == options


def test_options_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        ConnectOptions().proxy = "http://p:1"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"colour": 1}, "no option 'colour': there are headers,"),
        ({"compression": "yes"}, "compression is 'yes': it must be of type bool"),
        ({"open_timeout": True}, "type float"),
        ({"max_redirects": 1.5}, "type int"),
        ({"origin": 1}, "type str"),
        ({"origin": None}, "type str"),
        ({"headers": "A: 1"}, r"list of \[name, value\]"),
        ({"headers": [["A"]]}, r"list of \[name, value\]"),
        ({"headers": [["A", 1]]}, r"list of \[name, value\]"),
        ({"max_redirects": 21}, "allowed is 0 to 20"),
        ({"open_timeout": 0}, "open_timeout is 0.0: allowed is"),
        ({"keepalive_interval": float("nan")}, "allowed is"),
        ({"headers": [["A b", "1"]]}, "header name 'A b'"),
        ({"headers": [["A", "1\r\nB: 2"]]}, "control character"),
        ({"headers": [["A", "\u20ac"]]}, "Latin-1"),
        ({"origin": "a\nb"}, "Origin has a control character"),
    ],
)
def test_what_is_not_allowed_is_said(mapping: dict[str, object], said: str):
    with pytest.raises(ValueError, match=said):
        ConnectOptions.from_dict(mapping)


def test_whole_numbers_are_seconds_too():
    assert ConnectOptions.from_dict({"open_timeout": 5}).open_timeout == 5.0


@pytest.mark.parametrize(
    "proxy", ["http://host:3128", "https://user:pw@[::1]:8080", "http://host", "HTTP://h:1"]
)
def test_usable_proxies(proxy: str):
    assert ConnectOptions(proxy=proxy).proxy == proxy


@pytest.mark.parametrize(
    "proxy", ["", "host:3128", "socks5://h:1", "http://", "http://h:x", "http://h:0", "http://["]
)
def test_other_proxies_are_refused_with_advice(proxy: str):
    with pytest.raises(ValueError, match="is not usable: write http://host:port"):
        ConnectOptions(proxy=proxy)


@pytest.mark.parametrize("name", list(OPTIONS))
def test_a_value_of_another_type_is_refused(name: str):
    with pytest.raises(ValueError, match=f"option {name} "):
        ConnectOptions(**{name: object()})
    if OPTIONS[name].default is not None:
        with pytest.raises(ValueError, match=f"option {name} "):
            ConnectOptions(**{name: None})
    else:
        assert ConnectOptions(**{name: None}) == ConnectOptions()
