"""The figures in words and numbers."""

from inspector.statistics import Distribution, Figures, Flow, Pace, RoundTrips
from inspector.statistics.pace import Amount
from inspector.ui.details.statistics.lines import Line, sections

SECOND = 1_000_000_000
FLOW = Flow(
    frames={"text": 1234, "reserved": 1},
    violations=1,
    wire_bytes=5_000_000,
    wire_payload_bytes=4_000_000,
    payload_bytes=9_000_000,
    compressed_bytes=2_000_000,
    inflated_bytes=7_000_000,
    sizes=Distribution(1000, 2500, 1, 2, 30),
    gaps=Distribution(999, 999_000_000, 0, 87_000, 2_100_000),
    pace=Pace(100, Amount(5, 1500), Amount(7, 2_000_000), Amount(70, 3_000_000)),
    round_trips=RoundTrips(896_000_000, Distribution(1, 896_000_000, *[896_000_000] * 3)),
)
FIGURES = Figures(1235, FLOW, Flow(), 2, 3, 10 * SECOND, 20 * SECOND, is_open=True)


def lines(figures: Figures, now_ns: int | None = None) -> dict[str, Line]:
    found = sections(figures, now_ns)
    return {f"{title}: {line.name.strip()}": line for title, own in found for line in own}


def test_a_line_of_each_kind() -> None:
    found = lines(FIGURES)
    assert found["Traffic: Frames"][1:4] == ("1,235", "0", "1,235")
    assert found["Traffic: text"][1:4] == ("1,234", "0", "1,234")
    assert found["Traffic: Decoded"][1:4] == ("9,000,000 B", "0 B", "9,000,000 B")
    assert found["Traffic: Compression"][1:4] == ("3.50 : 1", "", "")
    assert found["Message size: Mean"][1:4] == ("2 B", "", "")
    assert found["Rate: Messages mean"][1:4] == ("100 /s", "0 /s", "")
    assert found["Rate: Bytes peak"][1:4] == ("3.0 MB/s", "0 B/s", "")
    assert found["Gap between messages: Median"][1:4] == ("87 µs", "", "")
    assert found["Ping round trip: Answered pings"][1:4] == ("1", "", "")
    assert found["Ping round trip: Latest"][1:4] == ("896 ms", "", "")
    assert found["Session: Lasted"][1:4] == ("", "", "10 s")
    assert found["Session: Problems"][1:4] == ("", "", "2")


def test_what_did_not_occur_is_empty() -> None:
    found = lines(FIGURES)
    for name in ("Traffic: ping", "Rate: Messages now", "Rate: Bytes now"):
        assert found[name].is_empty
    assert not found["Traffic: reserved"].is_empty


def test_the_rate_of_now_is_that_of_the_last_full_second() -> None:
    assert lines(FIGURES, 100 * SECOND)["Rate: Messages now"][1:4] == ("7 /s", "0 /s", "")
    assert lines(FIGURES, 101 * SECOND)["Rate: Bytes now"][1:4] == ("1.5 kB/s", "0 B/s", "")
    assert lines(FIGURES, 105 * SECOND)["Rate: Messages now"][1:4] == ("0 /s", "0 /s", "")


def test_a_slow_rate_has_a_decimal() -> None:
    slow = Figures(9, FLOW._replace(sizes=Distribution(1)), Flow(), last_ns=2 * SECOND)
    assert lines(slow)["Rate: Messages mean"].received == "0.5 /s"


def test_the_lines_are_always_the_same() -> None:
    def names(figures: Figures) -> list[list[str]]:
        return [[line.name for line in own] for _, own in sections(figures, None)]

    assert names(Figures()) == names(FIGURES)
