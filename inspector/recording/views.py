"""The views of a recording, for people with a SQL shell: every frame a row again."""

_OCTETS = f"x'{bytes(range(256)).hex()}'"


def _octet(blob: str, position: str) -> str:
    """The byte of `blob` at `position`, counted from 1, as a number: SQLite has no word for it."""
    return f"(instr(octets, substr({blob}, {position}, 1)) - 1)"


def _number(blob: str, *positions: str) -> str:
    """That of several bytes, the most significant one first."""
    weights = range(8 * len(positions) - 8, -1, -8)
    octets = [f"({_octet(blob, at)} << {by})" for at, by in zip(positions, weights, strict=True)]
    return f"({' | '.join(octets)})"


_SHORT = f"({_octet('head', '2')} & 127)"
_HEADER_SIZE = f"""2 + CASE {_SHORT} WHEN 126 THEN 2 WHEN 127 THEN 8 ELSE 0 END
            + CASE WHEN {_octet("head", "2")} > 127 THEN 4 ELSE 0 END"""
# Of an unmasked frame; of 8 bytes of length the last 4, for no blob is longer.
_STEP = f"""CASE {_SHORT} WHEN 126 THEN 4 + {_number("head", "3", "4")}
            WHEN 127 THEN 10 + {_number("head", "7", "8", "9", "10")} ELSE 2 + {_SHORT} END"""
_INFLATED_SIZE = _number("lengths", *(f"4 * number + {byte}" for byte in (4, 3, 2, 1)))
_FIRST = _octet("header", "1")
_TIME = """strftime('%Y-%m-%dT%H:%M:%S', time_ns / 1000000000, 'unixepoch')
        || printf('.%09dZ', time_ns % 1000000000)"""

# SQLite copies a blob whole to look at a byte of it, so the walk from frame to frame carries a
# small window of the run with it, and one of its inflated bytes. One row is on its way at any time,
# hence little memory, the order of seq, and rows at once where there is a LIMIT. By turns
# - the next frame is found, where its first bytes are in the window;
# - it is measured: `step` is what it takes of the run, `inflated_size` of the inflated bytes;
# - a window is opened where the next frame begins, in this run or in the next one.
_WINDOW = 16384
_IN_SIGHT = """length(window) >= step + 14
            AND coalesce(length(inflated) >= inflated_size + 4096, 1)"""
_WALK = f"""walk (
    run, frame_count, number, head, header_size, step, at, window,
    inflated_size, inflated_at, inflated
) AS (
    SELECT 1, 0, -1, NULL, 0, 0, 0, NULL, 0, 0, NULL
    UNION ALL -- found
    SELECT
        run, frame_count, number + 1, substr(window, step + 1, 14), NULL, NULL,
        at + step, substr(window, step + 1),
        NULL, inflated_at + inflated_size, substr(inflated, inflated_size + 1)
    FROM walk
    WHERE number + 1 < frame_count AND (step = 0 OR {_IN_SIGHT})
    UNION ALL -- measured
    SELECT
        run, frame_count, number, head, {_HEADER_SIZE}, coalesce({_STEP}, 2),
        at, window, {_INFLATED_SIZE}, inflated_at, inflated
    FROM walk CROSS JOIN constant CROSS JOIN runs ON seq = run
    WHERE step IS NULL
    UNION ALL -- a window further on
    SELECT
        run, frame_count, number, NULL, 0, 0, at + step,
        substr(wire, position + at + step + 1, min(size - at - step + 14, {_WINDOW})),
        0, inflated_at + inflated_size,
        substr(decoded, decoded_position + inflated_at + inflated_size + 1, {_WINDOW})
    FROM walk CROSS JOIN runs ON seq = run CROSS JOIN blocks ON first = block
    WHERE number + 1 < frame_count AND step > 0 AND at + step < size AND NOT ({_IN_SIGHT})
    UNION ALL -- the next run
    SELECT
        seq, event_count, -1, NULL, 0, 0, 0,
        substr(wire, position + 1, min(size + 14, {_WINDOW})),
        0, 0, substr(decoded, decoded_position + 1, {_WINDOW})
    FROM walk CROSS JOIN runs ON seq = run + frame_count CROSS JOIN blocks ON first = block
    WHERE number + 1 = frame_count AND step IS NOT NULL
)"""  # noqa: S608, fixed text

