"""Built-in variables, by the names that Postman's users know, and two of our own.

https://learning.postman.com/docs/tests-and-scripts/write-scripts/variables-list/
"""

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address
from random import Random
from string import ascii_letters, ascii_lowercase, digits
from typing import NamedTuple

from inspector.variables import words
from inspector.variables.draw import Counters, Draw
from inspector.variables.values import Scalar, as_text


class Chance(NamedTuple):
    """What a built-in makes its value from."""

    random: Random
    now: datetime
    """UTC; the same for all of one rendering."""
    number: int = 1
    """The number of the counter that is meant."""


class BuiltIn(NamedTuple):
    name: str
    """`$guid`."""
    description: str
    make: Callable[[Chance], Scalar]

    @property
    def example(self) -> str:
        """A value such as it may be now."""
        chance = Chance(Draw(Counters(), seed=1).row(self.name), datetime.now(UTC))
        return as_text(self.make(chance))


def _pick(choices: tuple[str, ...]) -> Callable[[Chance], str]:
    return lambda chance: chance.random.choice(choices)


def _drawn(make: Callable[[Random], Scalar]) -> Callable[[Chance], Scalar]:
    """For values that have nothing to do with time."""
    return lambda chance: make(chance.random)


def _uuid(random: Random) -> str:
    return str(uuid.UUID(int=random.getrandbits(128), version=4))


