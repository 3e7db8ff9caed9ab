"""What the library's files hold: values that say of themselves what they accept."""

from typing import Annotated

import msgspec

Scalar = str | int | float | bool
"""A variable's value; in a file TOML's own types."""
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]
Times = Annotated[int, msgspec.Meta(ge=1)]
CloseCode = Annotated[int, msgspec.Meta(ge=0, le=0xFFFF)]
"""As it fits into a Close frame (RFC 6455 section 5.5.1), lawful or not."""
TemplatePath = Annotated[str, msgspec.Meta(extra={"refers": "template"})]
EndpointPath = Annotated[str, msgspec.Meta(extra={"refers": "endpoint"})]
"""Followed where what they refer to is renamed or moved."""


class Value(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Compared and hashed by its fields. Only what differs from its default is written."""
