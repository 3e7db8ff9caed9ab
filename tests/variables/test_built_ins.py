import ipaddress
import re
import time
import uuid
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from inspector.variables import BUILT_INS, Counters, Draw, Scopes, render
from inspector.variables.built_ins import Chance

NOW = datetime(2026, 1, 2, 3, 4, 5, 678_901, tzinfo=UTC)
ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"


def made(name: str, seed: int = 0) -> str | int | float | bool:
    return BUILT_INS[name].make(Chance(Random(seed), NOW))


@pytest.mark.parametrize("name", BUILT_INS)
def test_each_has_a_name_words_and_values_that_fit_into_a_message(name: str) -> None:
    built_in = BUILT_INS[name]
    assert re.fullmatch(r"\$[a-z]\w+", name)
    assert built_in.name == name
    assert built_in.description
    assert built_in.example
    for seed in range(50):
        assert str(made(name, seed)).isprintable()
        assert made(name, seed) == made(name, seed)


@pytest.mark.parametrize(
    "name", [name for name in BUILT_INS if "random" in name or name == "$guid"]
)
def test_chance_is_chance(name: str) -> None:
    assert len({made(name, seed) for seed in range(50)}) > 1


def test_now() -> None:
    assert made("$timestamp") == 1_767_323_045
    assert made("$timestampMs") == 1_767_323_045_678
    assert made("$isoTimestamp") == "2026-01-02T03:04:05.678Z"


def test_now_is_the_moment_of_rendering() -> None:
    before = time.time()
    text = render("{{$timestampMs}} {{$timestampMs}}", Scopes(), Draw(Counters())).text
    first, second = (int(part) for part in text.split())
    assert first == second
    assert before * 1000 - 1 <= first <= time.time() * 1000 + 1


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("$randomAlphaNumeric", "[a-z0-9]"), ("$randomPassword", "[A-Za-z0-9]{15}"),
        ("$randomHexColor", "#[0-9a-f]{6}"), ("$randomMACAddress", "([0-9a-f]{2}:){5}[0-9a-f]{2}"),
        ("$randomSemver", r"\d\.\d\.\d"), ("$randomPrice", r"\d{1,4}\.\d\d"),
        ("$randomCurrencyCode", "[A-Z]{3}"), ("$randomCountryCode", "[A-Z]{2}"),
        ("$randomLocale", "[a-z]{2}"), ("$randomBankAccount", r"\d{8}"),
        ("$randomPhoneNumber", r"\d{3}-555-\d{4}"),
        ("$randomPhoneNumberExt", r"\d\d-\d{3}-555-\d{4}"),
        ("$randomUrl", r"https?://\w+\.example\.(com|net|org)"),
        ("$randomDomainName", r"\w+\.example\.(com|net|org)"),
        ("$randomEmail", r"[\w.]+@example\.(com|net|org)"), ("$randomUserName", r"\w+\.\w+"),
        ("$randomFullName", r"\w+ \w+"), ("$randomWords", r"(\w+ ){1,4}\w+"),
        ("$randomLoremSentence", r"[A-Z][a-z ]+\."), ("$randomLoremSlug", r"\w+-\w+-\w+"),
        ("$randomFileName", r"\w+\.\w+"), ("$randomProductName", r"\w+ \w+ \w+"),
    ],
)  # fmt: skip
def test_what_they_look_like(name: str, pattern: str) -> None:
    for seed in range(50):
        assert re.fullmatch(pattern, str(made(name, seed)))


def test_identifiers_and_addresses_are_valid() -> None:
    for seed in range(50):
        for name in ("$guid", "$randomUUID"):
            value = uuid.UUID(str(made(name, seed)))
            assert (value.version, value.variant) == (4, uuid.RFC_4122)
        ipaddress.IPv4Address(made("$randomIP", seed))
        ipaddress.IPv6Address(made("$randomIPV6", seed))
        assert 0 <= int(made("$randomInt", seed)) <= 1000
        assert isinstance(made("$randomBoolean", seed), bool)
        assert -90 <= float(made("$randomLatitude", seed)) <= 90
        assert -180 <= float(made("$randomLongitude", seed)) <= 180


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("$randomDateRecent", -1, 0), ("$randomDatePast", -365, 0), ("$randomDateFuture", 0, 365)],
)
def test_dates(name: str, least: int, most: int) -> None:
    for seed in range(50):
        text = str(made(name, seed))
        assert re.fullmatch(ISO, text)
        moment = datetime.fromisoformat(text)
        margin = timedelta(milliseconds=1)
        assert timedelta(least) - margin <= moment - NOW <= timedelta(most) + margin
