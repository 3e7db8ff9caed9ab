import pytest

from inspector.events import close_code


@pytest.mark.parametrize(
    ("code", "name", "sendable"),
    [
        (1000, "Normal Closure", True),
        (1005, "No Status Received", False),
        (1006, "Abnormal Closure", False),
        (1014, "Bad Gateway", True),
        (1015, "TLS Handshake", False),
        (1016, "Invalid", False),
        (2999, "Invalid", False),
        (3000, "Registered", True),
        (4999, "Private Use", True),
        (0, "Invalid", False),
        (65535, "Invalid", False),
    ],
)
def test_codes_are_named_and_the_unsendable_told(code: int, name: str, sendable: bool) -> None:
    told = close_code(code)
    assert (told.code, told.name, told.sendable) == (code, name, sendable)
    assert told.meaning