FRAMES = f"""
CREATE VIEW frames AS -- taken from `runs` and `blocks`, the first one first, some 10 us each:
                      -- WHERE seq = n ends at once where there is a LIMIT 1
WITH RECURSIVE
constant (octets) AS (SELECT {_OCTETS}),
{_WALK},
place AS (
    SELECT
        *,
        min(header_size, size) AS begin,
        CASE event_count WHEN 1 THEN size ELSE step END AS stop
    FROM walk CROSS JOIN runs ON seq = run
    WHERE step > 0 AND kind <= 1
),
frame AS (
    SELECT
        run + number AS seq,
        coalesce(message, run + number) AS message,
        connection,
        time_ns,
        kind,
        violation,
        header_size,
        substr(head, 1, begin) AS header,
        CASE WHEN stop <= length(window) THEN substr(window, begin + 1, stop - begin)
            ELSE (SELECT substr(wire, position + at + begin + 1, stop - begin)
                FROM blocks WHERE first = block) END AS wire_payload,
        CASE WHEN inflated_size IS NULL THEN NULL
            WHEN inflated_size = 0 THEN x''
            WHEN inflated_size <= length(inflated) THEN substr(inflated, 1, inflated_size)
            ELSE (SELECT substr(decoded, decoded_position + inflated_at + 1, inflated_size)
                FROM blocks WHERE first = block) END AS inflated
    FROM place
    LIMIT -1 -- else whatever groups or sorts the rows would carry the windows about
)
SELECT
    seq,
    message,
    connection,
    {_TIME} AS time,
    CASE kind WHEN 0 THEN 'received' ELSE 'sent' END AS direction,
    {_FIRST} >> 7 AS fin,
    {_FIRST} >> 4 & 7 AS rsv,
    {_FIRST} & 15 AS opcode,
    CASE {_FIRST} & 15 WHEN 0 THEN 'continuation' WHEN 1 THEN 'text' WHEN 2 THEN 'binary'
        WHEN 8 THEN 'close' WHEN 9 THEN 'ping' WHEN 10 THEN 'pong' ELSE 'reserved' END AS type,
    CASE WHEN {_octet("header", "2")} > 127 AND length(header) = header_size
        THEN lower(hex(substr(header, -4))) END AS masking_key,
    length(coalesce(inflated, wire_payload)) AS length,
    length(wire_payload) AS wire_length,
    lower(hex(header)) AS header,
    coalesce(violation, '') AS violation,
    coalesce(inflated, wire_payload) AS payload,
    CASE WHEN inflated IS NOT NULL THEN wire_payload END AS wire_payload
FROM frame CROSS JOIN constant"""  # noqa: S608, fixed text
"""A row a frame; `header` and `masking_key` in hex."""

LOG = f"""
CREATE VIEW log AS
SELECT
    seq,
    connection,
    {_TIME} AS time,
    CASE kind WHEN 2 THEN 'state' WHEN 3 THEN 'request' WHEN 4 THEN 'response'
        WHEN 5 THEN 'problem' WHEN 6 THEN 'phase' ELSE 'stream' END AS kind,
    CASE kind
        WHEN 2 THEN CASE ready_state WHEN 0 THEN 'CONNECTING ' WHEN 1 THEN 'OPEN '
            WHEN 2 THEN 'CLOSING ' ELSE 'CLOSED ' END || states.detail
        WHEN 3 THEN CAST(requests.raw AS TEXT)
        WHEN 4 THEN CAST(responses.raw AS TEXT)
        WHEN 5 THEN code || ': ' || problems.message
        WHEN 6 THEN rtrim(phases.name || ' ' || phases.detail || ' ' || error)
        ELSE rtrim(stream_events.name || ' ' || stream_events.detail)
    END AS text
FROM runs
    LEFT JOIN states USING (seq)
    LEFT JOIN requests USING (seq)
    LEFT JOIN responses USING (seq)
    LEFT JOIN problems USING (seq)
    LEFT JOIN phases USING (seq)
    LEFT JOIN stream_events USING (seq)
WHERE kind > 1
UNION ALL
SELECT seq, connection, time, direction, CAST(payload AS TEXT) FROM frames"""  # noqa: S608
"""A row an event, frames among them, as text."""

VIEWS = (FRAMES, LOG)
