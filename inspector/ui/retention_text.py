"""What is said of recordings that were deleted, and of the limit that they are kept within."""

from inspector.recording.retention import Pruned, Usage
from inspector.ui.text import byte_count, count
from inspector.wire.options.sizes import split_size

LIMIT_UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12}


def limit_text(limit: int) -> str:
    """`5 GB` of 5000000000."""
    amount, unit = split_size(limit, LIMIT_UNITS)
    return f"{amount:,} {unit}"


def usage_text(usage: Usage) -> str:
    """`12 recordings, 1.3 GB`."""
    return f"{count(usage.recordings, 'recording')}, {byte_count(usage.size)}"


def deleted_text(deleted: Usage, limit: int | None) -> str:
    """What is gone, and why: the limit, or None where the person wanted it so."""
    if not deleted.recordings:
        return ""
    reason = "" if limit is None else f" to keep within {limit_text(limit)}"
    return f"{usage_text(deleted)}, deleted{reason}."


def trouble_text(pruned: Pruned, limit: int | None) -> str:
    """What is still there, and should not be; empty where all is well."""
    sentences = []
    if limit is None and pruned.open.recordings:
        are = "is" if pruned.open.recordings == 1 else "are"
        stay = f"{count(pruned.open.recordings, 'recording')} {are} open and not deleted."
        sentences.append(stay)
    elif limit is not None and pruned.open.size > limit:
        sentences.append(
            f"What is open takes {byte_count(pruned.open.size)} by itself, more than "
            f"{limit_text(limit)}."
        )
    if pruned.refused:
        name, why = pruned.refused[0]
        more = len(pruned.refused) - 1
        others = f" So it is with {count(more, 'other')}." if more else ""
        sentences.append(f"{name} cannot be deleted: {why}.{others}")
    return " ".join(sentences)
