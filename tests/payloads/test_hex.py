"""The hexdump."""

from hypothesis import given
from hypothesis import strategies as st

from inspector.payloads import Bounds, hexdump
from inspector.payloads.hex import HexSpans


def test_sixteen_bytes_a_line_in_two_groups() -> None:
    assert hexdump(b"Hello, World!\x00\xff\n12").text == (
        "00000000  48 65 6c 6c 6f 2c 20 57  6f 72 6c 64 21 00 ff 0a  Hello, World!...\n"
        "00000010  31 32                                             12"
    )


def test_nothing_is_nothing() -> None:
    assert hexdump(b"") == ("", [], "")
    assert list(HexSpans(0)) == []


def test_the_cut_is_noted() -> None:
    text, _, note = hexdump(b"\0" * 4096, limit=1024)
    assert text.count("\n") == 63
    assert note == "first 1 KiB of 4 KiB"


@given(st.binary(max_size=100))
def test_spans_hold_the_columns(data: bytes) -> None:
    text, spans, _ = hexdump(data)

    def column(kind: str) -> list[str]:
        return [text[s.start : s.start + s.length] for s in spans if s.kind == kind]

    assert bytes.fromhex(" ".join(column("hex"))) == data
    assert [int(offset, 16) for offset in column("offset")] == list(range(0, len(data), 16))
    letters = "".join(column("ascii"))
    assert letters == "".join(chr(b) if 32 <= b < 127 else "." for b in data)


def test_what_was_done_late_is_whole() -> None:
    assert hexdump(b"late", bounds=Bounds(deadline=0)).note == ""
    assert "stopped" in hexdump(bytes(100_000), bounds=Bounds(deadline=0)).note
