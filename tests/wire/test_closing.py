import pytest

from inspector.wire.closing import Closing, close_payload


@pytest.mark.parametrize("size", [0, 1, 123])
def test_a_reason_up_to_123_bytes_has_room(size: int):
    assert close_payload(4999, "x" * size) == b"\x13\x87" + b"x" * size


@pytest.mark.parametrize(
    ("sent", "received", "failed", "story"),
    [
        (None, None, False, "1006 Abnormal Closure: no Close frame was sent"),
        ((1000, ""), None, False, "1006 Abnormal Closure: we sent 1000 Normal Closure"),
        (None, (1000, ""), False, "1000 Normal Closure: not answered before TCP ended"),
        ((1000, ""), (4000, "x"), False, '4000 Private Use "x", clean'),
        (
            (1002, "bad"),
            (1000, ""),
            True,
            (
                '1006 Abnormal Closure: we sent 1002 Protocol Error "bad", '
                "the server sent 1000 Normal Closure"
            ),
        ),
    ],
)
def test_how_a_close_is_told(sent, received, failed, story):
    closing = Closing()
    closing.opened = True
    closing.sent, closing.received, closing.failed = sent, received, failed
    assert closing.story() == story
    assert closing.was_clean == story.endswith("clean")
