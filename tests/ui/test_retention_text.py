"""What is said of recordings that were deleted, in full sentences."""

import pytest

from inspector.recording.retention import Pruned, Refusal, Usage
from inspector.ui.retention_text import deleted_text, limit_text, trouble_text, usage_text

GB = 10**9
NOTHING = Usage()


def pruned(*, open_: Usage = NOTHING, refused: tuple[Refusal, ...] = ()) -> Pruned:
    return Pruned((), 0, open_, open_, refused)


@pytest.mark.parametrize(
    ("limit", "text"),
    [(5 * GB, "5 GB"), (1500 * 10**6, "1,500 MB"), (2 * 10**12, "2 TB")],
)
def test_a_limit(limit: int, text: str) -> None:
    assert limit_text(limit) == text


def test_how_much_there_is() -> None:
    assert usage_text(Usage(12, 1_300_000_000)) == "12 recordings, 1.3 GB"
    assert usage_text(Usage(1, 812)) == "1 recording, 812 B"


def test_what_is_gone() -> None:
    gone = Usage(12, 1_300_000_000)
    assert deleted_text(gone, 5 * GB) == "12 recordings, 1.3 GB, deleted to keep within 5 GB."
    assert deleted_text(gone, None) == "12 recordings, 1.3 GB, deleted."
    assert deleted_text(Usage(), 5 * GB) == ""


def test_what_stays() -> None:
    assert trouble_text(pruned(), 5 * GB) == ""
    assert trouble_text(pruned(open_=Usage(2, 5 * GB)), 5 * GB) == "", "within the limit"
    assert (
        trouble_text(pruned(open_=Usage(2, 6 * GB)), 5 * GB)
        == "What is open takes 6.0 GB by itself, more than 5 GB."
    )
    assert trouble_text(pruned(open_=Usage(1, 5)), None) == "1 recording is open and not deleted."
    assert trouble_text(pruned(open_=Usage(2, 5)), None) == "2 recordings are open and not deleted."


def test_what_could_not_be_deleted() -> None:
    refused = (Refusal("a.wsrec", "it is write-protected"), Refusal("b.wsrec", "broken"))
    assert (
        trouble_text(pruned(refused=refused[:1]), None)
        == "a.wsrec cannot be deleted: it is write-protected."
    )
    assert (
        trouble_text(pruned(refused=refused), 5 * GB)
        == "a.wsrec cannot be deleted: it is write-protected. So it is with 1 other."
    )
