"""The parameters of permessage-deflate that both sides agreed on (RFC 7692 section 7.1)."""

from typing import NamedTuple


class DeflateParameters(NamedTuple):
    """`server_...` is about what we receive, `client_...` about what we send."""

    server_no_context_takeover: bool = False
    client_no_context_takeover: bool = False
    server_max_window_bits: int = 15
    client_max_window_bits: int = 15
