"""What will be sent is shown piece by piece, and no secret with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.library.send_as import SendAs
from inspector.sending import ContentError, outgoing
from inspector.sending.fragments import parts
from inspector.ui.composer.cuts import count_pieces, cuts
from inspector.ui.composer.outline import outline
from inspector.variables import Counters, Draw, Rendered, Scope, Scopes, render

SCOPES = Scopes([Scope("session", {"n": 12, "key": "sécret", "hex": "ff 00"}, frozenset({"key"}))])
LINES = SendAs(mode="lines")


def rendered(content: str) -> Rendered:
    return render(content, SCOPES, Draw(Counters()))


def shown(content: str, send_as: SendAs = SendAs(), kind: str = "text") -> str:  # noqa: B008
    return outline(kind, rendered(content), send_as).text


def by(**choices: object) -> SendAs:
    return SendAs(mode="fragments", **choices)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (shown("n = {{n}}"), "n = 12"),
        (shown("a{{key}}b"), "a••••b"),
        (shown("a\u202eb\x00"), "a⟨U+202E⟩b⟨NUL⟩"),
        (shown("abc", by(size=2)), "Fragment 1 · 2 bytes\nab\nFragment 2 · 1 byte\nc"),
        (shown("a|b|", by(by="marks")).count("Fragment"), 3),
        (shown("é", by(size=1)), "Fragment 1 · 1 byte\n⟨0xC3⟩\nFragment 2 · 1 byte\n⟨0xA9⟩"),
        (
            shown("a{{key}}b", by(size=4)),
            "Fragment 1 · 4 bytes\na••••\nFragment 2 · 4 bytes\n••••\nFragment 3 · 1 byte\nb",
        ),
        (shown("one\r\n\n two", LINES), "Message 1 · 3 bytes\none\nMessage 2 · 4 bytes\n two"),
        (shown("{{hex}} 01", kind="binary-hex"), "ff 00 01"),
        (shown("00\n01", LINES, "binary-hex"), "Message 1 · 1 byte\n00\nMessage 2 · 1 byte\n01"),
        (shown("1000 {{key}}", kind="close"), "1000 ••••"),
    ],
)  # fmt: skip
def test_outline(text: object, expected: object) -> None:
    assert text == expected


def test_a_secret_in_binary_content_is_not_told_byte_by_byte() -> None:
    secret = Scopes([Scope("environment", {"pin": "0102"}, frozenset({"pin"}))])
    text = outline("binary-hex", render("{{pin}} 03", secret, Draw(Counters())), SendAs()).text
    assert text == "••••"


def test_large_content_is_cut_short_and_says_so() -> None:
    assert shown("x" * 5000).endswith("… 904 bytes more")
    assert shown("x" * 500, by(size=1)).endswith("… and 400 more")


@given(st.text(max_size=60), st.integers(1, 9), st.sampled_from(["size", "count", "marks"]))
def test_pieces_are_those_that_are_sent(text: str, number: int, way: str) -> None:
    message = outgoing("text", text)
    send_as = by(by=way, size=number, count=number, mark="a")
    pieces = [message.payload[start:end] for start, end in cuts(message, send_as)]
    assert pieces == parts(message, send_as)
    assert count_pieces(message, send_as, len(message.payload)) == len(pieces)


@given(st.text(alphabet="ab \r\né", max_size=40).filter(str.strip))
def test_lines_are_those_that_are_sent(text: str) -> None:
    message = outgoing("text", text)
    pieces = [message.payload[start:end] for start, end in cuts(message, LINES)]
    assert pieces == [line.payload for line in message.lines()]


def test_what_cannot_be_cut(tmp_path) -> None:
    file = tmp_path / "f"
    file.write_bytes(b"12345")
    message = outgoing("binary-file", str(file))
    assert count_pieces(message, by(size=2), 5) == 3
    assert count_pieces(message, SendAs(), 5) == 1
    assert count_pieces(message, by(size=1), 10**15) == 10**15  # told without counting
    with pytest.raises(ContentError, match="line by line"):
        count_pieces(message, LINES, 5)
    with pytest.raises(ContentError, match="no line"):
        count_pieces(outgoing("text", " \n"), LINES, 2)
    with pytest.raises(ContentError, match="mark"):
        count_pieces(outgoing("text", "a"), by(by="marks", mark=""), 1)
