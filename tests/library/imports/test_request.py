"""A request, piece by piece: what of it an endpoint can have."""

import pytest

from inspector.library.imports import authorization
from inspector.library.imports.draft import Draft
from inspector.library.imports.notes import REPLACED
from inspector.library.imports.request import CLEAR_CREDENTIALS, Request
from inspector.wire import ConnectOptions
from tests.library.imports.reading import said

CANNOT = "headers that HTTP cannot carry"


@pytest.fixture
def request_() -> Request:
    return Request(Draft("test"), "Chat", "join", "ws://host/rooms/:room")


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("X-Ünfit", "1", "X-Ünfit"),
        ("two words", "1", "two words"),
        ("", "1", "1"),
        ("X-Line", "a\r\nb", "X-Line"),
        ("X-Control", "a\0b", "X-Control"),
        ("X-Emoji", "🚀", "X-Emoji"),
    ],
)
def test_a_header_that_no_request_can_have_is_left_out(request_, name, value, named):
    request_.header(name, value)
    assert request_.headers == []
    assert said(request_.draft.done()) == {CANNOT: (f"{named} of Chat/join",)}


def test_headers_are_such_as_a_connection_takes(request_):
    for name, value in (("X-A", " {{a}}\tb "), ("x-b", "é"), ("X-A", "2"), ("Origin", "http://o")):
        request_.header(name, value)
    assert request_.headers == [
        ("X-A", "{{a}}\tb"),
        ("x-b", "é"),
        ("X-A", "2"),
        ("Origin", "http://o"),
    ]
    ConnectOptions.from_dict(request_.done().options)


def test_a_query_is_added_to_what_there_is(request_):
    request_.query([])
    assert "?" not in request_.url
    request_.query([("a b", "x&y=é"), ("{{k}}", "1+{{v}}/%41")])
    request_.query([("c", "")])
    assert request_.url == "ws://host/rooms/:room?a%20b=x%26y%3D%C3%A9&{{k}}=1%2B{{v}}/%41&c="


@pytest.mark.parametrize(
    ("url", "becomes"),
    [
        ("ws://h/:room", "ws://h/{{room}}"),
        ("ws://h/:room/:other?x=:room", "ws://h/{{room}}/:other?x=:room"),
        ("ws://h:80/a:room", "ws://h:80/a:room"),
        ("ws://h/:room#f", "ws://h/{{room}}#f"),
    ],
)
def test_only_whole_known_parts_of_the_path_are_variables(request_, url, becomes):
    request_.url = url
    request_.path_variables({"room": "lobby"})
    assert request_.url == becomes
    assert request_.variables == ({"room": "lobby"} if "{{" in becomes else {})


@pytest.mark.parametrize(
    ("add", "header", "warns"),
    [
        (lambda it: authorization.bearer(it, "abc"), ("Authorization", "Bearer abc"), True),
        (lambda it: authorization.bearer(it, "{{t}}", "T"), ("Authorization", "T {{t}}"), False),
        (lambda it: authorization.basic(it, "a", ""), ("Authorization", "Basic YTo="), False),
        (lambda it: authorization.api_key(it, "k", "v", "cookie"), ("Cookie", "k=v"), True),
        (lambda it: authorization.api_key(it, "X-K", "{{v}}", "header"), ("X-K", "{{v}}"), False),
    ],
)  # fmt: skip
def test_authorization_in_a_header(request_, add, header, warns):
    add(request_)
    assert request_.headers == [header]
    assert said(request_.draft.done()) == ({CLEAR_CREDENTIALS: ("Chat/join",)} if warns else {})


def test_authorization_that_says_nothing(request_):
    authorization.bearer(request_, "")
    authorization.basic(request_, "", "")
    authorization.api_key(request_, "", "v", "header")
    assert request_.headers == []


def test_basic_authorization_with_variables_is_left_to_the_person(request_):
    authorization.basic(request_, "{{user}}", "secret")
    authorization.basic(request_, "user", "{{password}}")
    assert request_.headers == []
    (note,) = request_.draft.done().notes
    assert str(note).endswith("write the header Authorization yourself: Chat/join")


def test_a_key_in_the_query(request_):
    authorization.api_key(request_, "k", "v", "queryParams")
    assert request_.url.endswith("?k=v")
    assert said(request_.draft.done()) == {CLEAR_CREDENTIALS: ("Chat/join",)}


@pytest.mark.parametrize(
    ("name", "set_"),
    [
        ("authorization", lambda it: authorization.bearer(it, "{{t}}")),
        ("AUTHORIZATION", lambda it: authorization.basic(it, "u", "p")),
        ("x-key", lambda it: authorization.api_key(it, "X-Key", "1", "header")),
    ],
)
def test_authorization_is_sent_in_place_of_a_header_of_its_name(name, set_) -> None:
    """As Postman does it: two lines would leave it to the server which one counts."""
    draft = Draft("test")
    request = Request(draft, "Chat", "join", "ws://a/")
    request.header(name, "written")
    request.header("Cookie", "a=1")
    authorization.api_key(request, "session", "2", "cookie")
    set_(request)
    assert [it[0].casefold() for it in request.headers] == ["cookie", "cookie", name.casefold()]
    assert "written" not in dict(request.headers).values()
    assert any(note.text == REPLACED for note in draft.done().notes)
