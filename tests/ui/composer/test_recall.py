"""Up and Down through what was sent, as in a shell."""

from inspector.ui.composer.recall import MAX_CHARACTERS, Recall


def text(content: str) -> tuple[str, str]:
    return "text", content


def sent(*contents: str) -> Recall:
    recall = Recall()
    for content in contents:
        recall.add(text(content))
    return recall


def test_back_to_the_oldest_and_forth_to_the_draft() -> None:
    recall = sent("one", "two")
    assert recall.older(text("draft")) == text("two")
    assert recall.older(text("two")) == text("one")
    assert recall.older(text("one")) is None
    assert recall.newer(text("one")) == text("two")
    assert recall.newer(text("two")) == text("draft")
    assert recall.newer(text("draft")) is None


def test_nothing_was_sent() -> None:
    recall = Recall()
    assert recall.older(text("draft")) is None
    assert recall.newer(text("draft")) is None


def test_what_was_just_sent_and_is_still_there_is_passed_over() -> None:
    recall = sent("one", "two")
    assert recall.older(text("two")) == text("one")
    assert recall.newer(text("one")) == text("two")
    assert recall.newer(text("two")) == text("two")
    assert sent("one").older(text("one")) is None


def test_a_recalled_entry_that_was_edited_becomes_the_draft() -> None:
    recall = sent("one", "two")
    recall.older(text(""))
    assert recall.older(text("two, edited")) == text("one")
    assert recall.newer(text("one")) == text("two")
    assert recall.newer(text("two")) == text("two, edited")


def test_sending_returns_to_the_draft_and_repeats_count_once() -> None:
    recall = sent("one", "two", "two")
    recall.older(text(""))
    recall.add(text("three"))
    assert recall.older(text("")) == text("three")
    assert recall.older(text("three")) == text("two")
    assert recall.older(text("two")) == text("one")


def test_large_messages_do_not_stay_for_ever() -> None:
    recall = sent("small", "x" * MAX_CHARACTERS, "new")
    assert recall.older(text("")) == text("new")
    assert recall.older(text("new")) is None
