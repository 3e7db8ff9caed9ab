"""The presets: each breaks the rule that it names, and nothing is told twice."""

import re
from collections import Counter

import pytest

from inspector.events import Direction, Frame
from inspector.sending.violations import VIOLATIONS, Violation
from inspector.wire.deflate import Inflater
from inspector.wire.receiver import Receiver

DEFLATE = "permessage-deflate; client_max_window_bits"

BROKEN = {
    "unmasked": "a client must mask its frames (RFC 6455 section 5.1)",
    "reserved-data-opcode": "opcode 3 is reserved (RFC 6455 section 5.2)",
    "reserved-control-opcode": "opcode 11 is reserved (RFC 6455 section 5.2)",
    "rsv1": "RSV1 set without an extension that defines it (RFC 6455 section 5.2)",
    "rsv2": "RSV2 set without an extension that defines it (RFC 6455 section 5.2)",
    "rsv3": "RSV3 set without an extension that defines it (RFC 6455 section 5.2)",
    "compressed-control": "RSV1 on a frame that begins no message (RFC 7692 section 6.1)",
    "no-deflate-data": "(RFC 7692 section 7.2.2)",
    "fragmented-control": "a fragmented control frame (RFC 6455 section 5.5)",
    "oversized-control": "a control frame of 126 bytes, more than 125 (RFC 6455 section 5.5)",
    "lone-continuation": "a continuation without a message to it (RFC 6455 section 5.4)",
    "interleaved": "a message begins inside another one (RFC 6455 section 5.4)",
    "invalid-utf-8": "the text is not UTF-8 at byte 3",
    "invalid-utf-8-fragments": "the text is not UTF-8 at byte 3",
    "close-1-byte": "a Close payload of 1 byte, a code takes 2 (RFC 6455 section 5.5.1)",
    "close-1005": "close code 1005 must not be sent (RFC 6455 section 7.4)",
    "close-1006": "close code 1006 must not be sent (RFC 6455 section 7.4)",
    "close-999": "close code 999 must not be sent (RFC 6455 section 7.4)",
    "close-reason": "in the close reason, the text is not UTF-8 at byte 3",
    "after-close": "comes after the Close frame",
    "length-too-long": "the length 4096 is a lie, 10 bytes were sent",
    "length-too-short": "the length 5 is a lie, 11 bytes were sent",
    "length-16-not-minimal": "the length 5 is not in its shortest form (RFC 6455 section 5.2)",
    "length-64-not-minimal": "the length 5 is not in its shortest form (RFC 6455 section 5.2)",
    "length-top-bit": "the 64-bit length has its top bit set (RFC 6455 section 5.2)",
    "length-huge": "the length 4611686018427387904 is a lie, 8 bytes were sent",
}


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda violation: violation.id)
def test_the_recording_names_what_is_broken(violation: Violation):
    receiver = Receiver(direction=Direction.SENT, max_message_size=2**65, lenient=True)
    if violation.deflate:
        receiver.negotiated(Inflater(no_context_takeover=False, window_bits=15))
    for frame in violation.frames:
        receiver.take(frame.as_sent(0))
    recorded = [event for event in receiver.receive().events if isinstance(event, Frame)]
    assert BROKEN[violation.id] in recorded[-1].violation
    assert [frame.violation for frame in recorded[:-1]] == [""] * (len(recorded) - 1)
    wire = b"".join(frame.encode() for frame in violation.frames)
    assert b"".join(frame.wire_bytes() for frame in recorded) == wire


def test_each_has_a_name_and_a_text_of_its_own():
    assert set(BROKEN) == {violation.id for violation in VIOLATIONS}
    for field in ("id", "title"):
        names = Counter(getattr(violation, field) for violation in VIOLATIONS)
        assert max(names.values()) == 1
    for violation in VIOLATIONS:
        assert violation.rule.endswith(".")
        assert violation.must.endswith(".")
        assert re.fullmatch(r"(RFC 7692 )?\d+(\.\d+)*", violation.section)
        assert "section" in violation.must or violation.id == "length-too-long"


def test_what_depends_on_compression():
    without = {violation.id for violation in VIOLATIONS if not violation.breaks(DEFLATE)}
    only_with = {violation.id for violation in VIOLATIONS if not violation.breaks("")}
    assert without == {"rsv1"}
    assert only_with == {"compressed-control", "no-deflate-data"}
