"""The opening handshake over a dialled stream: from a URL to an `Opened` value.

`http1.py` speaks HTTP/1.1 (RFC 6455 section 4); another version of HTTP is one more file like it.
`open.py` dials, opens and follows redirects.
"""
