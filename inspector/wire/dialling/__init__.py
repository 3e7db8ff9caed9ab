"""From a URL to a byte stream: resolve, connect, proxy, TLS. Each step reports a `Phase`.

One file a kind of step; `dial.py` puts the steps in order. Another proxy (SOCKS) is one more
function in `dial.PROXIES`, another way to a socket (a Unix socket, an address other than the
URL's) is one more function beside `resolve` and `connect_tcp` there. The rest of the wire sees an
`asyncio.Transport` only.
"""
