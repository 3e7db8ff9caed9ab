"""A frame's bytes in hex, in each of their forms."""

from inspector.ui.details.frame_bytes import FORMS, differs, dump
from tests.support.entries import KEY, frame


def test_the_wire_shows_header_and_masked_payload() -> None:
    shown, total = dump(frame(1, b"\x11\x22\x33\x44", sent=True), "On the wire", 100)
    assert total == 10
    assert shown.text.startswith(f"00000000  81 84 {KEY.hex(' ')} 00 00  00 00")


def test_the_header_is_marked_across_the_gap_in_the_middle() -> None:
    shown, _ = dump(frame(2, b"x" * 70_000, sent=True), "On the wire", 64)
    [header] = [span for span in shown.spans if span.kind == "key"]
    assert shown.text[header.start : header.start + header.length] == (
        "82 ff 00 00 00 00 00 01  11 70 11 22 33 44"
    )


def test_what_is_over_the_limit_is_counted() -> None:
    shown, total = dump(frame(2, bytes(1000), sent=True), "On the wire", 16)
    assert total == 1008
    assert "\n" not in shown.text


def test_compressed_bytes_and_what_they_inflate_to() -> None:
    compressed = frame(1, b"hello", rsv=4, wire_payload=b"\xca\x48")
    assert "ca 48" in dump(compressed, "Unmasked", 100)[0].text
    assert "hello" in dump(compressed, "Decoded", 100)[0].text
    assert differs(compressed)
    assert not differs(frame(1, b"hello"))


def test_a_frame_of_which_nothing_arrived_has_every_form() -> None:
    nothing = frame(1)._replace(header=b"")
    assert [dump(nothing, form, 100) for form in FORMS] == [(("", [], ""), 0)] * 3