def _iso(moment: datetime) -> str:
    """As JavaScript's Date.toISOString has it: milliseconds, and Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _milliseconds(chance: Chance) -> int:
    return int(chance.now.timestamp()) * 1000 + chance.now.microsecond // 1000


def _around_now(least: timedelta, most: timedelta) -> Callable[[Chance], str]:
    return lambda chance: _iso(chance.now + least + (most - least) * chance.random.random())


def _some(random: Random, choices: tuple[str, ...], least: int, most: int) -> str:
    return " ".join(random.choices(choices, k=random.randint(least, most)))


def _sentence(random: Random) -> str:
    return _some(random, words.LOREM, 4, 10).capitalize() + "."


def _sentences(random: Random) -> str:
    return " ".join(_sentence(random) for _ in range(random.randint(3, 5)))


def _full_name(random: Random) -> str:
    return f"{random.choice(words.FIRST_NAMES)} {random.choice(words.LAST_NAMES)}"


def _user_name(random: Random) -> str:
    first, last = _full_name(random).split()
    return f"{first}.{last}{random.randint(1, 99)}"


def _domain(random: Random) -> str:
    return f"{random.choice(words.NOUNS)}.example.{random.choice(words.DOMAIN_SUFFIXES)}"


def _email(random: Random) -> str:
    return f"{_user_name(random).lower()}@example.{random.choice(words.DOMAIN_SUFFIXES)}"


def _url(random: Random) -> str:
    return f"{random.choice(words.PROTOCOLS)}://{_domain(random)}"


def _file_name(random: Random) -> str:
    name = f"{random.choice(words.ADJECTIVES)}_{random.choice(words.NOUNS)}"
    return f"{name}.{random.choice(words.FILE_EXTENSIONS)}"


def _phone(random: Random) -> str:
    return f"{random.randint(200, 999)}-555-{random.randint(0, 9999):04}"


def _product(random: Random) -> str:
    adjective = random.choice(words.ADJECTIVES).capitalize()
    return f"{adjective} {random.choice(words.MATERIALS)} {random.choice(words.PRODUCTS)}"


def _phrase(random: Random) -> str:
    adjective, noun = random.choice(words.ADJECTIVES), random.choice(words.NOUNS)
    return f"{random.choice(words.VERBS).capitalize()} the {adjective} {noun}!"


_YEAR = timedelta(days=365)
_DAY = timedelta(days=1)
_NO_TIME = timedelta(0)
_CURRENCIES = tuple(words.CURRENCIES.values())

_TABLE = (
    # What messages have most often.
    BuiltIn("$guid", "A UUID, version 4", _drawn(_uuid)),
    BuiltIn("$randomUUID", "A UUID, version 4", _drawn(_uuid)),
    BuiltIn("$counter", "1, and one more with each sending",
            lambda chance: chance.number),
    BuiltIn("$timestamp", "Now, in seconds since 1970", lambda c: int(c.now.timestamp())),
    BuiltIn("$timestampMs", "Now, in milliseconds since 1970", _milliseconds),
    BuiltIn("$isoTimestamp", "Now, as ISO 8601 in UTC", lambda chance: _iso(chance.now)),
    # Numbers, text, colours.
    BuiltIn("$randomInt", "An integer from 0 to 1000", _drawn(lambda r: r.randint(0, 1000))),
    BuiltIn("$randomBoolean", "true or false", _drawn(lambda r: r.random() < 0.5)),
    BuiltIn("$randomAlphaNumeric", "A letter or a digit",
            _drawn(lambda r: r.choice(ascii_lowercase + digits))),
    BuiltIn("$randomPassword", "15 letters and digits, to try out with",
            _drawn(lambda r: "".join(r.choices(ascii_letters + digits, k=15)))),
    BuiltIn("$randomColor", "The name of a colour", _pick(words.COLOURS)),
    BuiltIn("$randomHexColor", "A colour as CSS writes it",
            _drawn(lambda r: f"#{r.getrandbits(24):06x}")),
    BuiltIn("$randomAbbreviation", "An abbreviation", _pick(words.ABBREVIATIONS)),
    BuiltIn("$randomWord", "A word", _pick(words.ADJECTIVES + words.NOUNS + words.VERBS)),
    BuiltIn("$randomWords", "Two to five words",
            _drawn(lambda r: _some(r, words.ADJECTIVES + words.NOUNS + words.VERBS, 2, 5))),
    BuiltIn("$randomNoun", "A noun", _pick(words.NOUNS)),
    BuiltIn("$randomVerb", "A verb", _pick(words.VERBS)),
    BuiltIn("$randomAdjective", "An adjective", _pick(words.ADJECTIVES)),
    BuiltIn("$randomPhrase", "A phrase", _drawn(_phrase)),
    BuiltIn("$randomLoremWord", "A word of lorem ipsum", _pick(words.LOREM)),
    BuiltIn("$randomLoremWords", "Three words of lorem ipsum",
            _drawn(lambda r: _some(r, words.LOREM, 3, 3))),
    BuiltIn("$randomLoremSentence", "A sentence of lorem ipsum", _drawn(_sentence)),
    BuiltIn("$randomLoremSentences", "A few sentences of lorem ipsum", _drawn(_sentences)),
    BuiltIn("$randomLoremParagraph", "A paragraph of lorem ipsum", _drawn(_sentences)),
    BuiltIn("$randomLoremSlug", "Words with hyphens between them",
            _drawn(lambda r: _some(r, words.LOREM, 3, 3).replace(" ", "-"))),
    # The net. Domains and addresses of mail end in example.com, .net, .org: they reach nobody.
    BuiltIn("$randomIP", "An IPv4 address", _drawn(lambda r: str(IPv4Address(r.getrandbits(32))))),
    BuiltIn("$randomIPV6", "An IPv6 address",
            _drawn(lambda r: IPv6Address(r.getrandbits(128)).exploded)),
    BuiltIn("$randomMACAddress", "A MAC address", _drawn(lambda r: r.randbytes(6).hex(":"))),
    BuiltIn("$randomUrl", "A URL at an example domain", _drawn(_url)),
    BuiltIn("$randomProtocol", "http or https", _pick(words.PROTOCOLS)),
    BuiltIn("$randomDomainName", "A domain below example.com, .net or .org", _drawn(_domain)),
    BuiltIn("$randomDomainSuffix", "com, net or org", _pick(words.DOMAIN_SUFFIXES)),
    BuiltIn("$randomDomainWord", "A label of a domain", _pick(words.NOUNS)),
    BuiltIn("$randomEmail", "An address of mail that reaches nobody", _drawn(_email)),
    BuiltIn("$randomExampleEmail", "An address of mail that reaches nobody", _drawn(_email)),
    BuiltIn("$randomUserName", "A user name", _drawn(_user_name)),
    BuiltIn("$randomUserAgent", "A browser's User-Agent", _pick(words.USER_AGENTS)),
    BuiltIn("$randomSemver", "A version, as in semver.org",
            _drawn(lambda r: ".".join(str(r.randint(0, 9)) for _ in range(3)))),
    BuiltIn("$randomLocale", "A language's code (ISO 639-1)", _pick(words.LOCALES)),
    BuiltIn("$randomFileName", "The name of a file", _drawn(_file_name)),
    BuiltIn("$randomFileExt", "A file's extension", _pick(words.FILE_EXTENSIONS)),
    # People and places.
    BuiltIn("$randomFirstName", "A first name", _pick(words.FIRST_NAMES)),
    BuiltIn("$randomLastName", "A last name", _pick(words.LAST_NAMES)),
    BuiltIn("$randomFullName", "A first and a last name", _drawn(_full_name)),
    BuiltIn("$randomNamePrefix", "A title", _pick(words.NAME_PREFIXES)),
    BuiltIn("$randomNameSuffix", "What may follow a name", _pick(words.NAME_SUFFIXES)),
    BuiltIn("$randomJobTitle", "A profession", _pick(words.JOB_TITLES)),
    BuiltIn("$randomPhoneNumber", "A telephone number that nobody has", _drawn(_phone)),
    BuiltIn("$randomPhoneNumberExt", "The same with a prefix",
            _drawn(lambda r: f"{r.randint(10, 99)}-{_phone(r)}")),
    BuiltIn("$randomCity", "A city", _pick(words.CITIES)),
    BuiltIn("$randomStreetName", "A street", _pick(words.STREETS)),
    BuiltIn("$randomStreetAddress", "A street and number",
            _drawn(lambda r: f"{r.randint(1, 200)} {r.choice(words.STREETS)}")),
    BuiltIn("$randomCountry", "A country", _pick(tuple(words.COUNTRIES.values()))),
    BuiltIn("$randomCountryCode", "A country's code (ISO 3166-1 alpha-2)",
            _pick(tuple(words.COUNTRIES))),
    BuiltIn("$randomLatitude", "A latitude, in degrees",
            _drawn(lambda r: round(r.uniform(-90, 90), 4))),
    BuiltIn("$randomLongitude", "A longitude, in degrees",
            _drawn(lambda r: round(r.uniform(-180, 180), 4))),
    # Trade.
    BuiltIn("$randomPrice", "A price from 0.00 to 1000.00",
            _drawn(lambda r: f"{r.uniform(0, 1000):.2f}")),
    BuiltIn("$randomCurrencyCode", "A currency's code (ISO 4217)", _pick(tuple(words.CURRENCIES))),
    BuiltIn("$randomCurrencyName", "A currency", _drawn(lambda r: r.choice(_CURRENCIES)[0])),
    BuiltIn("$randomCurrencySymbol", "A currency's symbol",
            _drawn(lambda r: r.choice(_CURRENCIES)[1])),
    BuiltIn("$randomBankAccount", "The eight digits of an account",
            _drawn(lambda r: f"{r.randint(0, 99_999_999):08}")),
    BuiltIn("$randomCreditCardMask", "The last four digits of a card",
            _drawn(lambda r: f"{r.randint(0, 9999):04}")),
    BuiltIn("$randomTransactionType", "A kind of transaction", _pick(words.TRANSACTION_TYPES)),
    BuiltIn("$randomCompanyName", "A company",
            _drawn(lambda r: f"{r.choice(words.LAST_NAMES)} {r.choice(words.COMPANY_SUFFIXES)}")),
    BuiltIn("$randomCompanySuffix", "What ends a company's name", _pick(words.COMPANY_SUFFIXES)),
    BuiltIn("$randomDepartment", "A department of a shop", _pick(words.DEPARTMENTS)),
    BuiltIn("$randomProduct", "A product", _pick(words.PRODUCTS)),
    BuiltIn("$randomProductName", "A product, with what it is made of", _drawn(_product)),
    # Dates, as $isoTimestamp writes them.
    BuiltIn("$randomDateRecent", "Within the last day", _around_now(-_DAY, _NO_TIME)),
    BuiltIn("$randomDatePast", "Within the last year", _around_now(-_YEAR, _NO_TIME)),
    BuiltIn("$randomDateFuture", "Within the next year", _around_now(_NO_TIME, _YEAR)),
    BuiltIn("$randomMonth", "A month", _pick(words.MONTHS)),
    BuiltIn("$randomWeekday", "A day of the week", _pick(words.WEEKDAYS)),
)  # fmt: skip

BUILT_INS: Mapping[str, BuiltIn] = {built_in.name: built_in for built_in in _TABLE}
