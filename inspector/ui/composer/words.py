"""What was chosen for a sending, in a few words."""

from inspector.automation.wording import match_words
from inspector.library.send_as import Repeat, SendAs
from inspector.ui.text import count


def send_as_words(send_as: SendAs, pieces: int | None = None) -> str:
    """`3 fragments of 1,024 B, 0.2 s apart`; `pieces` is how many come out, where that is known."""
    if send_as.mode == "message":
        return "One message"
    if send_as.mode == "lines":
        words = "A message a line" if pieces is None else f"{count(pieces, 'message')}, one a line"
    else:
        number = "Fragments" if pieces is None else count(pieces, "fragment")
        words = {
            "size": f"{number} of {send_as.size:,} B",
            "count": count(send_as.count, "fragment") if pieces is None else number,
            "marks": f"{number} cut at {send_as.mark}",
        }[send_as.by]
    if send_as.pause:
        words += f", {seconds(send_as.pause)} apart"
    if send_as.ping_between:
        words += ", a ping between"
    return words


def repeat_words(repeat: Repeat | None) -> str:
    """`Every 1 s, 10 times, until a message that contains "ok"`."""
    if repeat is None:
        return "Once"
    words = f"Every {seconds(repeat.interval)}"
    if repeat.jitter:
        words += f" ± {seconds(repeat.jitter)}"
    if repeat.count is not None:
        words += f", {count(repeat.count, 'time')}"
    if repeat.until is not None:
        words += f", until {match_words(repeat.until)}"
    return words


def seconds(duration: float) -> str:
    """`1 s`, `0.25 s`, `1,500 s`."""
    return f"{duration:,.3f}".rstrip("0").rstrip(".") + " s"
