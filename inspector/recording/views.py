"""The views of a recording, for people with a SQL shell: every frame a row again."""

_OCTETS = f"x'{bytes(range(256)).hex()}'"


def _octet(blob: str, position: str) -> str:
    """The value of the byte of `blob` at `position`, counted from 0: SQLite has no word for it."""
    return f"(instr(octets, substr({blob}, {position} + 1, 1)) - 1)"


def _number(blob: str, position: str, *places: int) -> str:
    """That of the bytes at `position` and the places after it, which are given by their weights."""
    octets = (_octet(blob, f"{position} + {place}") for place in range(len(places)))
    return " + ".join(
        f"({octet} << {weight})" for octet, weight in zip(octets, places, strict=True)
    )


_SHORT = f"({_octet('bytes', 'at + 1')} & 127)"
_HEADER = f"""(2 + CASE {_SHORT} WHEN 126 THEN 2 WHEN 127 THEN 8 ELSE 0 END
        + CASE WHEN {_octet("bytes", "at + 1")} > 127 THEN 4 ELSE 0 END)"""
_PAYLOAD = f"""CASE {_SHORT}
        WHEN 126 THEN {_number("bytes", "at + 2", 8, 0)}
        WHEN 127 THEN {_number("bytes", "at + 2", 56, 48, 40, 32, 24, 16, 8, 0)}
        ELSE {_SHORT} END"""
_TIME = """strftime('%Y-%m-%dT%H:%M:%S', time_ns / 1000000000, 'unixepoch')
        || printf('.%09dZ', time_ns % 1000000000)"""

# A run is taken apart frame by frame: its bytes are fetched with the first one and handed on. In
# the order of seq, so that a query with a LIMIT has its rows at once and few bytes are held.
# WORKAROUND SQLite 3.40 forgets the order of a recursion without a LIMIT where it is joined.
FRAMES = f"""
CREATE VIEW frames AS
WITH RECURSIVE
constant (octets) AS (SELECT {_OCTETS}),
walk (seq, run, number, bytes, inflated, at, inflated_at) AS (
    SELECT seq, seq, -1, NULL, NULL, 0, 0 FROM runs WHERE kind <= 1
    UNION ALL
    SELECT
        run + number + 1,
        run,
        number + 1,
        CASE number WHEN -1 THEN (SELECT substr(wire, position + 1, size)
            FROM blocks WHERE blocks.first = runs.block) ELSE bytes END,
        CASE number WHEN -1 THEN (SELECT substr(decoded, decoded_position + 1, decoded_size)
            FROM blocks WHERE blocks.first = runs.block) ELSE inflated END,
        CASE number WHEN -1 THEN 0 ELSE at + {_HEADER} + {_PAYLOAD} END,
        CASE number WHEN -1 THEN 0
            ELSE inflated_at + {_number("lengths", "number * 4", 0, 8, 16, 24)} END
    FROM walk CROSS JOIN runs ON runs.seq = run CROSS JOIN constant
    WHERE number + 1 < event_count
    ORDER BY 1 LIMIT -1
),
frame AS (
    SELECT
        walk.seq AS seq,
        coalesce(message, walk.seq) AS message,
        connection,
        {_TIME} AS time,
        CASE kind WHEN 0 THEN 'received' ELSE 'sent' END AS direction,
        {_octet("bytes", "at")} AS first,
        size > 1 AND {_octet("bytes", "at + 1")} > 127 AS masked,
        at,
        min(size, at + {_HEADER}) AS start,
        CASE event_count WHEN 1 THEN size ELSE at + {_HEADER} + {_PAYLOAD} END AS stop,
        bytes,
        inflated,
        inflated_at + 1 AS inflated_start,
        {_number("lengths", "number * 4", 0, 8, 16, 24)} AS inflated_length,
        violation
    FROM walk CROSS JOIN runs ON runs.seq = run CROSS JOIN constant WHERE number >= 0
)
SELECT
    seq,
    message,
    connection,
    time,
    direction,
    first >> 7 AS fin,
    first >> 4 & 7 AS rsv,
    first & 15 AS opcode,
    CASE first & 15 WHEN 0 THEN 'continuation' WHEN 1 THEN 'text' WHEN 2 THEN 'binary'
        WHEN 8 THEN 'close' WHEN 9 THEN 'ping' WHEN 10 THEN 'pong' ELSE 'reserved' END AS type,
    CASE WHEN masked AND start - at >= 6
        THEN lower(hex(substr(bytes, start - 3, 4))) END AS masking_key,
    CASE WHEN inflated IS NULL THEN stop - start ELSE inflated_length END AS length,
    stop - start AS wire_length,
    lower(hex(substr(bytes, at + 1, start - at))) AS header,
    coalesce(violation, '') AS violation,
    CASE WHEN inflated IS NULL THEN substr(bytes, start + 1, stop - start)
        ELSE substr(inflated, inflated_start, inflated_length) END AS payload,
    CASE WHEN inflated IS NOT NULL
        THEN substr(bytes, start + 1, stop - start) END AS wire_payload
FROM frame"""  # noqa: S608, fixed text
"""A row a frame; `header` and `masking_key` in hex."""

LOG = f"""
CREATE VIEW log AS
SELECT
    seq,
    connection,
    {_TIME} AS time,
    CASE kind WHEN 2 THEN 'state' WHEN 3 THEN 'request' WHEN 4 THEN 'response'
        ELSE 'problem' END AS kind,
    CASE kind
        WHEN 2 THEN CASE ready_state WHEN 0 THEN 'CONNECTING ' WHEN 1 THEN 'OPEN '
            WHEN 2 THEN 'CLOSING ' ELSE 'CLOSED ' END || states.detail
        WHEN 3 THEN CAST(requests.raw AS TEXT)
        WHEN 4 THEN CAST(responses.raw AS TEXT)
        ELSE code || ': ' || problems.message
    END AS text
FROM runs
    LEFT JOIN states USING (seq)
    LEFT JOIN requests USING (seq)
    LEFT JOIN responses USING (seq)
    LEFT JOIN problems USING (seq)
WHERE kind > 1
UNION ALL
SELECT seq, connection, time, direction, CAST(payload AS TEXT) FROM frames"""  # noqa: S608
"""A row an event, frames among them, as text."""

VIEWS = (FRAMES, LOG)
