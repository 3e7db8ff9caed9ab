"""What a failed TLS handshake means, as a sentence for a person."""

import ssl

_SKIP = "or turn TLS verification off for this connection"
_CERTIFICATE = {
    9: "is not valid yet: check the clock here and the certificate there",
    10: f"has expired: have it renewed, {_SKIP}",
    18: f"is self-signed: name its file as the CA file, {_SKIP}",
    19: f"comes from an authority that is not trusted here: name the authority's file as the "
    f"CA file, {_SKIP}",
    20: f"comes from an authority that is not known here, or the server leaves out an "
    f"intermediate certificate: name the authority's file as the CA file, {_SKIP}",
    21: f"is not signed by a known authority: name the authority's file as the CA file, {_SKIP}",
    23: "has been revoked: have it replaced",
    62: f"is for another host name: use the name that it was made for, {_SKIP}",
    64: f"is not for this IP address: use the host name that it was made for, {_SKIP}",
}
"""By OpenSSL's X509_V_ERR_ numbers."""
_PLAIN = "answers, but not in TLS: try ws:// in place of wss://, or another port"
_REASONS = {
    "WRONG_VERSION_NUMBER": _PLAIN,
    "RECORD_LAYER_FAILURE": _PLAIN,
    "PACKET_LENGTH_TOO_LONG": _PLAIN,
    "HTTP_REQUEST": _PLAIN,
    "UNSUPPORTED_PROTOCOL": "speaks only versions of TLS that are too old to be safe",
    "TLSV1_ALERT_PROTOCOL_VERSION": "does not accept the versions of TLS that are offered here",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": "found no common way to encrypt, or wants a client "
    "certificate",
    "TLSV1_UNRECOGNIZED_NAME": "does not know this host name: check the URL's host",
    "UNEXPECTED_EOF_WHILE_READING": "ended the TLS handshake half-way: it may not speak TLS on "
    "this port, or wants a client certificate",
}


def tls_sentence(error: ssl.SSLError, host: str) -> str:
    """What went wrong with TLS at `host`, and what to try."""
    if isinstance(error, ssl.SSLCertVerificationError):
        wrong = _CERTIFICATE.get(error.verify_code, f"was not accepted: {error.verify_message}")
        return f"The TLS certificate of {host} {wrong}."
    reason = error.reason or ""
    if reason in _REASONS:
        return f"{host} {_REASONS[reason]}."
    return f"TLS with {host} failed ({reason or error}): check that it is a TLS port."
