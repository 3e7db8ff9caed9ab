"""The words of the built-ins: sample data that is plainly sample data."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_NAMES = _words(
    "Ada Alan Barbara Chidi Clara Dennis Edith Emil Fatima Grace Hana Hedy Ines Ivan Jun Karen"
    " Ken Lena Linus Maya Milan Nadia Niklaus Noor Omar Priya Radia Ren Sofia Tim Yuki Zoe"
)
LAST_NAMES = _words(
    "Adeyemi Baker Bergman Castillo Dubois Ferrari Haddad Hopper Ivanov Jansen Kim Kowalski"
    " Lamarr Lopez Lovelace Moreau Nakamura Novak Okafor Patel Perlman Rossi Sato Schmidt Silva"
    " Smith Thompson Turing Weber Wirth Yilmaz Zhang"
)
NAME_PREFIXES = ("Mr.", "Mrs.", "Ms.", "Mx.", "Dr.", "Prof.")
NAME_SUFFIXES = ("Jr.", "Sr.", "I", "II", "III", "MD", "PhD")
JOB_TITLES = (
    "Backend Developer", "Data Engineer", "Frontend Developer", "Network Engineer",
    "Product Manager", "Release Engineer", "Security Analyst", "Site Reliability Engineer",
    "Support Engineer", "Test Engineer",
)  # fmt: skip

CITIES = (
    "Accra", "Amsterdam", "Bergen", "Bogota", "Busan", "Casablanca", "Chicago", "Dublin", "Geneva",
    "Hanoi", "Istanbul", "Kyoto", "Leipzig", "Lima", "Lisbon", "Melbourne", "Montreal", "Mumbai",
    "Nairobi", "Osaka", "Porto", "Prague", "Quito", "Seville", "Tallinn", "Toronto", "Vienna",
    "Warsaw", "Zurich",
)  # fmt: skip
COUNTRIES = {
    "AR": "Argentina", "AT": "Austria", "AU": "Australia", "BR": "Brazil", "CA": "Canada",
    "CH": "Switzerland", "CL": "Chile", "CZ": "Czechia", "DE": "Germany", "EE": "Estonia",
    "EG": "Egypt", "ES": "Spain", "FI": "Finland", "FR": "France", "GB": "United Kingdom",
    "GH": "Ghana", "IE": "Ireland", "IN": "India", "IT": "Italy", "JP": "Japan", "KE": "Kenya",
    "KR": "South Korea", "MA": "Morocco", "MX": "Mexico", "NG": "Nigeria", "NL": "Netherlands",
    "NO": "Norway", "NZ": "New Zealand", "PE": "Peru", "PL": "Poland", "PT": "Portugal",
    "SE": "Sweden", "TR": "Türkiye", "UA": "Ukraine", "US": "United States", "VN": "Vietnam",
    "ZA": "South Africa",
}  # fmt: skip
STREETS = (
    "Birch Lane", "Bridge Street", "Canal Street", "Castle Road", "Church Street", "Garden Avenue",
    "Harbour Road", "High Street", "Lake Drive", "Main Street", "Market Square", "Mill Lane",
    "Park Avenue", "School Road", "Station Road", "Victoria Street",
)  # fmt: skip
LOCALES = _words("ar bn cs da de el en es et fi fr he hi hu id it ja ko nl pl pt ro sv tr zh")

CURRENCIES = {
    "AUD": ("Australian Dollar", "$"), "BRL": ("Brazilian Real", "R$"),
    "CAD": ("Canadian Dollar", "$"), "CHF": ("Swiss Franc", "CHF"), "CNY": ("Yuan Renminbi", "¥"),
    "CZK": ("Czech Koruna", "Kč"), "DKK": ("Danish Krone", "kr"), "EUR": ("Euro", "€"),
    "GBP": ("Pound Sterling", "£"), "INR": ("Indian Rupee", "₹"), "JPY": ("Yen", "¥"),
    "KRW": ("Won", "₩"), "NOK": ("Norwegian Krone", "kr"), "PLN": ("Zloty", "zł"),
    "SEK": ("Swedish Krona", "kr"), "TRY": ("Turkish Lira", "₺"), "USD": ("US Dollar", "$"),
    "ZAR": ("Rand", "R"),
}  # fmt: skip
TRANSACTION_TYPES = ("deposit", "invoice", "payment", "refund", "withdrawal")
COMPANY_SUFFIXES = ("Inc", "LLC", "Group", "and Sons", "Ltd")
DEPARTMENTS = ("Books", "Clothing", "Electronics", "Garden", "Grocery", "Music", "Sports", "Toys")
PRODUCTS = ("Bike", "Chair", "Clock", "Cup", "Hat", "Keyboard", "Lamp", "Shoes", "Table", "Towel")
MATERIALS = ("Bamboo", "Cotton", "Glass", "Granite", "Leather", "Oak", "Rubber", "Steel", "Wool")

ADJECTIVES = _words(
    "active ancient brave calm cosmic distant eager early fluid gentle hidden idle late lively"
    " loud narrow open patient quick quiet rapid remote silent simple solid steady virtual wide"
)
NOUNS = _words(
    "anchor array beacon bridge buffer cable channel circuit cloud engine feed frame gateway"
    " harbour index kernel lantern matrix meadow message orchard packet panel pixel port protocol"
    " river sensor signal socket stream system"
)
VERBS = _words(
    "bypass calculate compress connect copy forward index navigate override parse program"
    " quantify read reboot send subscribe synthesize transmit"
)
ABBREVIATIONS = _words("API CSS DNS GB HTTP IP JSON PNG RAM SMTP SQL SSD TCP TLS UDP USB UTF XML")
COLOURS = _words(
    "azure black blue cyan fuchsia gold green grey indigo ivory lavender lime magenta maroon mint"
    " olive orange orchid pink plum purple red salmon silver tan teal turquoise violet white"
    " yellow"
)
LOREM = _words(
    "ad adipisci aliquam amet animi aperiam asperiores aut autem beatae commodi consequatur"
    " cupiditate debitis delectus deserunt dicta dolor dolorem ducimus ea eaque eligendi enim eos"
    " error est et eum eveniet ex explicabo facere fuga fugit harum id illo illum impedit in ipsa"
    " ipsum iste itaque iure labore laborum laudantium libero magnam maiores maxime minima modi"
    " molestiae nam natus nemo neque nihil nobis non nostrum nulla numquam odio officia omnis"
    " optio pariatur perferendis porro quae quam quas quasi qui quia quibusdam quis quo quos"
    " ratione recusandae rem repellat rerum saepe sapiente sed sequi similique sint sit soluta"
    " sunt tempora tempore temporibus tenetur totam ullam unde ut vel velit veniam veritatis vero"
    " vitae voluptas"
)

DOMAIN_SUFFIXES = ("com", "net", "org")
"""Of example.com, example.net and example.org, which belong to nobody (RFC 2606)."""
PROTOCOLS = ("http", "https")
USER_AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0",
)
MONTHS = _words(
    "January February March April May June July August September October November December"
)
WEEKDAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
FILE_EXTENSIONS = ("csv", "html", "jpg", "json", "mp3", "pdf", "png", "txt", "xml", "zip")
