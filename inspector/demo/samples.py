"""What the demo server says: made-up market data, sentences and bytes, the same in every run."""

import gzip
import math
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime

UNICODE = (
    "English, Ελληνικά, Русский, עברית, العربية, हिन्दी, 日本語, 한국어",
    "👩\u200d🚀 an emoji of three code points, e\u0301 of two, 𝄞 beyond the basic plane",
    "a tab\t, a line\nbreak, a zero width\u200bspace, a bell\a",
    "a right-to-left \u202eoverride\u202c, a byte order mark \ufeff, a NUL \x00",
)

GREETING = (
    "Hello, I am a pretended language model. "
    "Each of my messages is one sentence, sent in fragments as the words come to mind 💭."
)
MUSINGS = (
    "A frame is two bytes of header, at least, and whatever you have to say.",
    "Only the last fragment has FIN set; everything before it promises more.",
    "A client masks what it sends, a server never does, and that is not for secrecy.",
    "Ein Ping verlangt einen Pong, 一問一答, as people say.",
)


def market_data(number: int, now: datetime) -> str:
    """The market-data message `number` (0, 1, ...), as JSON.

    Written by hand, because these numbers must not pass through a float: identifiers above 2**53,
    and decimals whose last zeros count.
    """
    time = now.isoformat(timespec="microseconds")
    head = f'"seq":{9007199254740993 + number},"time":"{time}"'
    drift = math.sin(number / 9) + math.sin(number / 2.3) / 4
    return "{" + _MARKET[number % len(_MARKET)](head, drift) + "}"


def _trade(head: str, drift: float) -> str:
    side = "buy" if drift > 0 else "sell"
    return (
        f'"type":"trade",{head},"symbol":"BTC-USD","price":{64231.10 + 40 * drift:.2f},'
        f'"size":{0.0125 + abs(drift) / 80:.8f},"side":"{side}"'
    )


def _quote(head: str, drift: float) -> str:
    bid = 1.0841 + drift / 1000
    return (
        f'"type":"quote",{head},"symbol":"EUR-USD","bid":{bid:.5f},"ask":{bid + 0.00002:.5f},'
        f'"firm":{"true" if drift > -0.5 else "false"}'
    )


def _book(head: str, drift: float) -> str:
    middle = 3120.5 + 5 * drift
    bids = ",".join(f"[{middle - step / 4:.2f},{step * 1.5:.3f}]" for step in range(1, 6))
    asks = ",".join(f"[{middle + step / 4:.2f},{step * 1.25:.3f}]" for step in range(1, 6))
    return f'"type":"book",{head},"symbol":"ETH-USD","bids":[{bids}],"asks":[{asks}]'


def _settlement(head: str, drift: float) -> str:
    wei = 123456789012345678901234567890 + int(drift * 10**18)
    return f'"type":"settlement",{head},"symbol":"ETH","wei":{wei},"fee":1.50e-7,"note":null'


def _news(head: str, drift: float) -> str:
    arrow = "📈" if drift > 0 else "📉"
    return f'"type":"news",{head},"headline":"日経平均 {arrow} Größe: «schön»","lang":["ja","de"]'


_MARKET: tuple[Callable[[str, float], str], ...] = (
    *(_trade, _quote, _trade, _book, _trade, _quote),
    *(_settlement, _trade, _quote, _news),
)


def words(sentence: str) -> Iterator[str]:
    """`sentence` in pieces as a language model sends them: a word with the space before it."""
    for index, word in enumerate(sentence.split(" ")):
        yield f" {word}" if index else word


def cut_in_characters(text: str) -> Iterator[bytes]:
    """`text` in pieces of three bytes: a fragment need not end where a character does."""
    data = text.encode()
    return (data[start : start + 3] for start in range(0, len(data), 3))


def binary(number: int) -> bytes:
    """The binary message `number` (0, 1, ...): a different kind each time, and random bytes."""
    return _BINARY[number % len(_BINARY)](number)


def _sensor(number: int) -> bytes:
    """A struct, big-endian: identifier, milliseconds, temperature, flags, three 16-bit readings."""
    readings = (number % 1000, 32767 - number % 1000, -(number % 1000))
    return struct.pack(">IQfB3h", 0xC0FFEE, number * 250, 20 + math.sin(number), 0b101, *readings)


def _png(number: int) -> bytes:
    """A PNG of 48 x 32 grey pixels: a wave that moves (W3C PNG specification, section 5)."""
    width, height = 48, 32
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        rows += bytes(int(127 + 127 * math.sin((x + number) / 5 + y / 7)) for x in range(width))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def _json(number: int) -> bytes:
    return f'{{"said":"JSON in a binary message","number":{number}}}'.encode()


def _gzip(number: int) -> bytes:
    return gzip.compress(
        f'{{"said":"gzipped by the application","number":{number}}}'.encode(), mtime=0
    )


def _msgpack(number: int) -> bytes:
    """MessagePack: {"kind": "msgpack", "number": uint32, "ok": true}."""
    number_part = b"\xa6number\xce" + struct.pack(">I", number & 0xFFFFFFFF)
    return b"\x83\xa4kind\xa7msgpack" + number_part + b"\xa2ok\xc3"


def _random(number: int) -> bytes:
    return os.urandom(16 << number % 5)


_BINARY: tuple[Callable[[int], bytes], ...] = (_sensor, _png, _json, _gzip, _msgpack, _random)


def large_json(number: int) -> str:
    """Some 200 KB of JSON, which permessage-deflate makes much smaller."""
    rows = (f'{{"row":{row},"reading":{row * 37 % 1013},"unit":"mV"}}' for row in range(5000))
    return f'{{"type":"large","number":{number},"rows":[{",".join(rows)}]}}'
