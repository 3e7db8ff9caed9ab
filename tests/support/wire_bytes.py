"""Frames as bytes, lawful or not, and bytes cut anywhere."""

import itertools
import zlib

from hypothesis import strategies as st

from inspector.events.frame import apply_mask

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


def header(first: int, length: int, key: bytes = b"", form: int = 0) -> bytes:
    """`first` is FIN, RSV and opcode; `form` is 0 for the shortest length, else 126 or 127."""
    form = form or (length if length < 126 else 126 if length < 1 << 16 else 127)
    extended = {126: 2, 127: 8}.get(form, 0)
    start = bytes((first, (0x80 if key else 0) | form))
    return start + (length.to_bytes(extended, "big") if extended else b"") + key


def frame(
    opcode: int,
    payload: bytes = b"",
    *,
    fin: bool = True,
    rsv: int = 0,
    key: bytes = b"",
    form: int = 0,
    declared: int | None = None,
) -> bytes:
    """A frame byte for byte; `declared` announces another length than the payload has."""
    length = len(payload) if declared is None else declared
    body = apply_mask(payload, key) if key else payload
    return header(fin << 7 | rsv << 4 | opcode, length, key, form) + body


def close(code: int, reason: str = "") -> bytes:
    """A Close frame."""
    return frame(CLOSE, code.to_bytes(2, "big") + reason.encode())


def cut(data: bytes, places: list[int]) -> list[bytes]:
    """`data` cut at `places`, each taken modulo its length."""
    ends = sorted({place % (len(data) + 1) for place in places} | {0, len(data)})
    return [data[start:end] for start, end in itertools.pairwise(ends)]


def bytewise(data: bytes) -> list[bytes]:
    """Every byte by itself, so that no frame is ever there whole."""
    return [data[at : at + 1] for at in range(len(data))]


def cuts() -> st.SearchStrategy[list[int]]:
    """Where to cut a stream of bytes."""
    return st.lists(st.integers(0, 1 << 16), max_size=30)


_KEYS = st.just(b"") | st.binary(min_size=4, max_size=4)
_PAYLOADS = st.binary(max_size=140) | st.integers(120, 70_000).map(lambda size: b"\xab" * size)


@st.composite
def any_frames(draw: st.DrawFn) -> bytes:
    """Frames with well-formed lengths, but else with any bits at all."""
    return b"".join(
        frame(
            draw(st.integers(0, 15)),
            draw(_PAYLOADS),
            fin=draw(st.booleans()),
            rsv=draw(st.integers(0, 7)),
            key=draw(_KEYS),
        )
        for _ in range(draw(st.integers(0, 8)))
    )


@st.composite
def lawful_stream(draw: st.DrawFn) -> bytes:
    """What a lawful server may send: messages, whole or in fragments, controls anywhere."""
    stream = []
    for _ in range(draw(st.integers(0, 6))):
        opcode = draw(st.sampled_from((TEXT, BINARY)))
        content = draw(st.text(max_size=200).map(str.encode) if opcode == TEXT else _PAYLOADS)
        pieces = cut(content, draw(st.lists(st.integers(0, 1 << 16), max_size=3))) or [b""]
        for number, piece in enumerate(pieces):
            if draw(st.integers(0, 3)) == 0:
                control = draw(st.sampled_from((PING, PONG)))
                stream.append(frame(control, draw(st.binary(max_size=125))))
            last = number == len(pieces) - 1
            stream.append(frame(CONTINUATION if number else opcode, piece, fin=last))
    return b"".join(stream)


_TEXTS = ("", "price 1.25", "ünï", "きょう", "x" * 126)
_CONTENTS = (*map(str.encode, _TEXTS), b"\xff", b"a\x81", "ü".encode()[:1], bytes(range(126, 256)))


@st.composite
def floods(draw: st.DrawFn) -> bytes:
    """Many frames alike, and then others: whole messages, compressed ones, fragments, pings.

    Now and then one is in the wrong place, no UTF-8, no DEFLATE data, or ends its DEFLATE stream.
    """
    deflate = zlib.compressobj(wbits=-15)

    def compressed(content: bytes) -> bytes:
        return (deflate.compress(content) + deflate.flush(zlib.Z_SYNC_FLUSH))[:-4]

    def ended(content: bytes) -> bytes:
        ending = zlib.compressobj(wbits=-15)
        return ending.compress(content) + ending.flush()

    stream = []
    for _ in range(draw(st.integers(0, 4))):
        first = draw(st.sampled_from((0x81, 0x82, 0xC1, 0xC2, 0x01, 0x42, 0x00, 0x80, 0x89, 0x8A)))
        contents = draw(st.lists(st.sampled_from(_CONTENTS), min_size=1, max_size=5))
        for content in contents * draw(st.sampled_from((1, 4))):
            payload = content
            if first & 0x40:
                odd = draw(st.sampled_from((compressed,) * 30 + (ended, bytes)))
                payload = odd(content)
            elif first & 0x08:
                payload = content[:125]
            stream.append(header(first, len(payload)) + payload)
    return b"".join(stream)
