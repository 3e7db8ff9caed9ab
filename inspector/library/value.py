"""What the library's files hold: values that say of themselves what they accept."""

import msgspec

Scalar = str | int | float | bool
"""A variable's value; in a file TOML's own types."""


class Value(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Compared and hashed by its fields. Only what differs from its default is written."""
